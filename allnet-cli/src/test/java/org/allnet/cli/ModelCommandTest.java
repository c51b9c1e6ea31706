package org.allnet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.allnet.export.ExportFormat;
import org.allnet.inference.model.ModelDescription;
import org.allnet.inference.model.ModelFile;
import org.allnet.inference.network.architecture.NetworkPlan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ModelCommandTest {

  @Test
  void describe_allnet_hasThePapersTotal() {
    Ran ran = Ran.allnet("model", "describe", "allnet");

    assertThat(ran.exitCode()).isZero();
    assertThat(ran.err()).isEmpty();
    assertThat(ran.out()).contains("95,099,266", "95,097,474", "1,792", "450 x 450 x 64");
  }

  /** The counts at COCO's 80 classes, as {@code DetectorPlanTest} has them. */
  @Test
  void list_hasTheDetectors() throws IOException {
    Ran ran = Ran.allnet("model", "list");

    assertThat(ran.exitCode()).isZero();
    assertThat(ran.out())
        .contains("95,097,474", "detector")
        .containsPattern("(?m)^yolox-light +2,257,055 ")
        .containsPattern("(?m)^yolox-nano +912,159 ")
        .containsPattern("(?m)^yolox-tiny +5,055,855 ")
        .containsPattern("(?m)^yolox-s +8,968,255 ")
        .containsPattern("(?m)^yolov4 +64,363,101 ");
    JsonNode json =
        new ObjectMapper().readTree(Ran.allnet("model", "list", "--classes", 3, "--json").out());
    assertThat(json.path("detectors").findValuesAsText("trainable"))
        .containsExactly("2242040", "897144", "5033448", "8938456", "63948456");
  }

  @Test
  void describe_otherSizes_followInputAndClasses() throws IOException {
    Ran ran =
        Ran.allnet("model", "describe", "allnet", "--input-size", 81, "--classes", 4, "--json");

    JsonNode json = new ObjectMapper().readTree(ran.out());
    assertThat(json.path("layers").get(0).path("shape").toString()).isEqualTo("[3,81,81]");
    // Flatten: 1 x 1 x 512; then 512 -> 4096 -> 4096 -> 4 beside the convolutions and batch norms.
    long convolutions = 1_792 + 147_712 + 885_120 + 1_536 + 1_769_984 + 2_048;
    long dense = (512L + 1) * 4096 + (4096L + 1) * 4096 + (4096L + 1) * 4;
    assertThat(json.path("parameters").asLong()).isEqualTo(convolutions + dense);
  }

  /** One rule for lists, models, reports and costs: what training changes. */
  @Test
  void parameters_ofAModel_areTheTrainableOnes(@TempDir Path folder) throws IOException {
    Path file = ModelFixture.model(folder.resolve("m.safetensors"));
    ModelDescription model = ModelFile.describe(file);
    NetworkPlan plan = new NetworkPlan(model.members().get(0).network());

    JsonNode json =
        new ObjectMapper().readTree(Ran.allnet("model", "describe", file, "--json").out());

    assertThat(plan.trainable()).isLessThan(plan.parameters());
    assertThat(json.path("parameters").asLong()).isEqualTo(plan.trainable());
    assertThat(Ran.allnet("model", "describe", file).out())
        .contains("%,d parameters".formatted(plan.trainable()));
  }

  @Test
  void export_writesAnOnnxFile(@TempDir Path folder) throws IOException {
    Path model = ModelFixture.model(folder.resolve("m.safetensors"));
    Path onnx = folder.resolve("deep/m.onnx");

    Ran ran = Ran.allnet("model", "export", model, "--to", "onnx", "--out", onnx);

    assertThat(ran.exitCode()).isZero();
    assertThat(ran.out()).contains("image (batch, 3, 27, 27)", "all, hem");
    assertThat(ran.err()).contains("synthetic");
    assertThat(Files.size(onnx)).isGreaterThan(10_000);
    JsonNode json =
        new ObjectMapper()
            .readTree(
                Ran.allnet(
                        "model",
                        "export",
                        model,
                        "--to",
                        "onnx",
                        "--out",
                        onnx,
                        "--overwrite",
                        "--json")
                    .out());
    assertThat(json.path("written").path(0).path("bytes").asLong()).isEqualTo(Files.size(onnx));
  }

  @Test
  void export_toAll_writesEachFormatOnce(@TempDir Path folder) throws IOException {
    Path model = ModelFixture.model(folder.resolve("m.safetensors"));
    Path all = folder.resolve("all");

    Ran ran = Ran.allnet("model", "export", model, "--to", "all", "--out", all);

    assertThat(ran.exitCode()).as(ran.err()).isZero();
    for (ExportFormat format : ExportFormat.values()) {
      assertThat(ran.out() + ran.err()).containsOnlyOnce(": " + format.key());
      assertThat(Files.exists(all.resolve(format.place())))
          .as(format.key())
          .isEqualTo(ran.out().contains(all.resolve(format.place()) + ": "));
    }
    Ran again = Ran.allnet("model", "export", model, "--to", "all", "--out", all);
    assertThat(again.exitCode()).isEqualTo(2);
    assertThat(again.err()).contains("is there already");
  }

  @Test
  void export_toAnUnknownFormat_namesTheNearest(@TempDir Path folder) {
    Path model = ModelFixture.model(folder.resolve("m.safetensors"));

    Ran ran = Ran.allnet("model", "export", model, "--to", "onx", "--out", folder.resolve("x"));

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err()).contains("did you mean 'onnx'");
  }

  @Test
  void export_ofNoModel_isOneLine(@TempDir Path folder) {
    Ran ran =
        Ran.allnet(
            "model",
            "export",
            folder.resolve("none"),
            "--to",
            "onnx",
            "--out",
            folder.resolve("x"));

    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.err()).startsWith("allnet: ").contains("no such file").hasLineCount(1);
  }

  @Test
  void describe_aFolder_saysWhatToName(@TempDir Path run) {
    Ran ran = Ran.allnet("model", "describe", run);
    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err())
        .contains(run + " is a folder; name a model file, such as " + run.resolve("fold-1"));
  }

  @Test
  void describe_badOptions_areWrongUsage() {
    for (Ran ran :
        new Ran[] {
          Ran.allnet("model", "describe", "resnet"),
          Ran.allnet("model", "describe", "allnet", "--input-size", 0),
          Ran.allnet("model", "describe", "allnet", "--classes", 1),
          Ran.allnet("model", "describe", "allnet", "--width", -1),
          Ran.allnet("model", "describe"),
          Ran.allnet("model")
        }) {
      assertThat(ran.exitCode()).isEqualTo(2);
      assertThat(ran.err()).startsWith("allnet: ");
      assertThat(ran.out()).isEmpty();
    }
  }
}
