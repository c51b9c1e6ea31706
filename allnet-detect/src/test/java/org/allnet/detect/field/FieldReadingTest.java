package org.allnet.detect.field;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.allnet.data.InputException;
import org.allnet.data.WorkProgress;
import org.allnet.data.field.BoundingBox;
import org.allnet.data.field.Field;
import org.allnet.data.field.FieldPart;
import org.allnet.data.field.LabelledBox;
import org.allnet.evaluation.detection.TrueBox;
import org.allnet.testing.PagedTiff;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is read of labelled fields, and what is said of it. */
final class FieldReadingTest {

  @TempDir Path folder;

  private Field field(Path file, String... labels) {
    List<LabelledBox> boxes = new ArrayList<>();
    for (String label : labels) {
      boxes.add(LabelledBox.of(label, BoundingBox.ofSize(2 * boxes.size(), 0, 8, 8)));
    }
    return new Field(
        folder.relativize(file).toString(), file, 40, 30, FieldPart.WHOLE, boxes, List.of());
  }

  private Path tiff(String name, int pages) throws IOException {
    List<BufferedImage> pictures = new ArrayList<>();
    for (int page = 0; page < pages; page++) {
      BufferedImage image = new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB);
      for (int i = 0; i < 40 * 30; i++) {
        image.setRGB(i % 40, i / 40, 0x203040 + 0x010101 * ((i * 7 + page) % 97));
      }
      pictures.add(image);
    }
    return PagedTiff.write(folder.resolve(name), pictures);
  }

  private static List<String> notes(FieldReading reading) {
    List<String> notes = new ArrayList<>();
    reading.tell(notes::add);
    return notes;
  }

  @Test
  void severalPages_areSaid() throws IOException {
    FieldReading reading = new FieldReading(List.of("WBC"), Map.of());
    reading.read(
        List.of(field(tiff("a.tif", 3), "WBC"), field(tiff("b.tif", 1), "WBC")),
        field -> field,
        WorkProgress.NONE);

    assertThat(notes(reading)).singleElement().asString().contains("a.tif: ", "3 ");
  }

  @Test
  void slides_areOfTheirFields() throws IOException {
    Path file = tiff("a.tif", 1);
    FieldReading reading = new FieldReading(List.of("WBC"), Map.of("a.tif", "slide 3"));

    assertThat(reading.read(field(file, "WBC")).person()).isEqualTo("slide 3");
    assertThat(new FieldReading(List.of("WBC"), Map.of()).read(field(file)).person()).isNull();
  }

  @Test
  void otherNamesOfPlatelets_areTakenAndSaid() throws IOException {
    FieldReading reading = new FieldReading(List.of("WBC", "RBC", "Platelets"), Map.of());
    Path file = tiff("a.tif", 1);

    assertThat(reading.read(field(file, "PC", "PLT", "Platelet", "WBC", "PC")).truths())
        .extracting(TrueBox::classIndex)
        .containsExactly(2, 2, 2, 0, 2);
    assertThat(notes(reading))
        .containsExactly(
            "2 cells of class 'PC' taken for 'Platelets'",
            "1 cell of class 'PLT' taken for 'Platelets'",
            "1 cell of class 'Platelet' taken for 'Platelets'");
  }

  @Test
  void otherClass_isRefused() throws IOException {
    Path file = tiff("a.tif", 1);

    assertThatThrownBy(
            () -> new FieldReading(List.of("WBC", "RBC"), Map.of()).read(field(file, "PC")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("has a box of class 'PC', which is none of WBC, RBC; rename");
  }
}
