package org.allnet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model that began with weights of another program says so wherever it is used. */
final class ForeignWeightsTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String NOTE =
      "imagenet.safetensors: does not say which images it was trained on";
  private static final String MARK = "The networks began with weights of another program";

  @TempDir Path folder;

  @Test
  void everyUseOfTheModel_saysIt() throws IOException {
    Path model = ModelFixture.begunWith(folder.resolve("m.safetensors"), "imagenet.safetensors");
    Path data = folder.resolve("data");
    for (int i = 0; i < 8; i++) {
      ModelFixture.disc(data.resolve((i % 2 == 0 ? "all/" : "hem/") + i + ".png"), 8 + i % 5, i);
    }
    Path out = folder.resolve("out");
    Path csv = folder.resolve("answers.csv");

    Ran described = Ran.allnet("model", "describe", model);
    Ran evaluated = Ran.allnet("evaluate", model, "--data", data, "--out", out);
    Ran predicted = Ran.allnet("predict", model, data, "--json", "--csv", csv);

    assertThat(described.out()).contains(NOTE, "ab".repeat(32));
    assertThat(evaluated.out()).as(evaluated.err()).contains(MARK);
    assertThat(evaluated.err()).contains(NOTE);
    for (String file : List.of("report.html", "evaluation.json", "model-card.md")) {
      assertThat(Files.readString(out.resolve(file)))
          .as(file)
          .contains("weights of another program", NOTE);
    }
    assertThat(JSON.readTree(predicted.out()).path("foreignWeights").asBoolean()).isTrue();
    assertThat(Files.readAllLines(csv)).element(1).asString().contains("foreign-weights");
    Path rows = out.resolve("predictions.csv");
    Ran again = Ran.allnet("evaluate", "--predictions", rows, "--json");
    JsonNode json = JSON.readTree(again.out());
    assertThat(json.path("foreignWeights").asBoolean()).isTrue();
    assertThat(json.path("warnings").toString()).contains(MARK);
    Ran compared = Ran.allnet("compare", "a=" + rows, "b=" + rows);
    assertThat(compared.out()).contains("a: " + MARK);
  }

  @Test
  void predictionsBesideModel_sayForeignWeights() throws IOException {
    Path fold = Files.createDirectories(folder.resolve("fold-1"));
    ModelFixture.begunWith(fold.resolve("model.safetensors"), "imagenet.safetensors");
    Path rows =
        Files.writeString(
            fold.resolve("predictions.csv"),
            "image,label,p_all,p_hem\na,all,.9,.1\nb,hem,.2,.8\nc,all,.4,.6\nd,hem,.3,.7\n");

    JsonNode json = JSON.readTree(Ran.allnet("evaluate", "--predictions", rows, "--json").out());

    assertThat(json.path("foreignWeights").asBoolean()).isTrue();
    assertThat(json.path("warnings").toString()).contains(MARK);
  }
}
