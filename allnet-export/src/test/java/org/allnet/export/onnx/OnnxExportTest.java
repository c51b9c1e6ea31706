package org.allnet.export.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.allnet.data.RunException;
import org.allnet.data.image.CellPixels;
import org.allnet.data.image.SegmentationMode;
import org.allnet.data.split.Protocol;
import org.allnet.evaluation.calibration.TemperatureScaling;
import org.allnet.evaluation.decision.DecisionRule;
import org.allnet.evaluation.decision.OperatingPoint;
import org.allnet.evaluation.decision.PointRule;
import org.allnet.evaluation.decision.ReferBand;
import org.allnet.evaluation.metric.Metric;
import org.allnet.export.program.ModelProgram;
import org.allnet.inference.compute.Device;
import org.allnet.inference.engine.device.ComputeDevice;
import org.allnet.inference.engine.device.Tensors;
import org.allnet.inference.image.pixels.Frames;
import org.allnet.inference.model.EarlierWeights;
import org.allnet.inference.model.ModelDescription;
import org.allnet.inference.model.ModelFile;
import org.allnet.inference.model.PredictionPipeline;
import org.allnet.inference.model.Provenance;
import org.allnet.inference.network.architecture.Network;
import org.allnet.inference.network.architecture.NetworkOptions;
import org.allnet.inference.network.architecture.NetworkPlan;
import org.allnet.inference.prediction.Predictor;
import org.allnet.inference.transductive.NeighbourhoodOptions;
import org.allnet.inference.view.Views;
import org.allnet.testing.RealImages;
import org.assertj.core.data.Offset;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What ONNX Runtime says of an exported model is what ALLNet says of it. */
final class OnnxExportTest {

  private static final ComputeDevice CPU = ComputeDevice.of(Device.CPU);
  private static final Offset<Double> CLOSE = Offset.offset(1e-4);

  @TempDir Path folder;

  private Path model(int classes, int size, double width, String segmentation, Double temperature) {
    Path file = folder.resolve("model.safetensors");
    List<String> names = IntStream.range(0, classes).mapToObj(k -> "class" + k).toList();
    try (Network network =
        Network.fresh(new NetworkPlan(NetworkOptions.allnet(classes, size, width, 0.5)), 11, CPU)) {
      unlikeFresh(network);
      ModelDescription description =
          ModelDescription.alone(
              network.plan().options(),
              names,
              "class1",
              SegmentationMode.of(segmentation),
              new DecisionRule(
                  temperature == null
                      ? TemperatureScaling.NONE
                      : new TemperatureScaling(temperature),
                  names.size() == 2 ? new OperatingPoint(PointRule.Known.YOUDEN, 0.4, 1, 1) : null,
                  names.size() == 2 ? new ReferBand(0.3, 0.5, 0.1, 1, 0.1) : null,
                  null),
              null,
              Provenance.of("x", "x")
                  .synthetic(true)
                  .split(Protocol.SUBJECT, "0", Map.of())
                  .fold(1, 2)
                  .seed(1)
                  .epoch(1)
                  .build());
      new ModelFile(List.of(network), description).write(file, false);
    }
    return file;
  }

  /** Biases, batch norms and statistics that are not their neutral start values. */
  private static void unlikeFresh(Network network) {
    Random random = new Random(4);
    try (PointerScope scope = new PointerScope()) {
      network
          .tensors()
          .forEach(
              (name, tensor) -> {
                if (tensor.dim() == 1) {
                  float[] values = new float[(int) tensor.numel()];
                  for (int i = 0; i < values.length; i++) {
                    values[i] = 0.5f + random.nextFloat();
                  }
                  Tensor drawn = Tensors.ofFloats(values, Tensors.cpu(), values.length);
                  boolean shift = name.endsWith("bias") || name.endsWith("mean");
                  tensor
                      .detach()
                      .copy_(shift ? drawn.sub(new org.bytedeco.pytorch.Scalar(1.0)) : drawn);
                }
              });
    }
  }

  private static List<CellPixels> synthetic(int frame, int count) {
    Random random = new Random(3);
    List<CellPixels> cells = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int height = Math.max(1, frame / 4 + random.nextInt(Math.max(1, frame / 2)));
      int width = Math.max(1, frame / 4 + random.nextInt(Math.max(1, frame / 2)));
      byte[] rgb = new byte[height * width * 3];
      for (int at = 0; at < rgb.length; at++) {
        rgb[at] = (byte) (60 + random.nextInt(180));
      }
      cells.add(new CellPixels(frame, frame, 1, 2, height, width, rgb));
    }
    cells.add(new CellPixels(frame, frame, 0, 0, 0, 0, new byte[0]));
    return cells;
  }

  private record Answers(float[][] logits, float[][] probabilities) {}

  private static Answers onnxRuntime(Path onnx, List<CellPixels> cells, int size) throws Exception {
    float[] images;
    try (PointerScope scope = new PointerScope()) {
      images = Tensors.toFloats(Frames.stack(cells, size, CPU));
    }
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      try (OrtSession session = environment.createSession(onnx.toString(), options);
          OnnxTensor input =
              OnnxTensor.createTensor(
                  environment, FloatBuffer.wrap(images), new long[] {cells.size(), 3, size, size});
          OrtSession.Result result = session.run(Map.of(OnnxExport.INPUT, input))) {
        return new Answers(
            (float[][]) result.get(OnnxExport.LOGITS).orElseThrow().getValue(),
            (float[][]) result.get(OnnxExport.PROBABILITIES).orElseThrow().getValue());
      }
    }
  }

  private void agrees(Path file, List<CellPixels> cells, int size, boolean segmented)
      throws Exception {
    Path onnx = folder.resolve("model.onnx");
    ModelFile model = ModelFile.read(file, CPU);
    try (var network = model.networks().get(0)) {
      OnnxExport.write(
          onnx, segmented ? ModelProgram.whole(model) : ModelProgram.bare(model), false);
    }
    Answers answers = onnxRuntime(onnx, cells, size);
    try (Predictor predictor = Predictor.load(file, CPU)) {
      List<double[]> expected = predictor.probabilities(cells);
      double temperature = predictor.description().rule().scaling().temperature();
      for (int i = 0; i < cells.size(); i++) {
        float[] logits = answers.logits()[i];
        double[] fractions = expected.get(i);
        for (int k = 0; k < fractions.length; k++) {
          assertThat((double) answers.probabilities()[i][k]).isCloseTo(fractions[k], CLOSE);
          double difference = (logits[k] - logits[0]) / temperature;
          assertThat(difference)
              .isCloseTo(Math.log(fractions[k] / fractions[0]), Offset.offset(1e-3));
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "2, 9, 0.0625",
    "2, 27, 0.125",
    "4, 81, 0.125",
    "3, 100, 0.0625",
    "7, 226, 0.0625",
    "2, 450, 0.0625",
    "2, 82, 0.5"
  })
  void syntheticCells_anySizeAndClasses_agree(int classes, int size, double width)
      throws Exception {
    agrees(model(classes, size, width, "none", null), synthetic(size, 3), size, true);
  }

  @ParameterizedTest
  @CsvSource({"stretched", "literal", "otsu"})
  void syntheticCells_segmentedInGraph_agree(String segmentation) throws Exception {
    agrees(model(3, 90, 0.125, segmentation, 1.7), synthetic(90, 5), 90, true);
  }

  @ParameterizedTest
  @CsvSource({"stretched", "literal", "otsu", "none"})
  void realCells_segmentedInGraph_agree(String segmentation) throws Exception {
    agrees(model(2, 450, 0.0625, segmentation, 0.8), realCells(6), 450, true);
  }

  @Test
  void realCells_atFullWidth_getTheSameProbabilities() throws Exception {
    agrees(model(2, 450, 1, "stretched", null), realCells(2), 450, true);
  }

  @Test
  void withoutSegmentation_graphTakesImageAsItIs() throws Exception {
    Path segmenting = model(2, 90, 0.125, "stretched", null);
    Path onnx = folder.resolve("bare.onnx");
    ModelFile model = ModelFile.read(segmenting, CPU);
    try (var network = model.networks().get(0)) {
      OnnxExport.write(onnx, ModelProgram.bare(model), false);
    }
    List<CellPixels> cells = synthetic(90, 2);
    float[][] bare = onnxRuntime(onnx, cells, 90).probabilities();
    Path plain = model(2, 90, 0.125, "none", null);
    try (Predictor predictor = Predictor.load(plain, CPU)) {
      List<double[]> expected = predictor.probabilities(cells);
      for (int i = 0; i < cells.size(); i++) {
        assertThat((double) bare[i][0]).isCloseTo(expected.get(i)[0], CLOSE);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"subject", "image", "image-augmented-before-split"})
  void metadata_saysProtocolAndAnswersStandAlone(String protocol) throws Exception {
    Path onnx = folder.resolve("marked.onnx");
    ModelFile model = ModelFile.read(model(2, 27, 0.0625, "none", null), CPU);
    try (var network = model.networks().get(0)) {
      OnnxExport.write(
          onnx, ModelProgram.whole(splitBy(model, protocol, PredictionPipeline.PLAIN)), false);
    }
    try (OrtSession session =
        OrtEnvironment.getEnvironment()
            .createSession(onnx.toString(), new OrtSession.SessionOptions())) {
      assertThat(session.getMetadata().getCustomMetadata())
          .containsEntry("protocol", protocol)
          .containsEntry("transductive", "false")
          .containsEntry("crop", "0")
          .containsEntry("synthetic", "true");
    }
  }

  @Test
  void metadata_saysWhereModelAndRuleComeFrom() throws Exception {
    Path onnx = folder.resolve("decided.onnx");
    ModelFile model = ModelFile.read(model(2, 27, 0.0625, "none", null), CPU);
    DecisionRule rule =
        new DecisionRule(
            new TemperatureScaling(1.7),
            new OperatingPoint(PointRule.Known.YOUDEN, 0.25, 0.9, 0.8),
            null,
            null);
    Provenance provenance =
        Provenance.of("cells", "f1")
            .split(Protocol.IMAGE, "split7", Map.of("training", 40, "hold-out", 12))
            .begunWith(
                List.of("older cells"),
                List.of(new EarlierWeights("a.pth", "ab".repeat(32), false, false)))
            .fold(2, 5)
            .seed(77)
            .epoch(31)
            .madeBy(Map.of("allnet", "1.0"), "2026-11-25T20:00:00Z")
            .metrics(Map.of(Metric.AUROC, 0.875))
            .build();
    Map<String, String> plain;
    Map<String, String> decided;
    try (var network = model.networks().get(0)) {
      ModelFile made = from(model, provenance, PredictionPipeline.PLAIN);
      OnnxExport.write(onnx, ModelProgram.whole(made), false);
      plain = metadata(onnx);
      OnnxExport.write(onnx, ModelProgram.whole(made.with(rule, "2026-11-26T21:00:00Z")), false);
      decided = metadata(onnx);
    }

    assertThat(plain)
        .containsEntry("rule_chosen_anew", "false")
        .containsEntry("temperature", "1.0")
        .containsEntry("split", "split7")
        .containsEntry("split_protocol", "image")
        .containsEntry("earlier", "older cells")
        .containsEntry("begun_with", "ab".repeat(32) + " a.pth")
        .containsEntry("foreignWeights", "true")
        .containsEntry("images_training", "40")
        .containsEntry("images_hold-out", "12")
        .containsEntry("fold", "2")
        .containsEntry("folds", "5")
        .containsEntry("seed", "77")
        .containsEntry("epoch", "31")
        .containsEntry("created", "2026-11-25T20:00:00Z")
        .containsEntry("software_allnet", "1.0")
        .containsEntry("validation_auroc", "0.875")
        .containsEntry("recipe", model.description().recipe())
        .containsEntry("threshold", "0.4");
    assertThat(decided)
        .containsEntry("rule_chosen_anew", "2026-11-26T21:00:00Z")
        .containsEntry("temperature", "1.7")
        .containsEntry("threshold", "0.25");
  }

  private static Map<String, String> metadata(Path onnx) throws Exception {
    try (OrtSession session =
        OrtEnvironment.getEnvironment()
            .createSession(onnx.toString(), new OrtSession.SessionOptions())) {
      return session.getMetadata().getCustomMetadata();
    }
  }

  @Test
  void write_transductiveModel_isRefusedAsSuch() {
    Path onnx = folder.resolve("corrected.onnx");
    ModelFile model = ModelFile.read(model(2, 27, 0.0625, "none", null), CPU);
    PredictionPipeline correcting =
        new PredictionPipeline(
            Views.SINGLE,
            false,
            List.of(),
            false,
            new PredictionPipeline.Correction(NeighbourhoodOptions.published(1), 0.5, false));
    try (var network = model.networks().get(0)) {
      assertThatThrownBy(
              () ->
                  OnnxExport.write(
                      onnx, ModelProgram.whole(splitBy(model, "subject", correcting)), false))
          .isInstanceOf(RunException.class)
          .hasMessageContaining("corrected.onnx: the model is transductive")
          .matches(e -> ((RunException) e).file().equals(Optional.of(onnx.toString())));
    }
    assertThat(onnx).doesNotExist();
  }

  private static ModelFile splitBy(ModelFile model, String protocol, PredictionPipeline pipeline) {
    return from(
        model,
        Provenance.of("x", "x")
            .synthetic(true)
            .split(Protocol.ofKey(protocol).orElseThrow(), "0", Map.of())
            .fold(1, 2)
            .seed(1)
            .epoch(1)
            .build(),
        pipeline);
  }

  private static ModelFile from(
      ModelFile model, Provenance provenance, PredictionPipeline pipeline) {
    ModelDescription plain = model.description();
    return new ModelFile(
        model.networks(),
        ModelDescription.alone(
                plain.members().get(0).network(),
                plain.classes(),
                plain.positive(),
                plain.segmentation(),
                plain.rule(),
                null,
                provenance)
            .with(pipeline));
  }

  private static List<CellPixels> realCells(int count) throws IOException {
    List<CellPixels> cells = new ArrayList<>();
    for (Path file : RealImages.files("cnmc", ".bmp").subList(0, count)) {
      cells.add(RealImages.read(file));
    }
    return cells;
  }
}
