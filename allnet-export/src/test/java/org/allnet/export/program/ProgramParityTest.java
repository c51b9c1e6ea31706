package org.allnet.export.program;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.allnet.data.image.CellPixels;
import org.allnet.data.image.SegmentationMode;
import org.allnet.export.onnx.OnnxExport;
import org.allnet.export.torchscript.ScriptOutput;
import org.allnet.export.torchscript.TorchScriptExport;
import org.allnet.inference.compute.InferenceMode;
import org.allnet.inference.engine.device.Tensors;
import org.allnet.inference.model.ModelFile;
import org.allnet.inference.prediction.Predictor;
import org.allnet.inference.view.Views;
import org.assertj.core.data.Offset;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.JitModule;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a model is, its exported files answer as it does. */
final class ProgramParityTest {

  private static final Offset<Double> CLOSE = Offset.offset(1e-5);
  private static final Offset<Double> CLOSE_IN_HALF = Offset.offset(2e-3);
  private static final double LOGIT = 1e-4;

  @TempDir Path folder;

  private record Case(
      String segmentation,
      boolean stacked,
      String views,
      boolean meanOfLogits,
      List<Double> weights,
      boolean half) {

    ModelFile model() {
      return TinyModel.of(
          SegmentationMode.of(segmentation), stacked, Views.parse(views), meanOfLogits, weights);
    }
  }

  static Stream<Case> cases() {
    List<Double> one = List.of(1.0);
    List<Double> two = List.of(3.0, 1.0);
    return Stream.of(
        new Case("none", false, "single", false, one, false),
        new Case("stretched", false, "single", false, one, true),
        new Case("literal", false, "dihedral", false, one, false),
        new Case("otsu", true, "single", false, two, false),
        new Case("none", false, "dihedral", true, two, false),
        new Case("none", false, "rotations count=3", false, two, true),
        new Case("otsu", false, "pan", true, one, false));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void exportedFiles_answerAsTheModelDoes(Case one) throws Exception {
    List<CellPixels> cells = TinyModel.cells(3);
    Path onnx = folder.resolve("model.onnx");
    Path script = folder.resolve("model.pt");
    List<double[]> expected;
    try (ModelFile model = one.model()) {
      ModelProgram program = ModelProgram.whole(model);
      OnnxExport.write(onnx, program, one.half());
      TorchScriptExport.write(script, program, ScriptOutput.LOGITS, one.half());
      try (Predictor predictor = Predictor.borrowing(model, TinyModel.CPU, InferenceMode.EXACT)) {
        expected = predictor.probabilities(cells);
      }
    }
    double temperature = 1.7;
    assertThat(Math.abs(expected.get(0)[0] - expected.get(2)[0]))
        .as("answers %s and %s", expected.get(0)[0], expected.get(2)[0])
        .isGreaterThan(2e-4);
    Answers runtime = onnxRuntime(onnx, cells);
    Answers libtorch = libtorch(script, cells);
    for (Answers answers : List.of(runtime, libtorch)) {
      for (int i = 0; i < cells.size(); i++) {
        double[] row = expected.get(i);
        float[] probabilities = answers.probabilities()[i];
        assertThat((double) probabilities[0]).isCloseTo(row[0], one.half() ? CLOSE_IN_HALF : CLOSE);
        assertThat(probabilities[0] + probabilities[1]).isCloseTo(1, Offset.offset(1e-6f));
        float[] logits = answers.logits()[i];
        double odds = Math.log(row[0] / row[1]) * temperature;
        assertThat((double) logits[0] - logits[1])
            .isCloseTo(odds, Offset.offset((one.half() ? 200 : 1) * LOGIT * (1 + Math.abs(odds))));
      }
    }
  }

  private record Answers(float[][] logits, float[][] probabilities) {}

  private static Answers onnxRuntime(Path onnx, List<CellPixels> cells) throws Exception {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    long[] shape = {cells.size(), 3, TinyModel.SIDE, TinyModel.SIDE};
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      try (OrtSession session = environment.createSession(onnx.toString(), options);
          OnnxTensor input =
              OnnxTensor.createTensor(
                  environment, FloatBuffer.wrap(TinyModel.input(cells)), shape);
          OrtSession.Result result = session.run(Map.of(OnnxExport.INPUT, input))) {
        return new Answers(
            (float[][]) result.get(OnnxExport.LOGITS).orElseThrow().getValue(),
            (float[][]) result.get(OnnxExport.PROBABILITIES).orElseThrow().getValue());
      }
    }
  }

  private static Answers libtorch(Path script, List<CellPixels> cells) {
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      JitModule module = torch.load(script.toString());
      Tensor images =
          Tensors.ofFloats(
              TinyModel.input(cells),
              Tensors.cpu(),
              cells.size(),
              3,
              TinyModel.SIDE,
              TinyModel.SIDE);
      IValueVector input = new IValueVector(new IValue(images));
      return new Answers(
          rows(module.forward(input).toTensor()),
          rows(module.get_method("probabilities").apply(input).toTensor()));
    }
  }

  private static float[][] rows(Tensor tensor) {
    float[] all = Tensors.toFloats(tensor.contiguous());
    int columns = TinyModel.CLASSES.size();
    float[][] rows = new float[all.length / columns][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = Arrays.copyOfRange(all, i * columns, (i + 1) * columns);
    }
    return rows;
  }
}
