package org.allnet.export.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.allnet.export.onnx.OnnxDetector;
import org.allnet.export.onnx.OnnxExport;
import org.allnet.export.torchscript.TorchScriptDetector;
import org.allnet.inference.compute.Device;
import org.allnet.inference.compute.InferenceMode;
import org.allnet.inference.engine.device.ComputeDevice;
import org.allnet.inference.engine.device.Tensors;
import org.allnet.inference.engine.layer.Layers.Point;
import org.allnet.inference.network.architecture.Network;
import org.allnet.inference.network.architecture.NetworkOptions;
import org.allnet.inference.network.architecture.NetworkPlan;
import org.allnet.inference.network.architecture.Outputs;
import org.assertj.core.data.Offset;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueArrayRef;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.JitModule;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TupleElements;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Detectors as other engines read them: ONNX Runtime, and libtorch by TorchScript. */
class DetectorParityTest {

  private static final int IMAGES = 2;

  private static final BoxSuppression NO_RULE = new BoxSuppression(0, 1, Integer.MAX_VALUE);

  @TempDir Path folder;

  /** What an engine says of images. */
  private record Found(float[][][] boxes, float[][][] scores, long[][] selected) {}

  private interface Check {
    void of(Found onnx, Found script, Outputs outputs) throws Exception;
  }

  private void export(NetworkOptions options, @Nullable BoxSuppression suppression, Check check)
      throws Exception {
    Path onnx = folder.resolve("detector.onnx");
    Path script = folder.resolve("detector.pt");
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard();
        Network network =
            Network.fresh(new NetworkPlan(options), 9, ComputeDevice.of(Device.CPU))) {
      torch.manual_seed(5);
      Tensor images = torch.rand(IMAGES, 3, options.inputSize(), options.inputSize());
      disturb(network);
      OnnxDetector.write(onnx, network, suppression, Map.of("classes", "a,b,c"));
      TorchScriptDetector.write(script, network, List.of("a", "b", "c"), suppression, Map.of());
      try (Network.Inference inference = network.inference(InferenceMode.THROUGHPUT)) {
        check.of(
            onnxRuntime(onnx, images, suppression != null),
            libtorch(script, images, suppression != null),
            inference.outputs(images, List.of()));
      }
    }
  }

  private static Found onnxRuntime(Path onnx, Tensor images, boolean selects) throws Exception {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      try (OrtSession session = environment.createSession(onnx.toString(), options);
          OnnxTensor input =
              OnnxTensor.createTensor(
                  environment,
                  FloatBuffer.wrap(Tensors.toFloats(images)),
                  new long[] {IMAGES, 3, images.size(2), images.size(3)});
          OrtSession.Result result = session.run(Map.of(OnnxExport.INPUT, input))) {
        return new Found(
            (float[][][]) result.get(OnnxDetector.BOXES).orElseThrow().getValue(),
            (float[][][]) result.get(OnnxDetector.SCORES).orElseThrow().getValue(),
            selects
                ? (long[][]) result.get(OnnxDetector.SELECTED).orElseThrow().getValue()
                : new long[0][]);
      }
    }
  }

  private static Found libtorch(Path script, Tensor images, boolean selects) {
    JitModule module = torch.load(script.toString());
    IValue found = module.forward(new IValueVector(new IValue(images)));
    TupleElements elements = found.toTupleRef().elements();
    IValueArrayRef parts = elements.asArrayRef();
    assertThat(elements.size()).isEqualTo(selects ? 3 : 2);
    long[][] selected = new long[0][];
    if (selects) {
      Tensor rows = parts.at(2).toTensor();
      assertThat(rows.scalar_type().intern()).isEqualTo(torch.ScalarType.Long);
      float[] all = Tensors.toFloats(rows.to(torch.ScalarType.Float).contiguous());
      selected = new long[all.length / 3][3];
      for (int i = 0; i < all.length; i++) {
        selected[i / 3][i % 3] = (long) all[i];
      }
    }
    return new Found(numbers(parts.at(0).toTensor()), numbers(parts.at(1).toTensor()), selected);
  }

  private static float[][][] numbers(Tensor tensor) {
    float[] all = Tensors.toFloats(tensor.contiguous());
    int last = (int) tensor.size(2);
    float[][][] numbers = new float[(int) tensor.size(0)][(int) tensor.size(1)][last];
    for (int i = 0; i < all.length; i++) {
      numbers[i / last / numbers[0].length][i / last % numbers[0].length][i % last] = all[i];
    }
    return numbers;
  }

  /**
   * Batch norms that are not neutral, and heads that do not blow rounding up. Statistics of a few
   * small maps would: with them our own outputs move by 1e-3 if the image does by its last bit.
   */
  private static void disturb(Network network) {
    network
        .tensors()
        .forEach(
            (name, tensor) -> {
              if (name.endsWith("running_mean")) {
                tensor.copy_(torch.randn(tensor.size(0)).mul(new Scalar(0.1)));
              } else if (name.endsWith("running_var")) {
                tensor.copy_(torch.rand(tensor.size(0)).add(new Scalar(0.5)));
              } else if (name.endsWith("bn.weight")) {
                // YOLOv4 adds branches up 23 times without a norm between
                double least = network.plan().architecture().name().equals("yolov4") ? 0.2 : 0.5;
                tensor.copy_(torch.rand(tensor.size(0)).add(new Scalar(least)));
              } else if (name.contains("_preds")) {
                tensor.mul_(new Scalar(0.3));
              }
            });
  }

  private static float[] marked(Outputs outputs, Point point) {
    return Tensors.toFloats(Objects.requireNonNull(outputs.marks().get(point)).contiguous());
  }

  @ParameterizedTest
  @CsvSource({
    "yolox-light, 96, 1",
    "yolox-nano, 64, 1",
    "yolox-tiny, 64, 0.5",
    "yolox-s, 64, 0.5",
    "yolov4, 96, 0.125",
  })
  void boxesAndScores_inOtherEngines_areTheSame(String name, int size, double width)
      throws Exception {
    NetworkOptions options = NetworkOptions.detector(name, 3, size).with(size, width, 0);
    export(
        options,
        null,
        (onnx, script, outputs) -> {
          requireClose(onnx, outputs, 1e-4f);
          requireClose(script, outputs, 1e-5f);
        });
  }

  /**
   * Holds an engine's boxes and scores against ours.
   *
   * @param tolerance of a score; of a place as a fraction of the box, at least of 64 pixels
   */
  private static void requireClose(Found found, Outputs outputs, float tolerance) {
    float[] expected = marked(outputs, Point.BOXES);
    float[] certain = marked(outputs, Point.SCORES);
    int places = found.boxes()[0].length;
    assertThat(expected).hasSize(4 * IMAGES * places);
    for (int image = 0; image < IMAGES; image++) {
      for (int place = 0; place < places; place++) {
        int at = 4 * (image * places + place);
        float[] box = found.boxes()[image][place];
        float most = Math.max(expected[at + 2], expected[at + 3]);
        Offset<Float> close = offset(tolerance * Math.max(64, most));
        assertThat((box[0] + box[2]) / 2).isCloseTo(expected[at], close);
        assertThat((box[1] + box[3]) / 2).isCloseTo(expected[at + 1], close);
        assertThat(box[2] - box[0]).isCloseTo(expected[at + 2], close);
        assertThat(box[3] - box[1]).isCloseTo(expected[at + 3], close);
        for (int c = 0; c < 3; c++) {
          assertThat(found.scores()[image][place][c])
              .isCloseTo(certain[3 * (image * places + place) + c], offset(tolerance));
        }
      }
    }
    assertThat(certain[0]).isNotEqualTo(certain[3 * places]);
  }

  /** The overlap of two boxes of left, top, right and bottom. */
  private static double iou(float[] a, float[] b) {
    double across = Math.min(a[2], b[2]) - Math.max(a[0], b[0]);
    double down = Math.min(a[3], b[3]) - Math.max(a[1], b[1]);
    double both = Math.max(0, across) * Math.max(0, down);
    double all = (a[2] - a[0]) * (a[3] - a[1]) + (b[2] - b[0]) * (b[3] - b[1]) - both;
    return all <= 0 ? 0 : both / all;
  }

  /** Places of a class that are left, by the definition: the best first, and none near a better. */
  private static List<Integer> left(
      float[][] boxes, float[][] scores, int label, BoxSuppression rule) {
    List<Integer> order = new ArrayList<>();
    for (int place = 0; place < boxes.length; place++) {
      if (scores[place][label] > rule.score()) {
        order.add(place);
      }
    }
    order.sort(Comparator.comparingDouble(place -> -scores[place][label]));
    List<Integer> left = new ArrayList<>();
    for (int place : order) {
      if (left.size() < rule.most()
          && left.stream().noneMatch(other -> iou(boxes[place], boxes[other]) > rule.iou())) {
        left.add(place);
      }
    }
    return left;
  }

  private static double middleScore(float[][][] scores) {
    double[] all =
        Arrays.stream(scores)
            .flatMap(Arrays::stream)
            .flatMapToDouble(
                place -> IntStream.range(0, place.length).mapToDouble(label -> place[label]))
            .sorted()
            .toArray();
    return all[all.length / 2];
  }

  /** The least score, the overlap and the greatest number each leave boxes out. */
  @ParameterizedTest
  @CsvSource({"0, 0.02, 1000", "0, 0.05, 1000", "0, 0.05, 4", "0.5, 0.05, 1000", "0, 1, 1"})
  void selected_areThoseOfTheDefinition(double least, double iou, int most) throws Exception {
    NetworkOptions options = NetworkOptions.detector("yolox-light", 3, 64);
    double[] middle = {0};
    if (least > 0) {
      export(options, null, (onnx, script, outputs) -> middle[0] = middleScore(onnx.scores()));
    }
    BoxSuppression rule = new BoxSuppression(middle[0], iou, most);
    export(
        options,
        rule,
        (onnx, script, outputs) -> {
          requireSelected(onnx, rule);
          requireSelected(script, rule);
        });
  }

  private static void requireSelected(Found engine, BoxSuppression rule) {
    int places = engine.boxes()[0].length;
    for (int image = 0; image < IMAGES; image++) {
      for (int label = 0; label < 3; label++) {
        List<Integer> found = new ArrayList<>();
        for (long[] row : engine.selected()) {
          if (row[0] == image && row[1] == label) {
            found.add((int) row[2]);
          }
        }
        float[][] boxes = engine.boxes()[image];
        float[][] scores = engine.scores()[image];
        assertThat(found)
            .isEqualTo(left(boxes, scores, label, rule))
            .isNotEmpty()
            .hasSizeLessThan(places);
        assertThat(left(boxes, scores, label, NO_RULE)).hasSize(places);
      }
    }
  }
}
