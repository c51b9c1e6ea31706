package org.allnet.cli;

import static org.allnet.cli.Ran.allnet;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code detect convert} as a user meets it. */
class DetectConvertTest {

  @TempDir Path folder;
  private Path set;

  @BeforeEach
  void makeSet() throws IOException {
    set = folder.resolve("set");
    ModelFixture.disc(set.resolve("images/a.png"), 14, 1);
    Files.createDirectories(set.resolve("labels"));
    Files.writeString(set.resolve("labels/a.txt"), "0 0.5 0.5 0.5 0.5\n0 0.5 0.5 0.5 0.5\n");
    Files.writeString(set.resolve("data.yaml"), "names: [WBC]");
  }

  private Ran convert(String to, Object... more) {
    Object[] words = new Object[7 + more.length];
    System.arraycopy(
        new Object[] {"detect", "convert", set, "--to", to, "--out", folder.resolve("out")},
        0,
        words,
        0,
        7);
    System.arraycopy(more, 0, words, 7, more.length);
    return allnet(words);
  }

  @Test
  void yoloToCoco_isReadAgain() {
    Ran ran = convert("coco");

    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(ran.out()).contains("1 field with 1 label written to").contains("COCO JSON");
    assertThat(ran.err()).contains("note: 1 label repeated another one exactly (left out)");
    assertThat(allnet("detect", "inspect", folder.resolve("out"), "--labels-only").out())
        .contains("out (COCO JSON)")
        .containsPattern("WBC +1 ");
  }

  @Test
  void labelsOnly_copiesNoImage() {
    convert("geojson", "--labels-only");

    assertThat(folder.resolve("out/geojson/all/a.geojson")).exists();
    assertThat(folder.resolve("out/images")).doesNotExist();
  }

  @Test
  void folderWithFiles_isNotOverwrittenUnasked() throws IOException {
    Files.createDirectories(folder.resolve("out"));
    Files.writeString(folder.resolve("out/data.yaml"), "mine");

    Ran ran = convert("yolo");

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err()).contains("is not empty", "--overwrite");
    assertThat(folder.resolve("out/data.yaml")).hasContent("mine");
    Files.writeString(folder.resolve("out/old.txt"), "old");
    Ran over = convert("yolo", "--overwrite");
    assertThat(over.exitCode()).isZero();
    assertThat(over.err()).contains(": 1 file was there before and stays", "(old.txt)");
    assertThat(folder.resolve("out/data.yaml")).content().contains("WBC");
  }

  @Test
  void folderOfTheInput_isRefused() {
    Ran ran = allnet("detect", "convert", set, "--to", "coco", "--out", set.resolve("coco"));

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err()).contains("is in the input folder");
  }

  @Test
  void layoutThatIsNotWritten_isRefused() {
    Ran ran = convert("voc");

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err()).contains("--to voc: is not written; did you mean 'coco'");
    assertThat(folder.resolve("out")).doesNotExist();
  }
}
