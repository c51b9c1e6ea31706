package org.allnet.inference.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.allnet.data.InputException;
import org.allnet.data.image.SegmentationMode;
import org.allnet.data.split.Protocol;
import org.allnet.evaluation.baseline.AreaModel;
import org.allnet.evaluation.baseline.Baselines;
import org.allnet.evaluation.baseline.MajorityClass;
import org.allnet.evaluation.calibration.TemperatureScaling;
import org.allnet.evaluation.decision.ConformalSets;
import org.allnet.evaluation.decision.DecisionRule;
import org.allnet.evaluation.explanation.ExplanationMethod;
import org.allnet.evaluation.explanation.MapCheck;
import org.allnet.evaluation.metric.Metric;
import org.allnet.inference.compute.Device;
import org.allnet.inference.engine.device.ComputeDevice;
import org.allnet.inference.engine.device.Tensors;
import org.allnet.inference.network.architecture.Network;
import org.allnet.inference.network.architecture.NetworkOptions;
import org.allnet.inference.network.architecture.NetworkPlan;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelFileTest {

  private static final ComputeDevice CPU = ComputeDevice.of(Device.CPU);
  private static final NetworkPlan PLAN =
      new NetworkPlan(NetworkOptions.allnet(3, 45, 1.0 / 16, 0.25));

  static ModelDescription description(int inputSize) {
    return ModelDescription.alone(
        NetworkOptions.allnet(3, inputSize, 1.0 / 16, 0.25),
        List.of("a", "b", "c"),
        "b",
        SegmentationMode.OTSU,
        new DecisionRule(
            new TemperatureScaling(1.5),
            null,
            null,
            new ConformalSets(0.1, List.of(0.5, 0.6, 1.0))),
        new Baselines(
            new MajorityClass(List.of(0.5, 0.25, 0.25)),
            new AreaModel(100, 10, List.of(0.1, 0.2), List.of(1.0, -1.0))),
        Provenance.of("cells", "ff")
            .synthetic(true)
            .split(Protocol.SUBJECT, "0", Map.of())
            .begunWith(
                List.of(),
                List.of(new EarlierWeights("w.safetensors", "ab".repeat(32), false, false)))
            .fold(1, 5)
            .seed(7)
            .epoch(3)
            .madeBy(Map.of("ALLNet", "1"), "2026-01-01T00:00:00Z")
            .metrics(Map.of(Metric.AUROC, 0.9))
            .scale(new ImageScale(45, 0.5, "given"))
            .build());
  }

  private static Path written(Path folder, boolean half) {
    Path file = folder.resolve("model.safetensors");
    try (Network network = Network.fresh(PLAN, 5, CPU)) {
      new ModelFile(List.of(network), description(45)).write(file, half);
    }
    return file;
  }

  @Test
  void read_whatWasWritten_isTheSame(@TempDir Path folder) {
    Path file = written(folder, false);
    ModelFile model = ModelFile.read(file, CPU);
    try (Network original = Network.fresh(PLAN, 5, CPU)) {
      assertThat(model.description()).isEqualTo(description(45));
      assertThat(model.networks().get(0).tensors().keySet())
          .containsExactlyElementsOf(original.tensors().keySet());
      original
          .tensors()
          .forEach(
              (name, tensor) ->
                  assertThat(Tensors.toFloats(model.networks().get(0).tensors().get(name)))
                      .isEqualTo(Tensors.toFloats(tensor)));
    } finally {
      model.close();
    }
  }

  @Test
  void mapCheck_written_isReadAndKept(@TempDir Path folder) {
    Path file = written(folder, false);
    MapCheck check =
        new MapCheck(
            ExplanationMethod.HIRES_CAM, 5, 5, List.of(), List.of(), null, List.of("x"), null);

    assertThat(ModelFile.mapCheck(file)).isEmpty();
    try (ModelFile model = ModelFile.read(file, CPU)) {
      model.checked(check).write(file, false);
    }
    assertThat(ModelFile.mapCheck(file)).contains(check);
    try (ModelFile model = ModelFile.read(file, CPU)) {
      model.with(DecisionRule.NONE, "2026-01-02T00:00:00Z").refusing(null).write(file, false);
    }
    assertThat(ModelFile.mapCheck(file)).contains(check);
  }

  @Test
  void write_half_isHalfAsLongAndNearlyTheSame(@TempDir Path folder) throws IOException {
    long whole = Files.size(written(folder, false));
    Path file = written(folder, true);
    assertThat(Files.size(file)).isLessThan(whole * 6 / 10);
    ModelFile model = ModelFile.read(file, CPU);
    try (Network original = Network.fresh(PLAN, 5, CPU)) {
      float[] expected = Tensors.toFloats(original.tensors().get("dense1.weight"));
      float[] read = Tensors.toFloats(model.networks().get(0).tensors().get("dense1.weight"));
      for (int i = 0; i < expected.length; i++) {
        assertThat(read[i]).isCloseTo(expected[i], org.assertj.core.data.Offset.offset(1e-4f));
      }
    } finally {
      model.close();
    }
  }

  /** Same bytes, same texts, other tensors: the checksum covers what the header says of them. */
  @ParameterizedTest
  @CsvSource({
    "true,'\"F16\"','\"BF16\"'",
    "false,norm3.weight,norm3.bias",
    "false,norm3.running_mean,norm3.running_var",
    "false,'allnet','Allnet'",
  })
  void read_headerThatSaysOtherTensors_isRefused(
      boolean half, String one, String other, @TempDir Path folder) throws IOException {
    Path file = written(folder, half);
    byte[] bytes = Files.readAllBytes(file);
    int length = (int) ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong(0);
    String header = new String(bytes, 8, length, StandardCharsets.UTF_8);
    assertThat(header).contains(one);
    byte[] changed =
        header
            .replace(one, "\0")
            .replace(other, one)
            .replace("\0", other)
            .getBytes(StandardCharsets.UTF_8);
    ByteBuffer out = ByteBuffer.allocate(8 + changed.length + bytes.length - 8 - length);
    out.order(ByteOrder.LITTLE_ENDIAN).putLong(changed.length).put(changed);
    out.put(bytes, 8 + length, bytes.length - 8 - length);
    Files.write(file, out.array());

    assertThatThrownBy(() -> ModelFile.read(file, CPU))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("does not match its checksum");
    assertThatThrownBy(() -> ModelFile.describe(file))
        .hasMessageContaining("does not match its checksum");
  }

  @Test
  void read_weightsOfWholeNumbers_areRefused(@TempDir Path folder) {
    Path file = folder.resolve("model.safetensors");
    try (Network network = Network.fresh(PLAN, 5, CPU);
        PointerScope scope = new PointerScope()) {
      Path own = written(folder, false);
      Map<String, Tensor> tensors = new LinkedHashMap<>(network.tensors());
      tensors.put("norm3.bias", tensors.get("norm3.bias").to(torch.ScalarType.Byte));
      Map<String, String> texts = new LinkedHashMap<>(Safetensors.metadata(own));
      texts.remove(Safetensors.CHECKSUM);
      Safetensors.write(file, tensors, texts, false);
    }
    assertThatThrownBy(() -> ModelFile.read(file, CPU))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("norm3.bias is of whole numbers");
  }

  @Test
  void read_tensorLargerThanOnePiece_isWhole(@TempDir Path folder) {
    Path file = folder.resolve("large.safetensors");
    try (PointerScope scope = new PointerScope()) {
      Tensor large = torch.randn(5_000_011);
      Safetensors.write(file, Map.of("large", large), Map.of(), false);
      Tensor read = Safetensors.read(file, CPU).tensors().get("large");
      assertThat(torch.equal(read, large)).isTrue();
      read.close();
    }
  }

  /** Such as ALLNet's first dense layer, whose rows lie apart. */
  @Test
  void read_matrixWithRowsApart_isWrittenTheSame(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("matrix.safetensors");
    Path again = folder.resolve("again.safetensors");
    try (PointerScope scope = new PointerScope()) {
      Tensor matrix = torch.randn(1100, 1024);
      Tensor behind = torch.randn(77);
      Map<String, Tensor> tensors = Map.of("matrix", matrix, "behind", behind);
      Safetensors.write(file, tensors, Map.of(), false);
      Map<String, Tensor> read = Safetensors.read(file, CPU).tensors();
      assertThat(read.get("matrix").stride(0)).isGreaterThan(1024);
      assertThat(torch.equal(read.get("matrix"), matrix)).isTrue();
      assertThat(torch.equal(read.get("behind"), behind)).isTrue();
      Safetensors.write(again, read, Map.of(), false);
      assertThat(torch.equal(Safetensors.read(again, CPU).tensors().get("matrix"), matrix))
          .isTrue();
      byte[] whole = Files.readAllBytes(file);
      Files.write(again, java.util.Arrays.copyOf(whole, whole.length / 2));
      assertThatThrownBy(() -> Safetensors.read(again, CPU)).isInstanceOf(InputException.class);
    }
  }

  @Test
  void read_shapeOfNoElementsThatOverflows_isRefused(@TempDir Path folder) throws IOException {
    String header =
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[0,4000000000000000000,4],\"data_offsets\":[0,0]}}";
    byte[] text = header.getBytes(StandardCharsets.UTF_8);
    Path file = folder.resolve("absurd.safetensors");
    Files.write(
        file,
        ByteBuffer.allocate(8 + text.length)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(text.length)
            .put(text)
            .array());
    assertThatThrownBy(() -> Safetensors.read(file, CPU))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("absurd shape");
  }

  @Test
  void header_isThatOfTheFormat(@TempDir Path folder) throws IOException {
    byte[] bytes = Files.readAllBytes(written(folder, false));
    int length = Math.toIntExact(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong(0));
    String header = new String(bytes, 8, length, StandardCharsets.UTF_8);
    assertThat(length % 8).isZero();
    assertThat(header)
        .startsWith("{\"__metadata__\":{")
        .contains(
            "\"conv1.weight\":{\"dtype\":\"F32\",\"shape\":[4,3,3,3],\"data_offsets\":[0,432]}");
  }

  @Test
  void read_anyByteAltered_isRefused(@TempDir Path folder) throws IOException {
    Path file = written(folder, false);
    byte[] whole = Files.readAllBytes(file);
    Random random = new Random(8);
    for (int i = 0; i < 150; i++) {
      byte[] altered = whole.clone();
      int at = i < 50 ? random.nextInt(2000) : random.nextInt(whole.length);
      altered[at] ^= (byte) (1 << random.nextInt(8));
      Path bad = Files.write(folder.resolve("bad.safetensors"), altered);
      String header = new String(altered, StandardCharsets.ISO_8859_1);
      assertThatThrownBy(() -> ModelFile.read(bad, CPU).close())
          .as("byte %d of %d, near %s", at, whole.length, header.substring(at, at + 5))
          .isInstanceOf(InputException.class)
          .hasMessageContaining("bad.safetensors")
          .hasMessageNotContaining("\n");
    }
  }

  @Test
  void read_cutAnywhere_isRefused(@TempDir Path folder) throws IOException {
    byte[] whole = Files.readAllBytes(written(folder, false));
    for (int length : new int[] {0, 3, 8, 20, 1000, whole.length / 2, whole.length - 1}) {
      Path bad = Files.write(folder.resolve("cut.safetensors"), Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> ModelFile.read(bad, CPU))
          .isInstanceOf(InputException.class)
          .hasMessageContaining("cut.safetensors");
    }
    Path longer =
        Files.write(folder.resolve("longer.safetensors"), Arrays.copyOf(whole, whole.length + 4));
    assertThatThrownBy(() -> ModelFile.read(longer, CPU)).isInstanceOf(InputException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "{}",
        "null",
        "{\"x\":{\"dtype\":\"I64\",\"shape\":[1],\"data_offsets\":[0,8]}}",
        "{\"x\":{\"dtype\":\"F32\",\"shape\":[-1],\"data_offsets\":[0,8]}}",
        "{\"x\":{\"dtype\":\"F32\",\"shape\":[4611686018427387904,8],\"data_offsets\":[0,8]}}",
        "{\"x\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[8,16]}}",
        "{\"x\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0]}}",
        "{\"x\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},\"x\":{}}",
        "{\"x\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}",
        "not json"
      })
  void read_hostileHeader_isRefusedInOneLine(String header, @TempDir Path folder)
      throws IOException {
    byte[] text = header.getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes = ByteBuffer.allocate(8 + text.length + 8).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(text.length).put(text);
    Path file = Files.write(folder.resolve("hostile.safetensors"), bytes.array());
    assertThatThrownBy(() -> ModelFile.read(file, CPU))
        .isInstanceOf(InputException.class)
        .hasMessageNotContaining("\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "temperature":1.5 | "temperature":1e9 | temperature: 1.0E9
          "temperature":1.5 | "x":1 | its description can't be read
          "alpha":0.1 | "alpha":2 | alpha: 2.0
          "maxScores":[0.5,0.6,1.0] | "maxScores":[0.5,0.6,7] | not all from 0 to 1
          "maxScores":[0.5,0.6,1.0] | "maxScores":[0.5] | are for 1 classes
          "point":null | "point":{"rule":"youden","threshold":0.5,"sensitivity":1,"specificity":1} | need two classes
          "point":null | "point":{"rule":"youden","sensitivity":1,"specificity":1} | (rule.point
          "point":null | "point":{"rule":"youden","threshold":"NaN","sensitivity":1,"specificity":1} | rule.point.threshold is no number
          "band":null | "band":{"low":0.9,"high":0.1,"maxError":0.1,"coverage":1,"error":0} | is no band
          "band":null | "band":{"low":0.1,"high":0.9,"maxError":0.1,"coverage":1,"error":-3} | error -3.0
          "band":null | "band":{"low":0.1,"high":0.9,"coverage":1,"error":0} | (rule.band
          "band":null | "band":{"low":0.6,"high":0.9,"maxError":0.1,"coverage":1,"error":0} | outside the refer band
          "scaling":{"temperature":1.5} | "scaling":null | rule.scaling is missing
          """)
  void describe_hostileRule_isRefusedAndSaysWhy(
      String from, String to, String reason, @TempDir Path folder) {
    String text = SafetensorsHeader.json(description(45));
    assertThat(text).contains(from);
    Path file = folder.resolve("hostile.safetensors");
    try (PointerScope scope = new PointerScope()) {
      Safetensors.write(
          file, Map.of("x", torch.zeros(3)), Map.of("allnet", text.replace(from, to)), false);
    }
    assertThatThrownBy(() -> ModelFile.describe(file))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("hostile.safetensors")
        .hasMessageContaining(reason)
        .hasMessageNotContaining("\n");
  }

  @Test
  void describe_fileThatLacksAPart_saysSoAndWhatToDo(@TempDir Path folder) {
    String text = SafetensorsHeader.json(description(45));
    String earlier = text.replaceFirst(",\\s*\"begunWith\"\\s*:\\s*\\[[^]]*]", "");
    assertThat(earlier).isNotEqualTo(text);
    Path file = folder.resolve("lacking.safetensors");
    try (PointerScope scope = new PointerScope()) {
      Safetensors.write(file, Map.of("x", torch.zeros(3)), Map.of("allnet", earlier), false);
    }
    assertThatThrownBy(() -> ModelFile.describe(file))
        .isInstanceOf(InputException.class)
        .hasMessage(
            file
                + ": its description can't be read (provenance.begunWith is missing); the file is altered: train anew");
  }

  @Test
  void read_tooLongHeader_isRefusedUnread(@TempDir Path folder) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(Long.MAX_VALUE);
    Path file = Files.write(folder.resolve("long.safetensors"), bytes.array());
    assertThatThrownBy(() -> ModelFile.read(file, CPU))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("does not begin like");
  }

  @Test
  void describe_withoutChecksum_isRefused(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("bare.safetensors");
    try (PointerScope scope = new PointerScope()) {
      Map<String, String> texts = Map.of("allnet", SafetensorsHeader.json(description(45)));
      Safetensors.write(file, Map.of("x", torch.zeros(3)), texts, false);
    }
    byte[] bytes = Files.readAllBytes(file);
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    Files.write(file, text.replace("crc32c", "crc32x").getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> ModelFile.describe(file))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("bare.safetensors: has no checksum");
  }

  @Test
  void read_otherTensors_namesWhatDiffers(@TempDir Path folder) {
    Path file = folder.resolve("other.safetensors");
    try (Network network = Network.fresh(PLAN, 5, CPU);
        PointerScope scope = new PointerScope()) {
      Map<String, Tensor> tensors = new LinkedHashMap<>(network.tensors());
      tensors.remove("conv2.bias");
      tensors.put("stranger", torch.zeros(3));
      tensors.put("dense3.bias", torch.zeros(9));
      Safetensors.write(
          file, tensors, Map.of("allnet", SafetensorsHeader.json(description(45))), false);
    }
    assertThatThrownBy(() -> ModelFile.read(file, CPU))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("conv2.bias is missing")
        .hasMessageContaining("dense3.bias is [9] instead of [3]")
        .hasMessageContaining("stranger");
  }

  @Test
  void read_otherKindOfFile_saysSo(@TempDir Path folder) throws IOException {
    Path text = Files.writeString(folder.resolve("text.safetensors"), "hello, this is no model");
    assertThatThrownBy(() -> ModelFile.read(text, CPU)).isInstanceOf(InputException.class);
    assertThatThrownBy(() -> ModelFile.read(folder.resolve("none"), CPU))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("no such file");
    assertThatThrownBy(() -> ModelFile.read(folder, CPU)).isInstanceOf(InputException.class);
  }
}
