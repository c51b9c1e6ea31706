package org.allnet.detect.model;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.allnet.data.InputException;
import org.allnet.data.OptionException;
import org.allnet.data.file.FileFormat;
import org.allnet.data.file.Json;
import org.allnet.inference.engine.device.ComputeDevice;
import org.allnet.inference.engine.device.Tensors;
import org.allnet.inference.model.Safetensors;
import org.allnet.inference.network.architecture.Network;
import org.allnet.inference.network.architecture.NetworkOptions;
import org.allnet.inference.network.architecture.NetworkPlan;
import org.allnet.inference.network.architecture.TensorSpec;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Networks with what is known of them, in one safetensors file each. */
public final class StoredNetwork {

  private StoredNetwork() {}

  /**
   * Writes a network atomically.
   *
   * @param file where to
   * @param network its weights
   * @param key the name of the description in the file
   * @param format the format of the description
   * @param description a record
   * @param half whether to store half precision
   */
  static void write(
      Path file, Network network, String key, FileFormat format, Object description, boolean half) {
    Safetensors.write(
        file,
        network.tensors(),
        Map.of("format", "pt", key, Json.line(format.mark(Json.object(description)))),
        half);
  }

  /**
   * Returns a network with the weights that a file of half precision gives back, so that what is
   * measured of it holds for the file.
   *
   * @param network the network
   * @return a copy whose weights are rounded to 16 bits; the caller closes it
   */
  public static Network asStored(Network network) {
    Map<String, Tensor> rounded = new LinkedHashMap<>();
    network
        .tensors()
        .forEach(
            (name, tensor) -> {
              try (Tensor whole = tensor.detach();
                  Tensor half = whole.to(ScalarType.Half)) {
                rounded.put(name, half.to(ScalarType.Float));
              }
            });
    return new Network(network.plan(), rounded);
  }

  /**
   * Reads the weights of a network.
   *
   * @param file a file of {@link #write}
   * @param device where they go
   * @param plan the network that the description says
   * @param what what the network is, such as {@code a detector yolox-light}
   * @return the network; the caller closes it
   * @throws InputException if the file is missing, cut short or altered, or its tensors are not
   *     those of the network
   */
  static Network read(Path file, ComputeDevice device, NetworkPlan plan, String what) {
    Map<String, Tensor> tensors = new LinkedHashMap<>(Safetensors.read(file, device).tensors());
    try {
      for (TensorSpec spec : plan.tensors()) {
        Tensor tensor = tensors.get(spec.name());
        if (tensor == null || !Tensors.shape(tensor).equals(spec.shape())) {
          throw InputException.in(
              file,
              "tensor %s is not that of %s; the file is altered, copy it again"
                  .formatted(spec.name(), what));
        }
      }
      if (tensors.size() != plan.tensors().size()) {
        throw InputException.in(
            file, "has tensors that its network has not; the file is altered, copy it again");
      }
      return new Network(plan, tensors);
    } catch (RuntimeException | Error e) {
      tensors.values().forEach(Tensor::close);
      throw e;
    }
  }

  /** What makes the options of a network, which may be out of range in an altered file. */
  interface Options {

    /** {@return them, or throws what is wrong} */
    NetworkOptions options();
  }

  /**
   * Plans the network that a file describes.
   *
   * @param described what its description says
   * @param file the file
   * @throws InputException if there is no such network
   */
  static NetworkPlan plan(Options described, Path file) {
    try {
      return new NetworkPlan(described.options());
    } catch (OptionException e) {
      throw InputException.in(file, e.sentence(), e);
    }
  }
}
