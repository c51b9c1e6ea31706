package org.allnet.data.field.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.allnet.data.InputException;
import org.allnet.data.field.Field;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Labels are named after their image, with or without its ending. */
final class ImageNamesTest {

  private static final String CELL =
      "[{\"type\":\"Feature\",\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[1,1],[9,1],[9,9],[1,1]]]}}]";

  @TempDir Path folder;
  private FieldFolder files;

  @BeforeEach
  void makeImages() {
    files = new FieldFolder(folder).image("a.jpg", 40, 30).image("b.jpg", 40, 30);
  }

  @Test
  void wholeName_isTheImages() {
    files.text("a.jpg.geojson", CELL);

    assertThat(files.read().fields()).extracting(Field::name).containsExactly("a.jpg");
  }

  @Test
  void wholeNameInYolo_isTheImages() {
    files.text("a.jpg.txt", "0 .5 .5 .1 .1").text("data.yaml", "names: [WBC]");

    assertThat(files.field("a.jpg").boxes()).hasSize(1);
  }

  @Test
  void wholeName_tellsTwoImagesApart() {
    files.image("a.png", 40, 30).text("a.jpg.geojson", CELL);
    assertThat(files.read().fields()).extracting(Field::name).containsExactly("a.jpg");

    files.text("a.png.geojson", CELL);
    assertThat(files.read().fields()).hasSize(2);
  }

  @Test
  void nameOfTwoImages_isRefused() {
    files.image("a.png", 40, 30).text("a.geojson", CELL);

    assertThatThrownBy(files::read)
        .isInstanceOf(InputException.class)
        .hasMessageContaining("'a' may be");
  }

  @Test
  void omeName_isThatWithoutIt() {
    files.image("c.ome.png", 40, 30).text("c.geojson", CELL);

    assertThat(files.read().fields()).extracting(Field::name).containsExactly("c.ome.png");
  }

  @Test
  void omeAndAnother_areToldApart() {
    files.image("a.ome.png", 40, 30).text("a.jpg.geojson", CELL);

    assertThat(files.read().fields()).extracting(Field::name).containsExactly("a.jpg");
  }

  @Test
  void anotherEnding_isAnotherImage() {
    files.image("c.ome.png", 40, 30).text("c.jpg.geojson", CELL).text("a.geojson", CELL);

    assertThat(files.read().fields()).extracting(Field::name).containsExactly("a.jpg");
    assertThat(files.read().notes().toString()).contains("c.jpg.geojson: has labels and no image");
  }

  @Test
  void twoFilesOfOneImage_areRefused() {
    files.text("a.geojson", CELL).text("a.jpg.geojson", CELL);

    assertThatThrownBy(files::read)
        .isInstanceOf(InputException.class)
        .hasMessageContaining("keep one of the two files");
  }
}
