package org.allnet.network.model;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.allnet.data.InputException;
import org.allnet.network.architecture.Network;
import org.allnet.network.architecture.NetworkPlan;
import org.allnet.network.architecture.TensorSpec;
import org.allnet.network.device.ComputeDevice;
import org.allnet.network.device.Tensors;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * Weights that a network was trained with elsewhere, from a safetensors file with torchvision's or
 * timm's names.
 *
 * <p>The layers that depend on the number of classes and a box head keep their fresh weights. The
 * first convolution of an input with six channels takes the file's three twice, at half their size.
 * Positions that were learned for another input size are interpolated.
 */
public final class PretrainedWeights {

  /** Endings of names that training keeps and inference has no use for. */
  private static final String COUNTER = "num_batches_tracked";

  private static final String POSITIONS = "pos_embed";
  private static final int MOST_DIFFERENCES = 3;

  private PretrainedWeights() {}

  /**
   * What became of a file's tensors.
   *
   * @param matched how many of the network's tensors have the file's values
   * @param adapted names of those that were repeated or interpolated to fit
   * @param fresh names of the network's tensors that keep their fresh values
   * @param leftOver names of the file's tensors that the network has no place for
   */
  public record Outcome(
      int matched, List<String> adapted, List<String> fresh, List<String> leftOver) {

    /** Copies. */
    public Outcome {
      adapted = List.copyOf(adapted);
      fresh = List.copyOf(fresh);
      leftOver = List.copyOf(leftOver);
    }

    /** {@return one line for people} */
    public String text() {
      return "%d tensors taken%s; fresh: %s%s"
          .formatted(
              matched,
              adapted.isEmpty() ? "" : ", adapted: " + String.join(", ", adapted),
              fresh.isEmpty() ? "none" : String.join(", ", fresh),
              leftOver.isEmpty() ? "" : "; left over: " + String.join(", ", leftOver));
    }
  }

  /**
   * Puts a file's weights into a network.
   *
   * @param file a safetensors file of float32, float16 or bfloat16
   * @param network a fresh network
   * @param device where it lives
   * @return what became of the tensors
   * @throws InputException where the file can't be read or holds the weights of another network
   */
  public static Outcome load(Path file, Network network, ComputeDevice device) {
    Safetensors.Content content = Safetensors.read(file, device);
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      return fill(file, network, content.tensors());
    } finally {
      content.tensors().values().forEach(Tensor::close);
    }
  }

  private static Outcome fill(Path file, Network network, Map<String, Tensor> given) {
    NetworkPlan plan = network.plan();
    Set<String> heads = plan.heads();
    List<String> adapted = new ArrayList<>();
    List<String> fresh = new ArrayList<>();
    List<String> differences = new ArrayList<>();
    Map<String, Tensor> ready = new LinkedHashMap<>();
    for (TensorSpec spec : plan.tensors()) {
      Tensor tensor = given.get(spec.name());
      if (heads.contains(spec.name())) {
        fresh.add(spec.name());
      } else if (tensor == null) {
        differences.add(spec.name() + " is missing");
      } else if (Tensors.shape(tensor).equals(spec.shape())) {
        ready.put(spec.name(), tensor);
      } else {
        Tensor fitted = fitted(spec, tensor);
        if (fitted == null) {
          differences.add(
              spec.name() + " is " + Tensors.shape(tensor) + " instead of " + spec.shape());
        } else {
          ready.put(spec.name(), fitted);
          adapted.add(spec.name());
        }
      }
    }
    if (!differences.isEmpty()) {
      throw new InputException(
          "%s: holds no weights of %s at width %s: %s%s; give a file of that network"
              .formatted(
                  file,
                  plan.architecture().name(),
                  plan.options().width(),
                  String.join(
                      ", ", differences.subList(0, Math.min(MOST_DIFFERENCES, differences.size()))),
                  differences.size() > MOST_DIFFERENCES
                      ? " and " + (differences.size() - MOST_DIFFERENCES) + " more"
                      : ""));
    }
    ready.forEach(
        (name, tensor) ->
            Objects.requireNonNull(network.tensors().get(name)).detach().copy_(tensor));
    Set<String> leftOver = new TreeSet<>(given.keySet());
    leftOver.removeAll(ready.keySet());
    leftOver.removeAll(heads);
    leftOver.removeIf(name -> name.endsWith(COUNTER));
    return new Outcome(ready.size(), adapted, fresh, List.copyOf(leftOver));
  }

  /** The tensor in the shape that is wanted, or null where that can't be. */
  private static @Nullable Tensor fitted(TensorSpec spec, Tensor tensor) {
    List<Long> has = Tensors.shape(tensor);
    List<Long> wants = spec.shape();
    boolean kernel = has.size() == 4 && wants.size() == 4;
    if (kernel
        && wants.get(1) == 2 * has.get(1)
        && has.get(1) == 3
        && has.get(0).equals(wants.get(0))
        && has.subList(2, 4).equals(wants.subList(2, 4))) {
      return torch.cat(new TensorVector(tensor, tensor), 1).mul(new Scalar(0.5));
    }
    boolean positions =
        spec.name().equals(POSITIONS)
            && has.size() == 3
            && has.get(0) == 1
            && has.get(2).equals(wants.get(2));
    return positions ? interpolated(tensor, has.get(1) - 1, wants.get(1) - 1) : null;
  }

  /** Positions of a square grid behind the class token's, for another grid. */
  private static @Nullable Tensor interpolated(Tensor positions, long from, long to) {
    long sideFrom = Math.round(Math.sqrt(from));
    long sideTo = Math.round(Math.sqrt(to));
    if (sideFrom * sideFrom != from || sideTo * sideTo != to || from < 1) {
      return null;
    }
    long features = positions.size(2);
    Tensor grid =
        positions
            .narrow(1, 1, from)
            .transpose(1, 2)
            .reshape(1, features, sideFrom, sideFrom)
            .contiguous();
    Tensor other =
        torch.upsample_bicubic2d(
            grid, new long[] {sideTo, sideTo}, false, new DoubleOptional(), new DoubleOptional());
    return torch.cat(
        new TensorVector(positions.narrow(1, 0, 1), other.reshape(1, features, to).transpose(1, 2)),
        1);
  }
}
