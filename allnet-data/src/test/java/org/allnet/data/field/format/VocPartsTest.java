package org.allnet.data.field.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.allnet.data.InputException;
import org.allnet.data.field.FieldPart;
import org.allnet.data.field.FieldSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lists of VOC's folder ImageSets. */
final class VocPartsTest {

  private static final String VOC =
      "<annotation><object><name>WBC</name><bndbox><xmin>1</xmin><ymin>2</ymin><xmax>9</xmax><ymax>9</ymax></bndbox></object></annotation>";

  @TempDir Path folder;
  private FieldFolder files;

  @BeforeEach
  void makeImages() {
    files = new FieldFolder(folder);
    for (String name : new String[] {"a", "b", "c", "d.1"}) {
      files.image("JPEGImages/" + name + ".jpg", 20, 20).text("Annotations/" + name + ".xml", VOC);
    }
  }

  private static FieldPart part(FieldSet set, String name) {
    return FieldFolder.field(set, "JPEGImages/" + name + ".jpg").part();
  }

  private FieldFolder list(String name, String... lines) {
    return files.text("ImageSets/Main/" + name, lines);
  }

  @Test
  void lists_areTheParts() {
    list("train.txt", "a", "");
    list("val.txt", "b  1");
    list("test.txt", "d.1");
    list("trainval.txt", "a", "b", "c");
    list("RBC_train.txt", "d.1 -1");
    FieldSet set = files.read();

    assertThat(part(set, "a")).isEqualTo(FieldPart.TRAINING);
    assertThat(part(set, "b")).isEqualTo(FieldPart.VALIDATION);
    assertThat(part(set, "c")).isEqualTo(FieldPart.TRAINING);
    assertThat(part(set, "d.1")).isEqualTo(FieldPart.TEST);
    assertThat(set.notes()).isEmpty();
  }

  @Test
  void noLists_haveNoParts() {
    assertThat(part(files.read(), "a")).isEqualTo(FieldPart.WHOLE);
  }

  @Test
  void imageThatIsNotThere_isNoted() {
    list("train.txt", "a", "z");

    assertThat(files.read().notes().toString())
        .contains("ImageSets/Main/train.txt (z): names an image that is not in the set")
        .contains("3 places: JPEGImages/b.jpg", "is in no list of ImageSets/Main");
  }

  @Test
  void imageInTwoParts_isRefused() {
    list("train.txt", "a", "b");
    list("test.txt", "b");

    assertThatThrownBy(files::read)
        .isInstanceOf(InputException.class)
        .hasMessageContaining(
            "test.txt: names JPEGImages/b.jpg, which ImageSets/Main/train.txt names too");
  }
}
