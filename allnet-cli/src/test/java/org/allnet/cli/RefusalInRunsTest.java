package org.allnet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.allnet.evaluation.prediction.Prediction;
import org.allnet.evaluation.prediction.PredictionFile;
import org.allnet.evaluation.prediction.RunFold;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run refuses of the images that it is evaluated on is in all that it writes. */
final class RefusalInRunsTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir static Path folder;

  private static Path cells;

  @BeforeAll
  static void synthesize() {
    cells = folder.resolve("cells");
    Ran made =
        Ran.allnet(
            "dataset",
            "synthesize",
            cells,
            "--subjects",
            8,
            "--cells",
            6,
            "--size",
            96,
            "--seed",
            1);
    assertThat(made.exitCode()).as(made.err()).isZero();
  }

  private static Ran run(String command, double holdOut, Path out) {
    Ran ran =
        TinyRun.allnet(
            command,
            cells,
            "--folds",
            2,
            "--hold-out",
            holdOut,
            "--epochs",
            1,
            "--batch",
            8,
            "--per-class",
            0,
            "--accept-fraction",
            0.6,
            "--out",
            out);
    assertThat(ran.exitCode()).as(ran.err()).isZero();
    return ran;
  }

  /** Why images are refused by the predictions of a run, by their names. */
  private static Map<String, String> written(Path file, String fold) {
    Map<String, String> reasons = new TreeMap<>();
    for (Prediction row : PredictionFile.read(file).rows()) {
      if (String.valueOf(row.fold()).startsWith(fold)) {
        reasons.put(row.image(), Objects.requireNonNull(row.refusal()).key());
      }
    }
    return reasons;
  }

  /** Why {@code predict} refuses the same images. */
  private static Map<String, String> predicted(Path model, Map<String, String> images)
      throws IOException {
    List<Object> words = new ArrayList<>(List.of("predict", model, "--json"));
    images.keySet().forEach(image -> words.add(cells.resolve(image)));
    Map<String, String> reasons = new TreeMap<>();
    for (JsonNode one : JSON.readTree(Ran.allnet(words.toArray()).out()).path("images")) {
      String name = cells.relativize(Path.of(one.path("image").asText())).toString();
      String key = one.path("referred").asText("");
      reasons.put(name, key.equals("uncertain") ? "" : key);
    }
    return reasons;
  }

  private static long refused(Map<String, String> reasons) {
    return reasons.values().stream().filter(key -> !key.isEmpty()).count();
  }

  @Test
  void heldOutImages_areRefusedAsByPredict() throws IOException {
    Path out = folder.resolve("train");
    Ran ran = run("train", 0.25, out);
    Map<String, String> reasons = written(out.resolve("predictions.csv"), RunFold.HOLD_OUT);

    assertThat(refused(reasons)).isPositive().isLessThan(reasons.size());
    assertThat(predicted(out, reasons)).isEqualTo(reasons);
    JsonNode whole = JSON.readTree(out.resolve("evaluation.json").toFile()).path("wholeDecision");
    assertThat(whole.path("images").asInt()).isEqualTo(reasons.size());
    assertThat(
            whole.at("/unlike-training/images").asInt()
                + whole.at("/poor-image/images").asInt()
                + whole.at("/nothing-to-see/images").asInt())
        .isEqualTo((int) refused(reasons));
    assertThat(ran.out()).contains("the whole decision about " + reasons.size() + " images");
    assertThat(Files.readString(out.resolve("report.html")))
        .contains("The whole decision", "What the model refuses", "unlike training: ")
        .doesNotContain("were fitted on these very images");
    assertThat(Files.readString(out.resolve("model-card.md")))
        .contains("## Refused images", "- unlike training: ", "- poor image: focus outside ")
        .contains("| predicted | ");

    Ran decided = Ran.allnet("decide", out, "--accept-fraction", "0.3");

    assertThat(decided.exitCode()).as(decided.err()).isZero();
    Map<String, String> anew = written(out.resolve("predictions.csv"), RunFold.HOLD_OUT);
    assertThat(refused(anew)).isGreaterThan(refused(reasons));
    assertThat(predicted(out, anew)).isEqualTo(anew);
  }

  @Test
  void foldsOfACrossValidation_refuseTheirOwnImages() throws IOException {
    Path out = folder.resolve("crossval");
    run("crossval", 0, out);

    for (int fold = 1; fold <= 2; fold++) {
      Map<String, String> reasons =
          written(out.resolve("predictions.csv"), RunFold.VALIDATION + fold);
      assertThat(reasons).hasSizeGreaterThan(20);
      assertThat(refused(reasons)).isPositive();
      assertThat(predicted(out.resolve("fold-" + fold + "/model.safetensors"), reasons))
          .isEqualTo(reasons);
    }
    assertThat(Files.readString(out.resolve("report.html")))
        .contains("The whole decision", "were fitted on these very images")
        .contains("class=\"badge wrong\">referred: ");
  }
}
