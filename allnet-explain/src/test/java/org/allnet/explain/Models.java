package org.allnet.explain;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.allnet.data.image.CellPixels;
import org.allnet.data.image.NamedCell;
import org.allnet.data.image.SegmentationMode;
import org.allnet.data.split.Protocol;
import org.allnet.evaluation.decision.DecisionRule;
import org.allnet.evaluation.explanation.ExplanationMethod;
import org.allnet.explain.gradient.Baseline;
import org.allnet.inference.Classifier;
import org.allnet.inference.compute.Device;
import org.allnet.inference.engine.device.ComputeDevice;
import org.allnet.inference.engine.device.Tensors;
import org.allnet.inference.image.input.InputOptions;
import org.allnet.inference.model.EnsembleMember;
import org.allnet.inference.model.ModelDescription;
import org.allnet.inference.model.ModelFile;
import org.allnet.inference.model.PredictionPipeline;
import org.allnet.inference.model.Provenance;
import org.allnet.inference.network.architecture.Network;
import org.allnet.inference.network.architecture.NetworkOptions;
import org.allnet.inference.network.architecture.NetworkPlan;
import org.allnet.inference.view.Views;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/** Models for tests: networks of drawn or of chosen weights. */
public final class Models {

  static final ComputeDevice CPU = ComputeDevice.of(Device.CPU);

  /** Side of the input of {@link #seeingRed}, whose last map has three rows of 81 pixels. */
  static final int PLANTED_SIDE = 243;

  private Models() {}

  /** Options of a network without dropout. */
  public static NetworkOptions options(String name, int size, double width, int channels) {
    return new NetworkOptions(
        name,
        2,
        size,
        width,
        0,
        channels,
        NetworkOptions.published(name, 2).normalisation(),
        false);
  }

  private static ModelDescription description(
      List<EnsembleMember> members, InputOptions input, Views views) {
    return new ModelDescription(
        "test",
        members,
        input,
        new PredictionPipeline(views, true, List.of(), false, null),
        List.of("hem", "all"),
        "all",
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

  /** A model of one network that looks at whole images in some views. */
  public static Classifier open(Path folder, NetworkOptions options, Views views) {
    return open(
        folder,
        List.of(EnsembleMember.alone(options)),
        InputOptions.segmented(SegmentationMode.NONE),
        views,
        network -> {});
  }

  /** A model whose networks' weights are drawn and then changed. */
  public static Classifier open(
      Path folder,
      List<EnsembleMember> members,
      InputOptions input,
      Views views,
      Consumer<Network> change) {
    Path file = folder.resolve("model-" + members.hashCode() + views.text() + ".safetensors");
    List<Network> networks = new ArrayList<>();
    try (PointerScope scope = new PointerScope()) {
      for (EnsembleMember member : members) {
        Network network = fresh(member.network());
        change.accept(network);
        networks.add(network);
      }
      new ModelFile(networks, description(members, input, views)).write(file, false);
    } finally {
      networks.forEach(Network::close);
    }
    return Classifier.open(file);
  }

  /** The network that {@link #open} draws; the caller closes it. */
  public static Network fresh(NetworkOptions options) {
    return Network.fresh(new NetworkPlan(options), 11, CPU);
  }

  /**
   * An ALLNet whose logit of the second class is the sum over its last map of how much red without
   * blue there is.
   */
  static Classifier seeingRed(Path folder, Views views) {
    NetworkOptions options = options("allnet", PLANTED_SIDE, 0.0625, 3);
    return open(
        folder,
        List.of(EnsembleMember.alone(options)),
        InputOptions.segmented(SegmentationMode.NONE),
        views,
        Models::seeRed);
  }

  private static void seeRed(Network network) {
    Map<String, Tensor> tensors = network.tensors();
    tensors.forEach(
        (name, tensor) -> {
          boolean one = name.endsWith("running_var") || name.matches("norm\\d\\.weight");
          tensor.fill_(new Scalar(one ? 1.0 : 0.0));
        });
    set(tensors, "conv1.weight", 1, 0, 0, 1, 1);
    set(tensors, "conv1.weight", -1, 0, 2, 1, 1);
    for (int number = 2; number <= 4; number++) {
      set(tensors, "conv" + number + ".weight", 1, 0, 0, 1, 1);
    }
    for (int place = 0; place < 9; place++) {
      set(tensors, "dense1.weight", 1, 0, place);
    }
    set(tensors, "dense2.weight", 1, 0, 0);
    set(tensors, "dense3.weight", 1, 1, 0);
  }

  private static void set(Map<String, Tensor> tensors, String name, double value, int... at) {
    Tensor place = tensors.get(name);
    for (int index : at) {
      place = place.select(0, index);
    }
    place.fill_(new Scalar(value));
  }

  /** Turns kernels by a quarter and what dense layers see of the last map with them. */
  static void turn(Network network, int rows) {
    network
        .tensors()
        .forEach(
            (name, tensor) -> {
              if (tensor.dim() == 4) {
                tensor.copy_(tensor.rot90(1, 2, 3).clone());
              } else if (name.equals("dense1.weight")) {
                Tensor maps = tensor.view(tensor.size(0), -1, rows, rows);
                tensor.copy_(maps.rot90(1, 2, 3).reshape(tensor.size(0), -1).clone());
              }
            });
  }

  /** Numbers of a tensor of a network, row by row. */
  public static float[] numbers(Network network, String name) {
    return Tensors.toFloats(network.tensors().get(name));
  }

  /** A disc of coloured noise in a black frame. */
  public static CellPixels disc(int side, int seed) {
    Random random = new Random(seed);
    byte[] rgb = new byte[side * side * 3];
    for (int row = 0; row < side; row++) {
      for (int column = 0; column < side; column++) {
        double y = row + 0.5 - side / 2.0;
        double x = column + 0.5 - side / 2.0;
        if (Math.hypot(x, y) < side * 0.4) {
          for (int channel = 0; channel < 3; channel++) {
            double wave = Math.sin((x + 3 * channel) / (9 + seed % 5)) * Math.cos(y / 11);
            rgb[(row * side + column) * 3 + channel] =
                (byte) (110 + 50 * wave + random.nextInt(40));
          }
        }
      }
    }
    return new CellPixels(side, side, 0, 0, side, side, rgb);
  }

  /** A blue disc in a black frame with a red square in it. */
  static CellPixels planted(int side, int top, int left, int square) {
    byte[] rgb = new byte[side * side * 3];
    for (int row = 0; row < side; row++) {
      for (int column = 0; column < side; column++) {
        int at = (row * side + column) * 3;
        boolean red = row >= top && row < top + square && column >= left && column < left + square;
        double far = Math.hypot(row + 0.5 - side / 2.0, column + 0.5 - side / 2.0);
        if (red) {
          rgb[at] = (byte) 220;
        } else if (far < side * 0.45) {
          rgb[at + 1] = (byte) (60 + (row * 7 + column * 3) % 30);
          rgb[at + 2] = (byte) 200;
        }
      }
    }
    return new CellPixels(side, side, 0, 0, side, side, rgb);
  }

  /** An image turned by a quarter against the clock. */
  static CellPixels turned(CellPixels image) {
    int side = image.frameHeight();
    byte[] rgb = new byte[image.rgb().length];
    for (int row = 0; row < side; row++) {
      for (int column = 0; column < side; column++) {
        System.arraycopy(
            image.rgb(), (column * side + side - 1 - row) * 3, rgb, (row * side + column) * 3, 3);
      }
    }
    return new CellPixels(side, side, 0, 0, side, side, rgb);
  }

  /** A map turned by a quarter against the clock. */
  static float[] turned(float[] map, int side) {
    float[] turned = new float[map.length];
    for (int row = 0; row < side; row++) {
      for (int column = 0; column < side; column++) {
        turned[row * side + column] = map[column * side + side - 1 - row];
      }
    }
    return turned;
  }

  /** What a method says of an image and a class. */
  static Explanation explain(
      Classifier classifier, ExplanationMethod method, String label, CellPixels image) {
    return explain(
        classifier, new ExplanationOptions(method, label, Baseline.BLACK, 16, 256), image);
  }

  static Explanation explain(Classifier classifier, ExplanationOptions options, CellPixels image) {
    Explainer explainer = new Explainer(classifier, options);
    Explanation why = explainer.explain(List.of(new NamedCell("cell", image))).get(0).explanation();
    if (why == null) {
      throw new AssertionError("nothing to see");
    }
    return why;
  }
}
