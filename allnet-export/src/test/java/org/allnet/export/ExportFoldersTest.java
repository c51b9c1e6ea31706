package org.allnet.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipFile;
import org.allnet.data.RunException;
import org.allnet.data.file.Json;
import org.allnet.data.image.CellPixels;
import org.allnet.data.image.SegmentationMode;
import org.allnet.export.program.ExportFacts;
import org.allnet.export.program.ModelProgram;
import org.allnet.export.program.TinyModel;
import org.allnet.inference.compute.InferenceMode;
import org.allnet.inference.engine.device.Tensors;
import org.allnet.inference.model.ImageScale;
import org.allnet.inference.model.ModelFile;
import org.allnet.inference.model.PretrainedWeights;
import org.allnet.inference.network.architecture.Network;
import org.allnet.inference.prediction.Predictor;
import org.allnet.inference.view.Views;
import org.assertj.core.data.Offset;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders and archives of open formats hold what their readers want, and answer as the model. */
final class ExportFoldersTest {

  private static final Offset<Float> CLOSE = Offset.offset(1e-5f);

  @TempDir Path folder;

  private static ExportRequest whole(ModelFile model, Double spacing) {
    return new ExportRequest(ModelProgram.whole(model), false, spacing);
  }

  /** The rules of the schema of configurations, version 1.0, one by one. */
  @Test
  void wsinfer_configuration_keepsItsSchema() throws IOException {
    float[] answers;
    List<double[]> expected;
    List<CellPixels> cells = TinyModel.cells(3);
    try (ModelFile model = TinyModel.alone(SegmentationMode.STRETCHED)) {
      ExportFormat.WSINFER.write(folder, whole(model, 0.25));
      expected = probabilities(model, cells);
    }
    answers = forward(folder.resolve("torchscript_model.pt"), TinyModel.input(cells), 3);

    JsonNode config = Json.read(folder.resolve("config.json"));
    assertThat(config.path("spec_version").textValue()).isEqualTo("1.0");
    assertThat(config.path("architecture").textValue()).isEqualTo("allnet");
    assertThat(config.path("num_classes").intValue()).isEqualTo(2);
    assertThat(config.path("patch_size_pixels").intValue()).isEqualTo(TinyModel.SIDE);
    assertThat(config.path("spacing_um_px").doubleValue()).isEqualTo(0.25);
    assertThat(config.path("class_names"))
        .extracting(JsonNode::asText)
        .isEqualTo(TinyModel.CLASSES);
    assertThat(config.path("transform"))
        .extracting(step -> step.path("name").asText())
        .containsExactly("Resize", "ToTensor");
    assertThat(config.fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder(
            "spec_version",
            "architecture",
            "num_classes",
            "patch_size_pixels",
            "spacing_um_px",
            "class_names",
            "transform");
    assertThat(Files.readString(folder.resolve("README.md")))
        .contains("Research use only", "blast from a probability of 0.4", "fingerprint f1ce");
    for (int i = 0; i < cells.size(); i++) {
      double odds = Math.exp(answers[2 * i] - answers[2 * i + 1]);
      assertThat((float) (odds / (1 + odds))).isCloseTo((float) expected.get(i)[0], CLOSE);
    }
  }

  @Test
  void wsinfer_withoutSpacing_isRefused() {
    try (ModelFile first = TinyModel.alone(SegmentationMode.NONE);
        ModelFile model = TinyModel.ofImages(new ImageScale(90, null, ""))) {
      for (ModelFile unknown : List.of(first, model)) {
        assertThatThrownBy(() -> ExportFormat.WSINFER.write(folder, whole(unknown, null)))
            .isInstanceOf(RunException.class)
            .hasMessageContaining("does not say how far the pixels");
      }
    }
    assertThat(folder).isEmptyDirectory();
  }

  /** A tile has the size of a training image, and Resize makes of it what the network sees. */
  @Test
  void wsinfer_spacingOfTheModelFile_isUsed() throws IOException {
    try (ModelFile model = TinyModel.ofImages(new ImageScale(90, 0.0625, "TIFF resolution"))) {
      ExportFormat.WSINFER.write(folder, whole(model, null));
      JsonNode config = Json.read(folder.resolve("config.json"));
      assertThat(config.path("spacing_um_px").doubleValue()).isEqualTo(0.0625);
      assertThat(config.path("patch_size_pixels").intValue()).isEqualTo(90);
      assertThat(config.path("transform").path(0).path("arguments").path("size").intValue())
          .isEqualTo(TinyModel.SIDE);
      assertThat(Files.readString(folder.resolve("README.md")))
          .contains("Training images: 90 x 90 pixels, 0.0625 micrometres apart (TIFF resolution)");
      assertThat(ExportFacts.of(ModelProgram.whole(model)))
          .containsEntry("image_side", "90")
          .containsEntry("spacing_um_px", "0.0625")
          .containsEntry("spacing_source", "TIFF resolution");

      ExportFormat.WSINFER.write(folder, whole(model, 0.25));
      assertThat(Json.read(folder.resolve("config.json")).path("spacing_um_px").doubleValue())
          .isEqualTo(0.25);
    }
  }

  @Test
  void wsinfer_imagesOfSeveralSizes_areRefused() {
    try (ModelFile model = TinyModel.ofImages(new ImageScale(0, 0.0625, "given"))) {
      assertThatThrownBy(() -> ExportFormat.WSINFER.write(folder, whole(model, 0.25)))
          .isInstanceOf(RunException.class)
          .hasMessageContaining("training images differ in size");
    }
    assertThat(folder).isEmptyDirectory();
  }

  /** 65,520 is the least number that float16 rounds to infinity. */
  @Test
  void halfWeights_tooLarge_areRefused() {
    try (ModelFile model = TinyModel.alone(SegmentationMode.NONE);
        PointerScope scope = new PointerScope()) {
      Tensor weights =
          model.networks().get(0).tensors().values().stream()
              .filter(tensor -> tensor.dim() == 4)
              .findFirst()
              .orElseThrow();
      Tensor first = weights.detach().select(0, 0).select(0, 0).select(0, 0).select(0, 0);
      first.fill_(new Scalar(-65_520.0));
      for (ExportFormat format :
          List.of(
              ExportFormat.ONNX,
              ExportFormat.TORCHSCRIPT,
              ExportFormat.DJL,
              ExportFormat.HUGGINGFACE)) {
        Path target = folder.resolve(format.place());
        assertThatThrownBy(
                () ->
                    format.write(target, new ExportRequest(ModelProgram.whole(model), true, null)))
            .as(format.key())
            .isInstanceOf(RunException.class)
            .hasMessageContaining("reach 65520, and the greatest 16-bit number is 65504");
      }
      assertThat(folder).isEmptyDirectory();
      first.fill_(new Scalar(65_504.0));
      Path onnx = folder.resolve("model.onnx");
      ExportFormat.ONNX.write(onnx, new ExportRequest(ModelProgram.whole(model), true, null));
      assertThat(onnx).exists();
    }
  }

  @Test
  void djl_archive_hasModelPropertiesAndClasses() throws IOException {
    Path file = folder.resolve("model.zip");
    try (ModelFile model = TinyModel.alone(SegmentationMode.NONE)) {
      ExportFormat.DJL.write(file, whole(model, null));
    }
    try (ZipFile archive = new ZipFile(file.toFile())) {
      assertThat(archive.stream().map(Object::toString))
          .containsExactly("model.pt", "serving.properties", "synset.txt");
      Properties properties = new Properties();
      properties.load(archive.getInputStream(archive.getEntry("serving.properties")));
      assertThat(properties)
          .containsEntry("engine", "PyTorch")
          .containsEntry("width", "40")
          .containsEntry("applySoftmax", "true")
          .containsEntry("allnet.threshold", "0.4")
          .containsEntry("allnet.fingerprint", "f1ce");
      assertThat(
              new String(
                  archive.getInputStream(archive.getEntry("synset.txt")).readAllBytes(),
                  StandardCharsets.UTF_8))
          .isEqualTo("blast\nhealthy\n");
    }
  }

  /** A training keeps a fresh head; with the file's head the answers are the same to the bit. */
  @Test
  void huggingFace_weights_comeBackAsTheyWere() throws IOException {
    try (ModelFile model = TinyModel.alone(SegmentationMode.NONE)) {
      ExportFormat.HUGGINGFACE.write(folder, whole(model, null));
      Network network = model.networks().get(0);
      Path weights = folder.resolve("model.safetensors");
      try (Network fresh = Network.fresh(network.plan(), 77, TinyModel.CPU);
          PointerScope scope = new PointerScope();
          NoGradGuard guard = new NoGradGuard()) {
        PretrainedWeights.Outcome outcome = PretrainedWeights.load(weights, fresh, TinyModel.CPU);
        assertThat(outcome.leftOver()).isEmpty();
        assertThat(outcome.fresh()).containsExactlyInAnyOrderElementsOf(network.plan().heads());
        outcome
            .fresh()
            .forEach(
                head ->
                    fresh.tensors().get(head).detach().copy_(network.tensors().get(head).detach()));
        Tensor images =
            Tensors.ofFloats(
                TinyModel.input(TinyModel.cells(2)),
                Tensors.cpu(),
                2,
                3,
                TinyModel.SIDE,
                TinyModel.SIDE);
        assertThat(logits(fresh, images)).isEqualTo(logits(network, images));
      }
    }
    JsonNode config = Json.read(folder.resolve("config.json"));
    assertThat(config.path("architecture").textValue()).isEqualTo("allnet");
    assertThat(config.path("label_names"))
        .extracting(JsonNode::asText)
        .isEqualTo(TinyModel.CLASSES);
    assertThat(config.path("pretrained_cfg").path("mean")).hasSize(3);
    assertThat(config.path("allnet").path("fingerprint").textValue()).isEqualTo("f1ce");
    assertThat(config.path("allnet").path("threshold").textValue()).isEqualTo("0.4");
    assertThat(config.path("allnet").path("refer_band").textValue()).isEqualTo("0.3,0.5");
    assertThat(config.path("allnet").path("notice").textValue()).startsWith("Research use only");
    assertThat(Files.readString(folder.resolve("README.md")))
        .startsWith("---\npipeline_tag: image-classification\n")
        .contains("Research use only");
  }

  private static float[] logits(Network network, Tensor images) {
    try (Network.Inference inference = network.inference(InferenceMode.EXACT)) {
      return Tensors.toFloats(inference.logits(images, List.of()));
    }
  }

  @Test
  void huggingFace_ensembleOrViews_areRefused() {
    try (ModelFile two =
        TinyModel.of(SegmentationMode.NONE, false, Views.SINGLE, false, List.of(1.0, 1.0))) {
      assertThatThrownBy(() -> ExportFormat.HUGGINGFACE.write(folder, whole(two, null)))
          .hasMessageContaining("one network that looks once");
    }
    try (ModelFile turned =
        TinyModel.of(SegmentationMode.NONE, false, Views.parse("dihedral"), false, List.of(1.0))) {
      assertThatThrownBy(() -> ExportFormat.HUGGINGFACE.write(folder, whole(turned, null)))
          .hasMessageContaining("views dihedral");
    }
  }

  /** The rules of the zoo's format that a reader checks before it runs a model. */
  @Test
  void bioimage_description_keepsTheZoosRules() throws Exception {
    try (ModelFile model = TinyModel.alone(SegmentationMode.STRETCHED)) {
      ExportFormat.BIOIMAGE.write(folder, whole(model, null));
    }
    String yaml = Files.readString(folder.resolve("rdf.yaml"));
    assertThat(yaml)
        .startsWith("format_version: \"0.5.7\"\ntype: \"model\"\n")
        .contains("\n    nickname: \"wise-otter\"", "covers: [\"cover.png\"]", "\n  allnet:\n")
        .contains("\n    fingerprint: \"f1ce\"", "\n    threshold: \"0.4\"")
        .contains("\n    refer_band: \"0.3,0.5\"", "\n    notice: \"Research use only");
    Matcher name = Pattern.compile("(?m)^name: \"([A-Za-z0-9_+\\- ()]{5,128})\"$").matcher(yaml);
    assertThat(name.find()).isTrue();
    // every axis but channels has a size, which are as many as they have names
    assertThat(count(yaml, "- type: \"(batch|space)\"(\\n +id: \".\")?\\n +size: \\d+\\n"))
        .isEqualTo(count(yaml, "- type: \"(batch|space)\""))
        .isEqualTo(4);
    assertThat(yaml).contains("channel_names: [\"blast\",\"healthy\"]", "size: 40\n");
    for (String id : found(yaml, "- id: \"([a-z_]+)\"\\n +kwargs")) {
      assertThat(id).isIn("ensure_dtype", "scale_linear", "clip");
    }
    // one kind of weights without a parent, the other's parent is it
    assertThat(found(yaml, "parent: \"(\\w+)\"")).containsExactly("torchscript");
    List<String> sources = found(yaml, "source: \"([^\"]+)\"");
    List<String> hashes = found(yaml, "sha256: \"([0-9a-f]{64})\"");
    assertThat(sources)
        .containsExactly("test_input.npy", "test_output.npy", "weights.pt", "weights.onnx");
    assertThat(hashes).hasSize(sources.size());
    for (int i = 0; i < sources.size(); i++) {
      assertThat(hashes.get(i)).isEqualTo(sha256(folder.resolve(sources.get(i))));
    }
    assertThat(Files.size(folder.resolve("cover.png"))).isBetween(100L, 500_000L);
    assertThat(Files.readString(folder.resolve("README.md"))).contains("validation");
  }

  private static String sha256(Path file) throws Exception {
    byte[] hash = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
    return HexFormat.of().formatHex(hash);
  }

  private static List<String> found(String text, String pattern) {
    List<String> all = new ArrayList<>();
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    while (matcher.find()) {
      all.add(matcher.group(1));
    }
    return all;
  }

  private static int count(String text, String pattern) {
    return (int) Pattern.compile(pattern).matcher(text).results().count();
  }

  @Test
  void bioimage_testTensors_belongTogether() throws Exception {
    try (ModelFile model = TinyModel.alone(SegmentationMode.STRETCHED)) {
      ExportFormat.BIOIMAGE.write(folder, whole(model, null));
    }
    float[] input = numpy(folder.resolve("test_input.npy"), "(1, 3, 40, 40)");
    float[] output = numpy(folder.resolve("test_output.npy"), "(1, 2)");
    float[] unit = new float[input.length];
    float greatest = 0;
    for (int i = 0; i < input.length; i++) {
      greatest = Math.max(greatest, input[i]);
      unit[i] = input[i] / 255;
    }
    assertThat(greatest).isBetween(100f, 255f);
    float[] again = forward(folder.resolve("weights.pt"), unit, 1);
    float[] onnx = TinyModel.onnxLogits(folder.resolve("weights.onnx"), unit);
    for (int i = 0; i < output.length; i++) {
      assertThat(again[i]).isCloseTo(output[i], CLOSE);
      assertThat(onnx[i]).isCloseTo(output[i], Offset.offset(1e-4f * (1 + Math.abs(output[i]))));
    }
  }

  /** NumPy's format as its documentation has it: magic, version, header, numbers. */
  private static float[] numpy(Path file, String shape) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    assertThat(bytes.getLong(0)).isEqualTo(0x0001_59_50_4d_55_4e_93L);
    int length = bytes.getShort(8);
    assertThat((10 + length) % 64).isZero();
    String header = new String(bytes.array(), 10, length, StandardCharsets.US_ASCII);
    assertThat(header)
        .startsWith("{'descr': '<f4', 'fortran_order': False, 'shape': " + shape + ", }")
        .endsWith("\n");
    float[] values = new float[(bytes.capacity() - 10 - length) / 4];
    bytes.position(10 + length).slice().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
    return values;
  }

  @Test
  void facts_ofTorchScript_areInTheArchive() throws IOException {
    Path file = folder.resolve("model.pt");
    try (ModelFile model = TinyModel.alone(SegmentationMode.OTSU)) {
      ExportFormat.TORCHSCRIPT.write(file, whole(model, null));
    }
    try (ZipFile archive = new ZipFile(file.toFile())) {
      JsonNode facts =
          Json.read(
              new String(
                  archive
                      .getInputStream(archive.getEntry("model/extra/allnet.json"))
                      .readAllBytes(),
                  StandardCharsets.UTF_8));
      assertThat(facts.path("classes")).extracting(JsonNode::asText).isEqualTo(TinyModel.CLASSES);
      assertThat(
              Map.of(
                  "notice", facts.path("notice").asText(),
                  "fingerprint", facts.path("fingerprint").asText(),
                  "refer_band", facts.path("refer_band").asText(),
                  "segmentation_in_graph", facts.path("segmentation_in_graph").asText()))
          .containsEntry("notice", "Research use only: not a medical device.")
          .containsEntry("fingerprint", "f1ce")
          .containsEntry("refer_band", "0.3,0.5")
          .containsEntry("segmentation_in_graph", "otsu");
      assertThat(archive.stream().map(Object::toString))
          .as("no class but the module's own")
          .filteredOn(entry -> entry.startsWith("model/code/__torch__"))
          .allMatch(entry -> entry.matches("model/code/__torch__(/\\w+)?\\.py(\\.debug_pkl)?"));
    }
  }

  @Test
  void torchScript_imageOfAnotherSize_isRefused() {
    Path file = folder.resolve("model.pt");
    try (ModelFile model = TinyModel.alone(SegmentationMode.NONE)) {
      ExportFormat.TORCHSCRIPT.write(file, whole(model, null));
    }
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      Tensor other = torch.zeros(1, 3, 41, 41);
      assertThatThrownBy(
              () -> torch.load(file.toString()).forward(new IValueVector(new IValue(other))))
          .hasMessageContaining("the image is not (batch, 3, 40, 40)");
    }
  }

  private static List<double[]> probabilities(ModelFile model, List<CellPixels> cells) {
    try (Predictor predictor = Predictor.borrowing(model, TinyModel.CPU, InferenceMode.EXACT)) {
      return predictor.probabilities(cells);
    }
  }

  private static float[] forward(Path script, float[] images, int count) {
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      Tensor input =
          Tensors.ofFloats(images, Tensors.cpu(), count, 3, TinyModel.SIDE, TinyModel.SIDE);
      return Tensors.toFloats(
          torch
              .load(script.toString())
              .forward(new IValueVector(new IValue(input)))
              .toTensor()
              .contiguous());
    }
  }
}
