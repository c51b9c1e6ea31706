package org.allnet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code model export} of a detector. */
class DetectorExportTest {

  private static final Path STORED =
      Path.of("../allnet-detect/src/test/resources/formats/detector-1.safetensors.gz");

  @TempDir private Path folder;
  private Path detector;
  private Path onnx;

  @BeforeEach
  void unpack() throws IOException {
    detector = folder.resolve("detector.safetensors");
    onnx = folder.resolve("detector.onnx");
    try (InputStream in = new GZIPInputStream(Files.newInputStream(STORED))) {
      Files.copy(in, detector);
    }
  }

  @Test
  void export_saysHowBoxesAreToBeRead() throws IOException {
    Ran ran = Ran.allnet("model", "export", detector, "--to", "onnx", "--out", onnx);
    assertThat(ran.exitCode()).isZero();
    assertThat(ran.out())
        .contains(
            "image (batch, 3, 64, 64), classes WBC, RBC, non-maximum suppression in the graph: no");
    ModelProto file = ModelProto.parseFrom(Files.readAllBytes(onnx));
    assertThat(outputs(file)).containsExactly("boxes", "scores");
    assertThat(facts(file))
        .containsEntry("classes", "WBC,RBC")
        .containsEntry("thresholds", "0.25,0.5")
        .containsEntry("suppression_iou", "0.65")
        .containsEntry("seed", "7")
        .doesNotContainKey("synthetic");
    assertThat(ran.err()).doesNotContain("synthetic");
  }

  @Test
  void export_syntheticDetector_isSaid() throws IOException {
    ModelFixture.syntheticDetector(detector);

    Ran ran = Ran.allnet("model", "export", detector, "--to", "onnx", "--out", onnx);

    assertThat(ran.err()).contains("warning: this detector was trained on synthetic fields");
    assertThat(facts(ModelProto.parseFrom(Files.readAllBytes(onnx))))
        .containsEntry("synthetic", "true");
  }

  private static Map<String, String> facts(ModelProto file) {
    return file.getMetadataPropsList().stream()
        .collect(
            Collectors.toMap(StringStringEntryProto::getKey, StringStringEntryProto::getValue));
  }

  @Test
  void export_withSuppression_selectsBoxes() throws IOException {
    Ran ran =
        Ran.allnet(
            "model", "export", detector, "--to", "onnx", "--out", onnx, "--suppression", "--json");
    assertThat(ran.exitCode()).isZero();
    assertThat(new ObjectMapper().readTree(ran.out()).path("suppressionInGraph").asBoolean())
        .isTrue();
    assertThat(outputs(ModelProto.parseFrom(Files.readAllBytes(onnx))))
        .containsExactly("boxes", "scores", "selected");
  }

  /** The archive keeps its files as they are, so their text is to be found in it. */
  @Test
  void export_torchScript_saysTheSame() throws IOException {
    Path script = folder.resolve("detector.pt");

    Ran ran =
        Ran.allnet("model", "export", detector, "--to", "torchscript", "--out", script, "--json");

    assertThat(ran.exitCode()).isZero();
    assertThat(new ObjectMapper().readTree(ran.out()).path("input").toString())
        .isEqualTo("[3,64,64]");
    try (ZipFile archive = new ZipFile(script.toFile())) {
      ZipEntry facts =
          archive.stream()
              .filter(entry -> entry.getName().endsWith("/allnet.json"))
              .findFirst()
              .orElseThrow();
      JsonNode said = new ObjectMapper().readTree(archive.getInputStream(facts));
      assertThat(said.path("classes").toString()).isEqualTo("[\"WBC\",\"RBC\"]");
      assertThat(said.path("thresholds").asText()).isEqualTo("0.25,0.5");
      assertThat(said.path("notice").asText()).startsWith("Research use only");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"djl", "all"})
  void export_formatOfOneRow_isRefused(String format) {
    Ran ran =
        Ran.allnet("model", "export", detector, "--to", format, "--out", folder.resolve("other"));
    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err())
        .contains("--to " + format + ": a detector is exported as onnx or torchscript");
  }

  private static List<String> outputs(ModelProto file) {
    return file.getGraph().getOutputList().stream().map(ValueInfoProto::getName).toList();
  }

  @Test
  void export_optionsOfTheOtherKind_areRefused() {
    Ran ran =
        Ran.allnet("model", "export", detector, "--to", "onnx", "--out", onnx, "--no-segmentation");
    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err())
        .contains("--no-segmentation can't act with a detector, which does not segment");
    assertThat(onnx).doesNotExist();
  }
}
