package org.allnet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cells that segmentation erases are evaluated by {@code evaluate} as they are by their run. */
final class ErasedCellsTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir static Path folder;

  @Test
  void evaluateOnTheHoldOut_hasTheMetricsOfTheRun() throws IOException {
    Path data = folder.resolve("data");
    for (int i = 0; i < 24; i++) {
      Path file = data.resolve((i % 2 == 0 ? "all/" : "hem/") + i + ".png");
      if (i % 4 == 2 && i > 2) {
        ModelFixture.erased(file, i);
      } else {
        ModelFixture.disc(file, 9 + i % 5, i);
      }
    }
    Path run = folder.resolve("run");
    List<Object> words = new ArrayList<>(List.of("train", data, "--out", run, "--json"));
    words.addAll(List.of("--protocol", "image", "--hold-out", 0.4, "--folds", 2, "--epochs", 1));
    words.addAll(List.of("--batch", 4, "--input-size", 27, "--width", 0.0625, "--per-class", 0));
    words.addAll(List.of("--device", "cpu", "--threads", 1));

    Ran trained = Ran.allnet(words.toArray());
    Ran evaluated =
        Ran.allnet("evaluate", run, "--data", data, "--split", run.resolve("split.csv"), "--json");

    assertThat(trained.exitCode()).as(trained.err()).isZero();
    assertThat(trained.err()).contains("leaves nothing to see of 5 of 24 images");
    assertThat(evaluated.exitCode()).as(evaluated.err()).isZero();
    assertThat(evaluated.err()).contains("segmentation 'stretched' leaves nothing to see of ");
    JsonNode ofRun = JSON.readTree(trained.out()).path("evaluation");
    JsonNode here = JSON.readTree(evaluated.out());
    for (String metric : List.of("images", "confusion", "auroc", "brier")) {
      assertThat(ofRun.has(metric)).as(metric).isTrue();
      assertThat(here.path(metric)).as(metric).isEqualTo(ofRun.path(metric));
    }
  }

  /** Scores are compared of images in which there is something to see, on both sides. */
  @Test
  void erasedOwnImages_areNoneOfThoseToTellFrom() throws IOException {
    Path data = folder.resolve("whole");
    for (int i = 0; i < 64; i++) {
      ModelFixture.disc(data.resolve((i % 2 == 0 ? "all/" : "hem/") + i + ".png"), 9 + i % 5, i);
    }
    Path run = folder.resolve("whole-run");
    List<Object> words = new ArrayList<>(List.of("train", data, "--out", run, "--protocol"));
    words.addAll(List.of("image", "--hold-out", 0.4, "--folds", 2, "--epochs", 1, "--batch", 4));
    words.addAll(List.of("--input-size", 27, "--width", 0.0625, "--per-class", 0));
    words.addAll(List.of("--device", "cpu", "--threads", 1));
    assertThat(Ran.allnet(words.toArray()).exitCode()).isZero();
    Path own = folder.resolve("own");
    Path foreign = folder.resolve("foreign");
    for (int i = 0; i < 8; i++) {
      ModelFixture.disc(own.resolve((i % 2 == 0 ? "all/" : "hem/") + i + ".png"), 8 + i, 100 + i);
      ModelFixture.disc(foreign.resolve(i + ".png"), 4 + i, 200 + 9 * i);
    }
    Object[] ask = {"evaluate", run, "--data", own, "--foreign", "f=" + foreign, "--json"};
    JsonNode before = JSON.readTree(Ran.allnet(ask).out()).at("/foreign/0/methods");
    for (int i = 0; i < 4; i++) {
      ModelFixture.erased(own.resolve("all/erased" + i + ".png"), i);
    }

    Ran ran = Ran.allnet(ask);

    assertThat(ran.err()).contains("segmentation 'stretched' leaves nothing to see of 4 of ");
    assertThat(before.path("combined").at("/auroc/value").isNumber()).isTrue();
    JsonNode here = JSON.readTree(ran.out()).at("/foreign/0/methods");
    for (String method : List.of("combined", "appearance", "mahalanobis", "energy")) {
      for (String metric : List.of("/auroc", "/averagePrecision")) {
        assertThat(here.path(method).at(metric))
            .as(method + metric)
            .isEqualTo(before.path(method).at(metric));
      }
    }
  }
}
