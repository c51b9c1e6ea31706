package org.allnet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code model describe} of a detector's file. */
class DetectorDescribeTest {

  private static final Path STORED =
      Path.of("../allnet-detect/src/test/resources/formats/detector-1.safetensors.gz");

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void unpack() throws IOException {
    file = folder.resolve("detector.safetensors");
    try (InputStream in = new GZIPInputStream(Files.newInputStream(STORED))) {
      Files.copy(in, file);
    }
  }

  @Test
  void describe_saysWhatItIsAndHowItWasMade() {
    Ran ran = Ran.allnet("model", "describe", file);
    assertThat(ran.exitCode()).isZero();
    assertThat(ran.out())
        .startsWith(
            "a detector, which finds cells in whole fields; it is asked by ./allnet detect run")
        .contains(
            "recipe light, 2,241,845 parameters, and 11,552 running statistics",
            "network: yolox-light, input 64 x 64",
            "WBC 0.250, RBC 0.500",
            "overlap by more than 0.65 the best is kept, of a field at most 300",
            "trained on 8 fields of fields, chosen on 2 fields, epoch 3 of 10, seed 7",
            "made 2026-01-01T00:00:00Z",
            "images: the file does not say which it was trained on",
            "on its validation fields: ap 0.5000, ap50 0.7500");
  }

  @Test
  void describe_syntheticDetector_beginsWithIt() throws IOException {
    ModelFixture.syntheticDetector(file);

    assertThat(Ran.allnet("model", "describe", file).out())
        .startsWith("SYNTHETIC: trained on synthetic fields; it knows nothing of blood");
    JsonNode made =
        new ObjectMapper()
            .readTree(Ran.allnet("model", "describe", file, "--json").out())
            .at("/detector/training/provenance");
    assertThat(made.path("synthetic").asBoolean()).isTrue();
    assertThat(made.path("recipe").has("synthetic")).isFalse();
  }

  @Test
  void describe_software_isAList() throws IOException {
    try (InputStream in =
        new GZIPInputStream(
            Files.newInputStream(STORED.resolveSibling("detector-4.safetensors.gz")))) {
      Files.copy(in, folder.resolve("made.safetensors"));
    }

    Ran ran = Ran.allnet("model", "describe", folder.resolve("made.safetensors"));

    assertThat(ran.out()).containsPattern("made 2\\S+Z by (\\w+ [^,={}]+, )+\\w+ [^,={}]+\n");
  }

  @Test
  void describe_json_hasTheDescription() throws IOException {
    JsonNode said =
        new ObjectMapper().readTree(Ran.allnet("model", "describe", file, "--json").out());
    assertThat(said.path("kind").asText()).isEqualTo("detector");
    assertThat(said.path("trainable").asLong()).isEqualTo(2_241_845);
    assertThat(said.path("parameters").asLong()).isEqualTo(2_241_845 + 11_552);
    assertThat(said.path("detector").path("inputSize").asInt()).isEqualTo(64);
    assertThat(said.path("detector").path("training").path("metrics").path("ap").asDouble())
        .isEqualTo(0.5);
  }

  @Test
  void describe_optionsOfANetwork_areRefused() {
    Ran ran = Ran.allnet("model", "describe", file, "--classes", 3);
    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err()).contains("--classes can't act with a model file");
  }
}
