package org.allnet.detect.model;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ObjIntConsumer;
import org.allnet.data.InputException;
import org.allnet.data.Invocation;
import org.allnet.data.OptionException;
import org.allnet.data.Sentence;
import org.allnet.data.file.FileFormat;
import org.allnet.data.file.Json;
import org.allnet.inference.engine.device.ComputeDevice;
import org.allnet.inference.engine.device.Tensors;
import org.allnet.inference.model.Safetensors;
import org.allnet.inference.network.architecture.Network;
import org.allnet.inference.network.architecture.NetworkPlan;
import org.allnet.inference.network.architecture.TensorSpec;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Files of one kind, each with a network and what is known of it.
 *
 * @param <D> what is known of a network
 */
public final class StoredNetwork<D extends Record & DescribedNetwork> {

  private final String kind;
  private final String key;
  private final FileFormat format;
  private final Class<D> type;
  private final String maker;
  private final ObjIntConsumer<ObjectNode> upgrade;

  /**
   * Says what files of a kind are.
   *
   * @param kind the word for what is in one, such as {@code detector}
   * @param key the name of the description in a file
   * @param format the format of the description
   * @param type the description
   * @param maker the command that makes such files
   * @param upgrade makes of the description of a version, which it is told, one of the newest
   */
  StoredNetwork(
      String kind,
      String key,
      FileFormat format,
      Class<D> type,
      String maker,
      ObjIntConsumer<ObjectNode> upgrade) {
    this.kind = kind;
    this.key = key;
    this.format = format;
    this.type = type;
    this.maker = maker;
    this.upgrade = upgrade;
  }

  /**
   * Writes a file atomically.
   *
   * @param file where to
   * @param network the weights
   * @param description what is known of them
   * @param half whether to store half precision
   */
  void write(Path file, Network network, D description, boolean half) {
    Safetensors.write(
        file,
        network.tensors(),
        Map.of("format", "pt", key, Json.line(format.mark(Json.object(description)))),
        half);
  }

  /**
   * Returns whether a file is plainly of this kind.
   *
   * @param file a safetensors file
   * @throws InputException if it is missing, cut short or none of that format
   */
  boolean isOne(Path file) {
    return Safetensors.metadata(file).containsKey(key);
  }

  /**
   * Reads what a file says of its network, without the weights.
   *
   * @param file a file that {@link #write} has made
   * @return the description
   * @throws InputException if the file is missing, cut short or foreign, or a part of its
   *     description is not what one of this kind is
   */
  D describe(Path file) {
    String text = Safetensors.metadata(file).get(key);
    if (text == null) {
      throw InputException.in(
          file,
          Sentence.of("is no %s of ALLNet; give one that %s has made", kind, Invocation.of(maker)));
    }
    D description = Safetensors.description(text, format, type, file, upgrade);
    plan(description, file);
    return description;
  }

  /**
   * Reads the weights of a network.
   *
   * @param file a file that {@link #write} has made
   * @param device where they go
   * @param description what is known of the network
   * @return the network; the caller closes it
   * @throws InputException if the file is missing, cut short or altered, or its tensors are not
   *     those of the network
   */
  Network read(Path file, ComputeDevice device, D description) {
    NetworkPlan plan = plan(description, file);
    Map<String, Tensor> tensors = new LinkedHashMap<>(Safetensors.read(file, device).tensors());
    try {
      for (TensorSpec spec : plan.tensors()) {
        Tensor tensor = tensors.get(spec.name());
        if (tensor == null || !Tensors.shape(tensor).equals(spec.shape())) {
          throw InputException.in(
              file,
              "tensor %s is not that of a %s %s; the file is altered, copy it again"
                  .formatted(spec.name(), kind, description.network()));
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

  /** Plans the network that a file describes, whose options may be out of range. */
  private NetworkPlan plan(D description, Path file) {
    try {
      return new NetworkPlan(description.options());
    } catch (OptionException e) {
      throw InputException.in(file, e.sentence(), e);
    }
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
}
