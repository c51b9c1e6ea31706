package org.allnet.data.field.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.allnet.data.InputException;
import org.allnet.data.field.FieldPart;
import org.allnet.data.field.FieldSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DataYamlTest {

  @TempDir Path folder;

  private DataYaml yaml(String... lines) {
    new FieldFolder(folder).text("data.yaml", lines);
    return DataYaml.read(folder.resolve("data.yaml"));
  }

  @Test
  void names_areReadInEveryUsualForm() {
    assertThat(yaml("names: ['WBC', \"RBC\", Platelets]").names())
        .containsExactly("WBC", "RBC", "Platelets");
    assertThat(yaml("nc: 2", "names:", "- WBC", "- RBC").names()).containsExactly("WBC", "RBC");
    assertThat(yaml("names:", "  - WBC", "  - 'a, b'").names()).containsExactly("WBC", "a, b");
    assertThat(yaml("names:", "  0: WBC  # white", "  1: RBC").names())
        .containsExactly("WBC", "RBC");
    assertThat(yaml("names: {0: WBC, 1: RBC}").names()).containsExactly("WBC", "RBC");
    assertThat(yaml("names: [WBC,", "  RBC,", "]").names()).containsExactly("WBC", "RBC");
    assertThat(yaml("\uFEFFnames: [WBC]").names()).containsExactly("WBC");
  }

  @Test
  void otherKeys_arePassedOver() {
    DataYaml yaml =
        yaml(
            "train: ../train/images",
            "roboflow:",
            "  workspace: x",
            "  version: 1",
            "names: [RBC]",
            "download: https://x.org/a#b");

    assertThat(yaml.names()).containsExactly("RBC");
    assertThat(yaml.places().get(FieldPart.TRAINING)).containsExactly("../train/images");
    assertThat(yaml.places()).doesNotContainKey(FieldPart.TEST);
  }

  @Test
  void noNames_isAnotherProgramsFile() {
    assertThat(yaml("version: 3", "services:", "  web:")).isNull();
  }

  @Test
  void wrongNumberOfClasses_namesTheLine() {
    assertThatThrownBy(() -> yaml("names: [WBC, RBC]", "nc: 3"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("data.yaml: line 2: nc is 3, but names has 2");
  }

  @Test
  void brokenFile_isOneClearLine() {
    assertThatThrownBy(() -> yaml("names: [WBC,", "RBC")).hasMessageContaining("close it with ]");
    assertThatThrownBy(() -> yaml("names:", "  0: WBC", "  2: RBC"))
        .hasMessageContaining("no class 1");
    assertThatThrownBy(() -> yaml("names: [WBC, WBC]")).hasMessageContaining("twice");
    assertThatThrownBy(() -> yaml("just text")).hasMessageContaining("line 1: is no 'key: value'");
  }

  private FieldSet parts(String... lines) {
    return new FieldFolder(folder)
        .image("images/one/a.png", 20, 20)
        .image("images/two/b.png", 20, 20)
        .text("labels/one/a.txt", "0 0.5 0.5 0.5 0.5")
        .text("labels/two/b.txt", "0 0.5 0.5 0.5 0.5")
        .text("data.yaml", lines)
        .read();
  }

  @Test
  void relativeAndColabPaths_leadToTheFolders() {
    FieldSet set =
        parts("train: /content/drive/MyDrive/set/images/one", "val: ./images/two/", "names: [WBC]");

    assertThat(FieldFolder.field(set, "images/one/a.png").part()).isEqualTo(FieldPart.TRAINING);
    assertThat(FieldFolder.field(set, "images/two/b.png").part()).isEqualTo(FieldPart.VALIDATION);
    assertThat(set.notes()).isEmpty();
  }

  @Test
  void windowsPath_leadsToTheFolder() {
    assertThat(
            FieldFolder.field(
                    parts("train: C:\\data\\images\\one", "val:", "names: [WBC]"),
                    "images/one/a.png")
                .part())
        .isEqualTo(FieldPart.TRAINING);
  }

  @Test
  void pathThatLeadsOutside_isNotFollowed() {
    FieldSet set = parts("train: ../../../etc", "val: images/two", "names: [WBC]");

    assertThat(set.fields()).hasSize(2);
    assertThat(set.notes().toString()).contains("train: ../../../etc: leads to no images");
  }

  @Test
  void listOfImages_namesAPart() {
    new FieldFolder(folder).text("train.txt", "./images/one/a.png");

    assertThat(
            FieldFolder.field(
                    parts("train: train.txt", "val: [images/two]", "names: [WBC]"),
                    "images/one/a.png")
                .part())
        .isEqualTo(FieldPart.TRAINING);
  }
}
