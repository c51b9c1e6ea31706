package org.allnet.detect;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.allnet.data.image.DecodeLimits;
import org.allnet.data.image.ImageDecoder;
import org.allnet.detect.box.FieldInference;
import org.allnet.detect.box.FieldPixels;
import org.allnet.detect.model.DetectorDescription;
import org.allnet.detect.model.DetectorFile;
import org.allnet.evaluation.detection.Detection;
import org.allnet.inference.compute.Device;
import org.allnet.inference.engine.device.ComputeDevice;

/**
 * Finds cells in whole fields.
 *
 * <pre>{@code
 * try (Detector detector = Detector.open(Path.of("detector.safetensors"), Device.CPU)) {
 *   for (Detection cell : detector.detect(Path.of("field.jpg"))) {
 *     System.out.println(detector.classes().get(cell.classIndex()) + " " + cell.box());
 *   }
 * }
 * }</pre>
 *
 * <p>Thread-safe until closed.
 */
public final class Detector implements AutoCloseable {

  private final DetectorFile file;
  private final FieldInference inference;

  private Detector(DetectorFile file, ComputeDevice device) {
    this.file = file;
    this.inference = FieldInference.of(file.network(), device);
  }

  /**
   * Opens a detector.
   *
   * @param model a file of {@link DetectorFile}
   * @param device where to compute
   * @return the detector; the caller closes it
   * @throws org.allnet.data.InputException if the file is no detector, or damaged
   */
  public static Detector open(Path model, Device device) {
    ComputeDevice where = ComputeDevice.of(device);
    return new Detector(DetectorFile.read(model, where), where);
  }

  /** {@return what is known of the detector} */
  public DetectorDescription description() {
    return file.description();
  }

  /** {@return the names of its classes} */
  public List<String> classes() {
    return description().classes();
  }

  /**
   * Finds the cells of a field, as certain as the detector's operating points ask.
   *
   * @param image an image file
   * @return the cells, the most certain first
   * @throws org.allnet.data.InputException if the file is no image that can be read
   */
  public List<Detection> detect(Path image) {
    return detect(FieldPixels.of(new ImageDecoder(DecodeLimits.DEFAULTS).decode(image)));
  }

  /**
   * Finds the cells of a field, as certain as the detector's operating points ask.
   *
   * @param field its pixels
   * @return the cells, the most certain first
   */
  public List<Detection> detect(FieldPixels field) {
    return detect(field, description().operatingPoints());
  }

  /**
   * Finds the cells of a field.
   *
   * @param field its pixels
   * @param leastScores the least score of a box of each class
   * @return the cells, the most certain first, in pixels of the field
   */
  public List<Detection> detect(FieldPixels field, List<Double> leastScores) {
    double least = leastScores.stream().mapToDouble(Double::doubleValue).min().orElse(0);
    List<Detection> certain = new ArrayList<>();
    for (Detection box : inference.found(field, least)) {
      if (box.score() >= leastScores.get(box.classIndex())) {
        certain.add(box);
      }
    }
    return description().suppression().of(certain);
  }

  @Override
  public void close() {
    inference.close();
    file.close();
  }
}
