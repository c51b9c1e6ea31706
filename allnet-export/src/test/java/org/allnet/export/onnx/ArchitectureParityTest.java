package org.allnet.export.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.allnet.data.image.SegmentationMode;
import org.allnet.data.split.Protocol;
import org.allnet.evaluation.decision.DecisionRule;
import org.allnet.export.program.ModelProgram;
import org.allnet.export.torchscript.ScriptOutput;
import org.allnet.export.torchscript.TorchScriptExport;
import org.allnet.inference.compute.Device;
import org.allnet.inference.compute.InferenceMode;
import org.allnet.inference.engine.device.ComputeDevice;
import org.allnet.inference.engine.device.Tensors;
import org.allnet.inference.engine.window.Footprints;
import org.allnet.inference.image.input.InputOptions;
import org.allnet.inference.model.EnsembleMember;
import org.allnet.inference.model.ModelDescription;
import org.allnet.inference.model.ModelFile;
import org.allnet.inference.model.PredictionPipeline;
import org.allnet.inference.model.Provenance;
import org.allnet.inference.network.architecture.Network;
import org.allnet.inference.network.architecture.NetworkOptions;
import org.allnet.inference.network.architecture.NetworkPlan;
import org.allnet.inference.network.architecture.Normalisation;
import org.allnet.inference.network.architecture.Precision;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.JitModule;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every architecture against ONNX Runtime and as TorchScript, with weights that are not where they
 * began.
 */
class ArchitectureParityTest {

  private static final ComputeDevice CPU = ComputeDevice.of(Device.CPU);
  private static final int IMAGES = 3;

  @TempDir Path folder;

  /** Noise in a window of a black frame, another window in each image. */
  private static Tensor images(NetworkOptions options) {
    torch.manual_seed(5);
    int size = options.inputSize();
    Tensor images = torch.zeros(IMAGES, options.channels(), size, size);
    for (int i = 0; i < IMAGES; i++) {
      int side = size / 2 - 3 * i;
      images
          .narrow(0, i, 1)
          .narrow(2, size / 5 + i, side)
          .narrow(3, size / 4, side)
          .copy_(torch.rand(1, options.channels(), side, side));
    }
    return images;
  }

  /** One step along the gradient, then statistics over the images: nothing is neutral any more. */
  private static void disturb(Network network, Tensor images) {
    network.trainable().values().forEach(weight -> weight.requires_grad_(true));
    Tensor labels = Tensors.ofLongs(new long[] {0, 1, 0}, Tensors.cpu(), IMAGES);
    var outputs = network.train(images, List.of(), Precision.FP32, 3);
    torch.cross_entropy_loss(outputs.logits(), labels).backward();
    network
        .trainable()
        .forEach(
            (name, weight) -> {
              if (weight.grad().defined()) {
                weight.detach().sub_(weight.grad(), new Scalar(0.01));
              } else {
                assertThat(name).startsWith("AuxLogits");
              }
              weight.requires_grad_(false);
            });
    try (Network.StatisticsPass pass = network.recomputeStatistics()) {
      pass.add(images, List.of());
      pass.finish();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "allnet, 90, 0.125",
    "alexnet, 96, 0.25",
    "vgg16, 64, 0.125",
    "vgg16-bn, 64, 0.125",
    "vgg19, 96, 0.125",
    "resnet18, 128, 0.25",
    "resnet50, 128, 0.25",
    "resnet101, 128, 0.25",
    "resnext50, 128, 0.25",
    "se-resnext50, 128, 0.25",
    "densenet121, 128, 0.25",
    "densenet201, 128, 0.25",
    "mobilenet-v2, 64, 0.5",
    "mobilenet-v3, 64, 0.5",
    "efficientnet-b0, 64, 0.5",
    "inception-v3, 299, 0.125",
    "xception, 80, 0.125",
    "resnet50-v2, 128, 0.25",
    "resnet50-v2, 101, 0.25",
    "inception-resnet-v2, 139, 0.125",
    "nasnet-a-large, 75, 0.1",
    "nasnet-a-large, 96, 0.1",
    "nasnet-a-large, 101, 0.2",
    "vit-tiny, 64, 0.5",
    "vit-base, 64, 0.125",
    "compact-attention, 64, 1",
  })
  void logits_inOnnxRuntime_areTheSame(String name, int size, double width) throws Exception {
    parity(NetworkOptions.published(name, 3).with(size, width, 0.2));
  }

  @ParameterizedTest
  @CsvSource({"resnet18, centre-mean", "alexnet, half", "vgg16-bn, imagenet"})
  void logits_sixChannelsAnyNormalisation_agree(String name, String normalisation)
      throws Exception {
    parity(new NetworkOptions(name, 3, 112, 0.125, 0, 6, Normalisation.of(normalisation), false));
  }

  private void parity(NetworkOptions options) throws Exception {
    Path onnx = folder.resolve("model.onnx");
    Path script = folder.resolve("model.pt");
    try (PointerScope scope = new PointerScope();
        Network network = Network.fresh(new NetworkPlan(options), 9, CPU)) {
      Tensor images = images(options);
      disturb(network, images);
      ModelProgram program =
          ModelProgram.bare(new ModelFile(List.of(network), description(options)));
      OnnxExport.write(onnx, program, false);
      TorchScriptExport.write(script, program, ScriptOutput.LOGITS, false);
      try (Network.Inference inference = network.inference(InferenceMode.THROUGHPUT)) {
        float[] expected = Tensors.toFloats(inference.logits(images, List.of()));
        float[] windowed = Tensors.toFloats(inference.logits(images, Footprints.measure(images)));
        close(windowed, expected);
        close(onnxRuntime(onnx, images), expected);
        close(libtorch(script, images), expected);
        assertThat(expected[0]).isNotEqualTo(expected[options.classes()]);
      }
    }
  }

  private static void close(float[] actual, float[] expected) {
    assertThat(actual).hasSameSizeAs(expected);
    double scale = 1;
    for (float value : expected) {
      scale = Math.max(scale, Math.abs(value));
    }
    for (int i = 0; i < expected.length; i++) {
      assertThat((double) actual[i])
          .isCloseTo(expected[i], org.assertj.core.data.Offset.offset(1e-4 * scale));
    }
  }

  private static ModelDescription description(NetworkOptions options) {
    return new ModelDescription(
        options.architecture(),
        List.of(EnsembleMember.alone(options)),
        options.channels() == 6
            ? new InputOptions(SegmentationMode.OTSU, 0, true)
            : new InputOptions(SegmentationMode.NONE, 0, false),
        PredictionPipeline.PLAIN,
        List.of("a", "b", "c"),
        "a",
        DecisionRule.NONE,
        null,
        Provenance.of("x", "x")
            .synthetic(true)
            .split(Protocol.SUBJECT, "0", Map.of())
            .fold(1, 2)
            .seed(1)
            .epoch(1)
            .build());
  }

  private static float[] libtorch(Path script, Tensor images) {
    try (NoGradGuard guard = new NoGradGuard()) {
      JitModule module = torch.load(script.toString());
      return Tensors.toFloats(
          module.forward(new IValueVector(new IValue(images))).toTensor().contiguous());
    }
  }

  private static float[] onnxRuntime(Path onnx, Tensor images) throws Exception {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    long[] shape = Tensors.shape(images).stream().mapToLong(Long::longValue).toArray();
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      try (OrtSession session = environment.createSession(onnx.toString(), options);
          OnnxTensor input =
              OnnxTensor.createTensor(
                  environment, FloatBuffer.wrap(Tensors.toFloats(images)), shape);
          OrtSession.Result result = session.run(Map.of(OnnxExport.INPUT, input))) {
        float[][] rows = (float[][]) result.get(OnnxExport.LOGITS).orElseThrow().getValue();
        float[] values = new float[rows.length * rows[0].length];
        for (int i = 0; i < rows.length; i++) {
          System.arraycopy(rows[i], 0, values, i * rows[0].length, rows[0].length);
        }
        return values;
      }
    }
  }
}
