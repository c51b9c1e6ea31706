package org.allnet.inference.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.allnet.data.InputException;
import org.allnet.data.image.SegmentationMode;
import org.allnet.data.integrity.ImageContent;
import org.allnet.data.split.Protocol;
import org.allnet.evaluation.baseline.AreaModel;
import org.allnet.evaluation.baseline.Baselines;
import org.allnet.evaluation.baseline.MajorityClass;
import org.allnet.evaluation.calibration.TemperatureScaling;
import org.allnet.evaluation.decision.ConformalSets;
import org.allnet.evaluation.decision.DecisionRule;
import org.allnet.evaluation.decision.OperatingPoint;
import org.allnet.evaluation.decision.PointRule;
import org.allnet.evaluation.decision.ReferBand;
import org.allnet.evaluation.explanation.Estimate;
import org.allnet.evaluation.explanation.ExplanationMethod;
import org.allnet.evaluation.explanation.MapCheck;
import org.allnet.evaluation.metric.Metric;
import org.allnet.evaluation.prediction.Role;
import org.allnet.inference.compute.Device;
import org.allnet.inference.engine.device.ComputeDevice;
import org.allnet.inference.engine.device.Tensors;
import org.allnet.inference.network.architecture.Network;
import org.allnet.inference.network.architecture.NetworkOptions;
import org.allnet.inference.network.architecture.NetworkPlan;
import org.allnet.testing.StoredFile;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Model files of each version of their format. */
class ModelFormatTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ComputeDevice CPU = ComputeDevice.of(Device.CPU);
  private static final String FIRST = "model-1.safetensors";

  private static final String STORED = "model-2.safetensors";

  /** The same with the part that says whether maps can be believed. */
  private static final String FIRST_CHECKED = "model-1-checked.safetensors";

  private static final String CHECKED = "model-2-checked.safetensors";

  private static final NetworkOptions NETWORK = NetworkOptions.allnet(2, 32, 0.02, 0.5);

  private static final ModelDescription OF_VERSION_1 = description(null);

  private static final ModelDescription DESCRIPTION =
      description(new ImageScale(450, 0.0625, "TIFF resolution"));

  private static ModelDescription description(@Nullable ImageScale scale) {
    return ModelDescription.alone(
        NETWORK,
        List.of("all", "hem"),
        "all",
        SegmentationMode.OTSU,
        new DecisionRule(
            new TemperatureScaling(1.5),
            new OperatingPoint(PointRule.Known.YOUDEN, 0.25, 0.875, 0.75),
            new ReferBand(0.125, 0.5, 0.0625, 0.75, 0.03125),
            new ConformalSets(0.125, List.of(0.5, 0.75))),
        new Baselines(
            new MajorityClass(List.of(0.75, 0.25)),
            new AreaModel(100, 10, List.of(0.125), List.of(0.5))),
        Provenance.of("cells", "ff")
            .synthetic(true)
            .split(Protocol.SUBJECT, "0", Map.of("training", 1))
            .begunWith(
                List.of("others"),
                List.of(new EarlierWeights("w.safetensors", "ab".repeat(32), false, false)))
            .fold(1, 5)
            .seed(7)
            .epoch(3)
            .madeBy(Map.of("ALLNet", "1"), "2026-01-01T00:00:00Z")
            .metrics(Map.of(Metric.AUROC, 0.875))
            .scale(scale)
            .build()
            .withRuleChosen("2026-01-02T00:00:00Z"));
  }

  private static final MapCheck CHECK =
      new MapCheck(
          ExplanationMethod.HIRES_CAM,
          16,
          11,
          List.of(new MapCheck.Randomised("conv1", null, new Estimate(0.125, null, null))),
          List.of(),
          null,
          List.of("its maps are those of a random model"),
          null);

  @TempDir private Path folder;

  @BeforeAll
  static void store(@TempDir Path folder) throws IOException {
    if (StoredFile.isToBeStored(STORED)) {
      Path file = folder.resolve(STORED);
      SeenImages seen =
          SeenImages.of(
              Map.of(Role.TRAINING, List.of(new ImageContent("ab".repeat(32), "cd".repeat(32)))));
      try (Network network = Network.fresh(new NetworkPlan(NETWORK), 5, CPU)) {
        new ModelFile(List.of(network), List.of(), seen, DESCRIPTION).write(file, false);
      }
      StoredFile.storeIfMissing(STORED, file);
    }
    if (StoredFile.isToBeStored(CHECKED)) {
      Path file = folder.resolve(CHECKED);
      try (ModelFile model = ModelFile.read(StoredFile.of(STORED), CPU)) {
        model.checked(CHECK).write(file, false);
      }
      StoredFile.storeIfMissing(CHECKED, file);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {FIRST, STORED})
  void modelOfEachVersion_isReadWithItsValues(String stored) {
    ModelDescription expected = stored.equals(FIRST) ? OF_VERSION_1 : DESCRIPTION;
    try (ModelFile model = ModelFile.read(StoredFile.of(stored), CPU)) {
      assertThat(model.description()).isEqualTo(expected);
      assertThat(model.seen().isKnown()).isTrue();
      Tensor bias = model.networks().get(0).tensors().get("norm3.running_var");
      assertThat(Tensors.toFloats(Objects.requireNonNull(bias))).containsOnly(1f);
    }
    assertThat(ModelFile.describe(StoredFile.of(stored))).isEqualTo(expected);
  }

  @Test
  void modelOfVersion1_isWrittenAsTheNewest() {
    Path written = folder.resolve("now.safetensors");
    try (ModelFile model = ModelFile.read(StoredFile.of(FIRST_CHECKED), CPU)) {
      assertThat(model.mapCheck()).isEqualTo(CHECK);
      model.write(written, false);
    }
    assertThat(ModelFile.describe(written)).isEqualTo(OF_VERSION_1);
  }

  @Test
  void write_givesTheStoredFileOfTheNewestVersion() throws IOException {
    Path written = folder.resolve("now.safetensors");
    try (ModelFile model = ModelFile.read(StoredFile.of(STORED), CPU)) {
      model.write(written, false);
    }
    StoredFile.requireSame(STORED, written);
  }

  @Test
  void checkOfMaps_isReadAndWrittenAsStored() throws IOException {
    Path written = folder.resolve("now.safetensors");
    try (ModelFile model = ModelFile.read(StoredFile.of(CHECKED), CPU)) {
      assertThat(model.description()).isEqualTo(DESCRIPTION);
      assertThat(model.mapCheck()).isEqualTo(CHECK);
      model.write(written, false);
    }
    StoredFile.requireSame(CHECKED, written);
    assertThat(ModelFile.mapCheck(StoredFile.of(CHECKED))).contains(CHECK);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          3          | has format 3, and this program reads model files up to format 2; update ALLNet
          1000000000 | has format 1000000000, and this program reads model files up to
          "1"        | format "1" is no version, which are whole numbers from 1
          -1         | format -1 is no version
          1.5        | format 1.5 is no version
          null       | format null is no version
          missing    | says no format, so it is of a build before the first release or of another program; train the model anew
          """)
  void modelOfAnotherVersion_isRefusedWhoeverReadsIt(String version, String why)
      throws IOException {
    Path file = folder.resolve("other.safetensors");
    Safetensors.Content content = Safetensors.read(StoredFile.of(STORED), CPU);
    try {
      Map<String, String> texts = new HashMap<>(content.metadata());
      ObjectNode said = (ObjectNode) JSON.readTree(texts.get("allnet"));
      said.remove("format");
      said.put("tomorrow", "a key that nobody knows yet");
      if (!version.equals("missing")) {
        said.set("format", JSON.readTree(version));
      }
      texts.put("allnet", said.toString());
      Safetensors.write(file, content.tensors(), texts, false);
    } finally {
      content.tensors().values().forEach(Tensor::close);
    }
    // Another format may have another checksum: it is not altered.
    Path foreign = folder.resolve("foreign.safetensors");
    String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
    Files.writeString(
        foreign,
        bytes.replaceFirst("\"crc32c\":\"[0-9a-f]{16}", "\"crc32c\":\"" + "0".repeat(16)),
        StandardCharsets.ISO_8859_1);
    for (Path one : List.of(file, foreign)) {
      for (Runnable reading :
          List.<Runnable>of(
              () -> ModelFile.read(one, CPU).close(),
              () -> ModelFile.describe(one),
              () -> ModelFile.seen(one),
              () -> ModelFile.isOne(one),
              () -> ModelFile.checksum(one))) {
        assertThatThrownBy(reading::run)
            .isInstanceOf(InputException.class)
            .hasMessageStartingWith(one + ": " + why)
            .hasMessageNotContaining("\n");
      }
    }
  }
}
