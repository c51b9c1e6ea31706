package org.allnet.detect.training;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.allnet.detect.box.FieldPixels;
import org.allnet.detect.box.FieldTensors;
import org.allnet.detect.field.LabelledField;
import org.allnet.evaluation.detection.TrueBox;
import org.allnet.inference.compute.Device;
import org.allnet.inference.engine.device.ComputeDevice;
import org.allnet.inference.engine.device.Tensors;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * The fields that training changes, kept at most a little larger than it can use: a field of 2,560
 * pixels in an input of 320 would else be resized again in each epoch.
 *
 * @param fields by name
 */
record FieldStore(Map<String, LabelledField> fields) {

  /** Copies {@code fields}, so that nothing changes it from outside. */
  FieldStore {
    fields = Map.copyOf(fields);
  }

  /**
   * Keeps fields.
   *
   * @param fields the fields
   * @param most pixels of the longer side that training can use
   */
  static FieldStore of(List<LabelledField> fields, int most) {
    Map<String, LabelledField> kept = new HashMap<>();
    fields.forEach(field -> kept.put(field.name(), reduced(field, most)));
    return new FieldStore(kept);
  }

  LabelledField named(String name) {
    return Objects.requireNonNull(fields.get(name), name);
  }

  /**
   * Reduces a field.
   *
   * @param field the field
   * @param most pixels of its longer side
   * @return it; the same if it is no larger
   */
  static LabelledField reduced(LabelledField field, int most) {
    int width = field.pixels().width();
    int height = field.pixels().height();
    double scale = (double) most / Math.max(width, height);
    if (scale >= 1) {
      return field;
    }
    int newWidth = Math.max(1, (int) Math.round(width * scale));
    int newHeight = Math.max(1, (int) Math.round(height * scale));
    double across = (double) newWidth / width;
    double down = (double) newHeight / height;
    List<TrueBox> truths =
        field.truths().stream()
            .map(
                truth ->
                    new TrueBox(
                        truth.id(),
                        truth.classIndex(),
                        truth.box().scaled(across, down),
                        truth.area() * across * down,
                        truth.crowd()))
            .toList();
    return new LabelledField(
        field.name(), field.person(), resized(field.pixels(), newHeight, newWidth), truths);
  }

  private static FieldPixels resized(FieldPixels pixels, int height, int width) {
    try (PointerScope scope = new PointerScope()) {
      Tensor small = FieldTensors.resized(pixels, height, width, ComputeDevice.of(Device.CPU));
      return new FieldPixels(
          width, height, Tensors.toBytes(small.permute(1, 2, 0).mul(new Scalar(255.0)).round()));
    }
  }
}
