package org.allnet.inference.model;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.allnet.data.InputException;
import org.allnet.inference.engine.device.ComputeDevice;
import org.allnet.inference.engine.device.Tensors;
import org.allnet.inference.model.ForeignFile.Wanted;
import org.allnet.inference.network.architecture.Network;
import org.allnet.inference.network.architecture.NetworkPlan;
import org.allnet.inference.network.architecture.TensorSpec;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * Weights that a network was trained with elsewhere, from a safetensors file with torchvision's or
 * timm's names.
 *
 * <p>The layers that depend on the number of classes and a box head keep their fresh weights. The
 * first convolution of an input with six channels takes the file's three twice, at half their size.
 * Positions that were learned for another input size are interpolated. One prefix before all names,
 * as a wrapper's, is left off. An auxiliary head that the file has none of stays fresh.
 */
public final class PretrainedWeights {

  private PretrainedWeights() {}

  /**
   * What became of a file's tensors.
   *
   * @param matched how many of the network's tensors have the file's values
   * @param prefix what was before all names and was left off; mostly nothing
   * @param adapted names of those that were repeated or interpolated to fit
   * @param fresh names of the network's tensors that keep their fresh values
   * @param leftOver names of the file's tensors that the network has no place for
   */
  public record Outcome(
      int matched, String prefix, List<String> adapted, List<String> fresh, List<String> leftOver) {

    /** Copies its lists, so that nothing changes them from outside. */
    public Outcome {
      adapted = List.copyOf(adapted);
      fresh = List.copyOf(fresh);
      leftOver = List.copyOf(leftOver);
    }

    /** {@return one line for people} */
    public String text() {
      return "%d tensors taken%s%s; fresh: %s%s"
          .formatted(
              matched,
              prefix.isEmpty() ? "" : ", '" + prefix + "' before their names left off",
              adapted.isEmpty() ? "" : ", adapted: " + String.join(", ", adapted),
              fresh.isEmpty() ? "none" : WeightsMatch.named(fresh),
              leftOver.isEmpty() ? "" : "; left over: " + WeightsMatch.named(leftOver));
    }
  }

  /**
   * Checks that a file holds a network's weights, without reading them.
   *
   * @param file a safetensors file
   * @param plan the network
   * @throws InputException if the file can't be read, is of another kind or holds the weights of
   *     another network
   */
  public static void check(Path file, NetworkPlan plan) {
    WeightsMatch.of(file, Safetensors.header(file, Wanted.WEIGHTS), plan);
  }

  /**
   * Puts a file's weights into a network.
   *
   * @param file a safetensors file of float64, float32, float16 or bfloat16
   * @param network a fresh network
   * @param device where it lives
   * @return what became of the tensors
   * @throws InputException if the file can't be read, holds the weights of another network, numbers
   *     that are not finite, a variance that is negative or zero throughout, or zeros where weights
   *     should be, also in a head that is not taken
   */
  public static Outcome load(Path file, Network network, ComputeDevice device) {
    NetworkPlan plan = network.plan();
    SafetensorsHeader header = Safetensors.header(file, Wanted.WEIGHTS);
    WeightsMatch match = WeightsMatch.of(file, header, plan);
    List<String> heads = match.heads(header, plan);
    Set<String> names = new HashSet<>(match.taken().values());
    names.addAll(heads);
    Safetensors.Content content = Safetensors.read(file, device, Wanted.WEIGHTS, names::contains);
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      Map<String, Tensor> ready = new LinkedHashMap<>();
      for (TensorSpec spec : plan.tensors()) {
        String name = match.taken().get(spec.name());
        if (name != null) {
          Tensor tensor = Objects.requireNonNull(content.tensors().get(name));
          if (!tensor.isfinite().all().item_bool()) {
            throw InputException.in(
                file,
                "tensor %s holds numbers that are not finite; give other weights".formatted(name));
          }
          PossibleWeights.require(file, name, tensor);
          ready.put(spec.name(), fitted(spec, tensor));
        }
      }
      for (String head : heads) {
        PossibleWeights.require(file, head, Objects.requireNonNull(content.tensors().get(head)));
      }
      ready.forEach(
          (name, tensor) ->
              Objects.requireNonNull(network.tensors().get(name)).detach().copy_(tensor));
    } finally {
      content.tensors().values().forEach(Tensor::close);
    }
    return new Outcome(
        match.taken().size(), match.prefix(), match.adapted(), match.fresh(), match.leftOver());
  }

  /** The tensor in the shape that is wanted. */
  private static Tensor fitted(TensorSpec spec, Tensor tensor) {
    List<Long> has = Tensors.shape(tensor);
    if (has.equals(spec.shape())) {
      return tensor;
    }
    return WeightsMatch.isRepeated(spec, has)
        ? torch.cat(new TensorVector(tensor, tensor), 1).mul(new Scalar(0.5))
        : interpolated(tensor, has.get(1) - 1, spec.shape().get(1) - 1);
  }

  /** Positions of a square grid behind the class token's, for another grid. */
  private static Tensor interpolated(Tensor positions, long from, long to) {
    long sideFrom = Math.round(Math.sqrt(from));
    long sideTo = Math.round(Math.sqrt(to));
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
