package org.allnet.detect.box;

import java.util.List;
import java.util.Objects;
import org.allnet.evaluation.detection.Detection;
import org.allnet.inference.compute.InferenceMode;
import org.allnet.inference.engine.device.ComputeDevice;
import org.allnet.inference.engine.device.Tensors;
import org.allnet.inference.engine.layer.Layers.Point;
import org.allnet.inference.network.architecture.Network;
import org.allnet.inference.network.architecture.NetworkOptions;
import org.allnet.inference.network.architecture.Outputs;
import org.bytedeco.javacpp.PointerScope;

/**
 * A detector's network with fixed weights, asked about whole fields. Thread-safe until closed.
 *
 * @param network the network as it is
 * @param options what it was made for
 * @param device where it is
 */
public record FieldInference(
    Network.Inference network, NetworkOptions options, ComputeDevice device)
    implements AutoCloseable {

  /**
   * Returns what asks a detector about fields.
   *
   * @param network a detector; its weights must stay until this is closed
   * @param device where it is
   * @return it; the caller closes it, not the network
   */
  public static FieldInference of(Network network, ComputeDevice device) {
    return new FieldInference(
        network.inference(InferenceMode.THROUGHPUT), network.plan().options(), device);
  }

  /**
   * Returns all boxes of a field, before any of them hides another.
   *
   * @param field its pixels
   * @param least the least score of a box
   * @return the boxes in pixels of the field
   */
  public List<Detection> found(FieldPixels field, double least) {
    try (PointerScope scope = new PointerScope()) {
      Outputs outputs =
          network.outputs(FieldTensors.letterboxed(field, options.inputSize(), device), List.of());
      return FoundBoxes.of(
          numbers(outputs, Point.BOXES),
          numbers(outputs, Point.SCORES),
          options.classes(),
          least,
          new Letterbox(field.width(), field.height(), options.inputSize()));
    }
  }

  private static float[] numbers(Outputs outputs, Point point) {
    return Tensors.toFloats(Objects.requireNonNull(outputs.marks().get(point), point.name()));
  }

  @Override
  public void close() {
    network.close();
  }
}
