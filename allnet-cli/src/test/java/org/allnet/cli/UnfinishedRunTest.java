package org.allnet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that was stopped between two folds, or in one, is never taken for a finished one. */
final class UnfinishedRunTest {

  @TempDir static Path folder;

  private static Path data;
  private static Path finished;
  private static String summary = "";

  @BeforeAll
  static void train() throws IOException {
    data = folder.resolve("data");
    StringBuilder subjects = new StringBuilder("image,subject\n");
    for (int i = 0; i < 36; i++) {
      String label = i % 2 == 0 ? "all" : "hem";
      ModelFixture.disc(data.resolve(label + "/c" + i + ".png"), 9 + i % 7 + (i % 2) * -2, i);
      subjects.append("%s/c%d.png,person%d\n".formatted(label, i, i % 12));
    }
    Files.writeString(data.resolve("subjects.csv"), subjects);
    finished = folder.resolve("finished");
    Ran ran =
        TinyRun.allnet(
            "crossval",
            data,
            "--out",
            finished,
            "--folds",
            3,
            "--hold-out",
            0,
            "--epochs",
            1,
            "--batch",
            4);
    assertThat(ran.exitCode()).as(ran.err()).isZero();
    summary = ran.out();
  }

  /** The finished run without some of its files. */
  private static Path without(String name, List<String> missing) throws IOException {
    Path run = folder.resolve(name);
    try (Stream<Path> all = Files.walk(finished)) {
      for (Path path : all.toList()) {
        String within = finished.relativize(path).toString();
        if (missing.stream().noneMatch(within::startsWith)) {
          Files.copy(path, run.resolve(within));
        }
      }
    }
    return run;
  }

  private static void assertRefused(Path model, String missing) {
    for (Ran ran :
        List.of(
            Ran.allnet("predict", model, data.resolve("all")),
            Ran.allnet("evaluate", model, "--data", data))) {
      assertThat(ran.exitCode()).as(ran.out()).isEqualTo(1);
      assertThat(ran.out()).isEmpty();
      assertThat(ran.err()).contains("is not finished, it has no " + missing, "--resume");
    }
  }

  @Test
  void finishedRun_standsForTheModelThatItChose() {
    Ran ran = Ran.allnet("predict", finished, data.resolve("all"));

    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(ran.err()).contains("of 3 fold models the one that the run chose");
    String named = ran.err().replaceFirst("(?s).*model: (\\S+), of 3.*", "$1");
    assertThat(summary).contains("model:  " + named);
  }

  @Test
  void foldThatWasNotBegun_isMissed() throws IOException {
    Path last = without("without-last", List.of("fold-3", "predictions.csv", "report"));
    Path first = without("without-first", List.of("fold-1", "predictions.csv"));

    assertRefused(last, "fold-3/model.safetensors");
    assertRefused(first, "fold-1/model.safetensors");
  }

  @Test
  void foldInItsFirstEpoch_isMissed() throws IOException {
    assertRefused(
        without("first-epoch", List.of("fold-2/model.safetensors", "fold-2/predictions.csv")),
        "fold-2/model.safetensors");
  }

  @Test
  void foldModelOfALaterEpoch_isRefused() throws IOException {
    Path run = without("later-epoch", List.of("fold-2/predictions.csv"));
    Path model = run.resolve("fold-2/model.safetensors");

    assertRefused(run, "fold-2/predictions.csv");
    assertRefused(run.resolve("fold-2"), "fold-2/predictions.csv");
    assertRefused(model, "fold-2/predictions.csv");
    Ran export =
        Ran.allnet("model", "export", model, "--to", "onnx", "--out", folder.resolve("early.onnx"));
    assertThat(export.exitCode()).as(export.out()).isEqualTo(1);
    assertThat(export.err()).contains("fold-2/predictions.csv");
    assertThat(Ran.allnet("predict", run.resolve("fold-1"), data.resolve("all")).exitCode())
        .isZero();
  }

  @Test
  void runWithoutItsSplit_isNotFinished() throws IOException {
    assertRefused(without("without-split", List.of("split.csv")), "split.csv");
  }
}
