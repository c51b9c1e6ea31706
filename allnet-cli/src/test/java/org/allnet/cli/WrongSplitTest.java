package org.allnet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every command that takes a split says which file is wrong, before and after it reads images. */
final class WrongSplitTest {

  @TempDir Path folder;

  private Path data() throws IOException {
    Path data = folder.resolve("data");
    StringBuilder people = new StringBuilder("image,subject\n");
    for (int i = 0; i < 12; i++) {
      String label = i % 2 == 0 ? "all" : "hem";
      ModelFixture.disc(data.resolve(label + "/c" + i + ".png"), 9 + i % 7 + (i % 2) * -2, i);
      people.append("%s/c%d.png,person%d\n".formatted(label, i, i));
    }
    Files.writeString(data.resolve("subjects.csv"), people);
    return data;
  }

  /** A split of the twelve images, a person each: two held out, five in each fold. */
  private static List<String> rows() {
    List<String> rows = new ArrayList<>();
    rows.add("image,label,subject,group,fold,protocol,folds,seed");
    for (int i = 0; i < 12; i++) {
      String fold = i < 2 ? "holdout" : Integer.toString(i < 7 ? 1 : 2);
      String label = i % 2 == 0 ? "all" : "hem";
      rows.add(
          "%1$s/c%2$d.png,%1$s,person%2$d,person%2$d,%3$s,subject,2,7".formatted(label, i, fold));
    }
    return rows;
  }

  private void assertFileNamed(Path data, Path split, String what) throws IOException {
    Path model = folder.resolve("model.safetensors");
    Path out = folder.resolve("out");
    for (Ran ran :
        List.of(
            Ran.allnet("dataset", "split", data, "--check", split),
            Ran.allnet("augment", data, "--split", split, "--fold", 1, "--out", out),
            Ran.allnet("evaluate", model, "--data", data, "--split", split),
            TinyRun.allnet("train", data, "--split", split, "--batch", 2, "--out", out))) {
      assertThat(ran.exitCode()).as(ran.err()).isEqualTo(1);
      assertThat(ran.err().lines()).anyMatch(line -> line.endsWith(split + ": " + what));
      assertThat(out).doesNotExist();
    }
  }

  @Test
  void split_ofOtherImages_isNamedByItsFile() throws IOException {
    Path data = data();
    ModelFixture.model(folder.resolve("model.safetensors"), "all", "hem");
    List<String> unknown = new ArrayList<>(rows());
    unknown.set(3, unknown.get(3).replace("c2.png", "z.png"));
    assertFileNamed(
        data,
        Files.write(folder.resolve("unknown.csv"), unknown),
        "image all/z.png is not among the labelled images of the data set; make the split anew from this data set");
    List<String> fewer = new ArrayList<>(rows());
    fewer.remove(3);
    assertFileNamed(
        data,
        Files.write(folder.resolve("fewer.csv"), fewer),
        "image all/c2.png is missing, though others of part all are in it; make the split anew from this data set");
  }
}
