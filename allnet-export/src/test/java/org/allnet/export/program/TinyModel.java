package org.allnet.export.program;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.allnet.data.image.CellPixels;
import org.allnet.data.image.SegmentationMode;
import org.allnet.data.split.Protocol;
import org.allnet.evaluation.calibration.TemperatureScaling;
import org.allnet.evaluation.decision.DecisionRule;
import org.allnet.evaluation.decision.OperatingPoint;
import org.allnet.evaluation.decision.PointRule;
import org.allnet.evaluation.decision.ReferBand;
import org.allnet.export.onnx.OnnxExport;
import org.allnet.inference.compute.Device;
import org.allnet.inference.engine.device.ComputeDevice;
import org.allnet.inference.engine.device.Tensors;
import org.allnet.inference.image.input.InputOptions;
import org.allnet.inference.image.pixels.Frames;
import org.allnet.inference.model.EnsembleMember;
import org.allnet.inference.model.ImageScale;
import org.allnet.inference.model.ModelDescription;
import org.allnet.inference.model.ModelFile;
import org.allnet.inference.model.PredictionPipeline;
import org.allnet.inference.model.Provenance;
import org.allnet.inference.network.architecture.Network;
import org.allnet.inference.network.architecture.NetworkOptions;
import org.allnet.inference.network.architecture.NetworkPlan;
import org.allnet.inference.network.architecture.Normalisation;
import org.allnet.inference.view.Views;
import org.allnet.testing.NoiseCells;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/** Tiny models whose weights are not neutral, and images that they tell apart. */
public final class TinyModel {

  /** What they compute on. */
  public static final ComputeDevice CPU = ComputeDevice.of(Device.CPU);

  /** Pixels of the side of their input. */
  public static final int SIDE = 40;

  /** The names of the classes. */
  public static final List<String> CLASSES = List.of("blast", "healthy");

  private TinyModel() {}

  /** A model of ALLNet's network alone. */
  public static ModelFile alone(SegmentationMode segmentation) {
    return of(segmentation, false, Views.SINGLE, false, List.of(1.0));
  }

  /**
   * A model.
   *
   * @param segmentation what is cut out
   * @param stacked whether the networks see the image too
   * @param views what they look at
   * @param meanOfLogits whether views are averaged as logits
   * @param weights of the networks; the first is ALLNet's, the others ResNets
   */
  public static ModelFile of(
      SegmentationMode segmentation,
      boolean stacked,
      Views views,
      boolean meanOfLogits,
      List<Double> weights) {
    List<Network> networks = new ArrayList<>();
    List<EnsembleMember> members = new ArrayList<>();
    for (int i = 0; i < weights.size(); i++) {
      NetworkOptions options =
          new NetworkOptions(
              i == 0 ? "allnet" : "resnet18",
              2,
              SIDE,
              0.125,
              0.2,
              stacked ? 6 : 3,
              i == 0 ? Normalisation.UNIT : Normalisation.IMAGENET,
              false);
      networks.add(network(options, i));
      members.add(new EnsembleMember(options, weights.get(i)));
    }
    return new ModelFile(
        networks,
        new ModelDescription(
            "allnet",
            members,
            new InputOptions(segmentation, 0, stacked),
            new PredictionPipeline(views, meanOfLogits, List.of(), false, null),
            CLASSES,
            "blast",
            new DecisionRule(
                new TemperatureScaling(1.7),
                new OperatingPoint(PointRule.Known.YOUDEN, 0.4, 1, 1),
                new ReferBand(0.3, 0.5, 0.1, 1, 0.1),
                null),
            null,
            Provenance.of("cells", "f1ce")
                .synthetic(true)
                .split(Protocol.SUBJECT, "5b17", Map.of())
                .fold(1, 2)
                .seed(1)
                .epoch(1)
                .build()));
  }

  /** A model of one network that says how its training images were made. */
  public static ModelFile ofImages(ImageScale scale) {
    ModelFile model = alone(SegmentationMode.NONE);
    ModelDescription plain = model.description();
    return new ModelFile(
        model.networks(),
        ModelDescription.alone(
            plain.members().get(0).network(),
            plain.classes(),
            plain.positive(),
            plain.segmentation(),
            plain.rule(),
            plain.baselines(),
            Provenance.of("cells", "f1ce").scale(scale).build()));
  }

  /** Biases, batch norms and statistics that are not their neutral start values. */
  private static Network network(NetworkOptions options, long seed) {
    Network network = Network.fresh(new NetworkPlan(options), seed, CPU);
    Random random = new Random(seed);
    try (PointerScope scope = new PointerScope()) {
      network
          .tensors()
          .forEach(
              (name, tensor) -> {
                if (tensor.dim() == 4 && seed == 0) {
                  tensor.detach().mul_(new Scalar(2.0)); // so that answers differ
                }
                boolean dense = name.startsWith("dense") || name.startsWith("fc");
                if (tensor.dim() == 1 && !dense) {
                  float[] values = new float[(int) tensor.numel()];
                  for (int i = 0; i < values.length; i++) {
                    values[i] = 0.5f + random.nextFloat();
                  }
                  Tensor drawn = Tensors.ofFloats(values, Tensors.cpu(), values.length);
                  boolean shift = name.endsWith("bias") || name.endsWith("mean");
                  tensor.detach().copy_(shift ? drawn.sub(new Scalar(1.0)) : drawn);
                }
              });
    }
    return network;
  }

  /** Cells of noise on black in the colours of a stain, each bolder than the one before. */
  public static List<CellPixels> cells(int count) {
    Random random = new Random(3);
    List<CellPixels> cells = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      CellPixels cell = NoiseCells.within(SIDE, SIDE / 2, SIDE / 3, random);
      byte[] rgb = cell.rgb().clone();
      for (int at = 0; at < rgb.length; at++) {
        int level = (rgb[at] & 0xFF) * (i + 1) / count;
        rgb[at] = (byte) (at % 3 == 1 ? level / 6 : level);
      }
      cells.add(
          new CellPixels(SIDE, SIDE, cell.top(), cell.left(), cell.height(), cell.width(), rgb));
    }
    return cells;
  }

  /** The cells as an exported model takes them: (batch, 3, side, side), row by row. */
  public static float[] input(List<CellPixels> cells) {
    try (PointerScope scope = new PointerScope()) {
      return Tensors.toFloats(Frames.stack(cells, SIDE, CPU));
    }
  }

  /** The logits that ONNX Runtime gives for images. */
  public static float[] onnxLogits(Path onnx, float[] images) throws OrtException {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    long[] shape = {images.length / (3L * SIDE * SIDE), 3, SIDE, SIDE};
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      try (OrtSession session = environment.createSession(onnx.toString(), options);
          OnnxTensor input = OnnxTensor.createTensor(environment, FloatBuffer.wrap(images), shape);
          OrtSession.Result result = session.run(Map.of(OnnxExport.INPUT, input))) {
        return ((OnnxTensor) result.get(OnnxExport.LOGITS).orElseThrow()).getFloatBuffer().array();
      }
    }
  }
}
