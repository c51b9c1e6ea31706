package org.allnet.cli;

import static org.allnet.cli.Ran.allnet;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.allnet.evaluation.prediction.Prediction;
import org.allnet.evaluation.prediction.PredictionFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Eight people of each class, some under two names: from the run to every later evaluation. */
final class OnePersonRunTest {

  /** Four people of each class, with three images each. */
  private static final int PEOPLE = 8;

  @TempDir static Path folder;

  private static Path data;
  private static Path run;

  /**
   * The third image of a person is named in another way; person 0 has a near-duplicate under
   * another person's name.
   */
  @BeforeAll
  static void train() throws IOException {
    data = folder.resolve("data");
    StringBuilder subjects = new StringBuilder("image,subject\n");
    for (int i = 0; i < PEOPLE * 3; i++) {
      int person = i % PEOPLE;
      String label = person % 2 == 0 ? "all" : "hem";
      ModelFixture.disc(
          data.resolve(label + "/cell" + i + ".png"), (person % 2 == 0 ? 15 : 8) + i % 3, i);
      String name = i / PEOPLE == 2 ? "Person 0" + person : "person" + person;
      subjects.append("%s/cell%d.png,%s\n".formatted(label, i, name));
    }
    BufferedImage first = ImageIO.read(data.resolve("all/cell0.png").toFile());
    ImageIO.write(first, "bmp", data.resolve("all/again.bmp").toFile());
    subjects.append("all/again.bmp,somebody\n");
    Files.writeString(data.resolve("subjects.csv"), subjects);
    run = folder.resolve("run");
    Ran crossval =
        TinyRun.allnet(
            "crossval",
            data,
            "--out",
            run,
            "--folds",
            2,
            "--hold-out",
            0,
            "--epochs",
            1,
            "--batch",
            8);
    assertThat(crossval.exitCode()).as(crossval.err()).isZero();
    assertThat(crossval.err()).contains("all: 13 images of 4 subjects", "hem: 12 images of 4 subj");
  }

  private static JsonNode json(Ran ran) throws IOException {
    assertThat(ran.exitCode()).as(ran.err()).isIn(0, 1);
    return new ObjectMapper().readTree(ran.out());
  }

  @Test
  void run_ofPeopleUnderTwoNames_countsPeople() throws IOException {
    assertPeople(run);
    assertThat(people(run.resolve("fold-1/predictions.csv"), run.resolve("fold-2/predictions.csv")))
        .hasSize(PEOPLE);
  }

  private static void assertPeople(Path of) throws IOException {
    assertThat(Files.readString(of.resolve("report.html")))
        .contains("8, under 17 names", "Person 00 = person0 = somebody");
    JsonNode metrics = new ObjectMapper().readTree(of.resolve("evaluation.json").toFile());
    assertThat(metrics.findValue("subjects").asInt()).isEqualTo(PEOPLE);
    assertThat(people(of.resolve("predictions.csv"))).hasSize(PEOPLE);
  }

  private static Set<String> people(Path... files) {
    return Stream.of(files)
        .flatMap(file -> PredictionFile.read(file).rows().stream())
        .map(Prediction::person)
        .collect(Collectors.toSet());
  }

  @Test
  void evaluate_predictions_countsTheSamePeople() throws IOException {
    JsonNode json =
        json(allnet("evaluate", "--predictions", run.resolve("predictions.csv"), "--json"));

    assertThat(json.findValue("subjects").asInt()).isEqualTo(PEOPLE);
    assertThat(json.path("auroc").path("method").asText()).contains("of 8 subjects");
  }

  @Test
  void evaluate_model_countsTheSamePeople() throws IOException {
    Path model = ModelFixture.model(folder.resolve("other.safetensors"));

    JsonNode json = json(allnet("evaluate", model, "--data", data, "--json"));

    assertThat(json.findValue("subjects").asInt()).isEqualTo(PEOPLE);
  }

  @Test
  void split_ofPeopleUnderTwoNames_countsPeople() {
    Ran split = allnet("dataset", "split", data, "--folds", 2, "--out", folder.resolve("s.csv"));

    assertThat(split.exitCode()).as(split.err()).isZero();
    assertThat(split.out()).containsPattern("total +13 +12 +25 +8\\n");
    Ran check = allnet("dataset", "split", data, "--check", folder.resolve("s.csv"));
    assertThat(check.out()).containsPattern("total +13 +12 +25 +8\\n");
  }
}
