package org.allnet.detect;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.allnet.data.field.BoundingBox;
import org.allnet.data.image.region.PictureRegions;
import org.allnet.detect.mask.CellMask;
import org.allnet.detect.mask.SegmenterInference;
import org.allnet.detect.model.SegmenterDescription;
import org.allnet.detect.model.SegmenterFile;
import org.allnet.inference.compute.Device;
import org.allnet.inference.engine.device.ComputeDevice;

/**
 * Outlines cells whose boxes are known: which pixels are of the cell, and which of its nucleus.
 *
 * <pre>{@code
 * try (CellSegmenter segmenter = CellSegmenter.open(Path.of("segmenter.safetensors"), Device.CPU);
 *     PictureRegions picture = LargePictures.open(Path.of("field.jpg"))) {
 *   BoundingBox box = BoundingBox.ofSize(200, 150, 90, 100);
 *   segmenter.masks(picture, List.of(box)).get(0).ifPresent(m -> System.out.println(m.cell().area()));
 * }
 * }</pre>
 *
 * <p>Thread-safe until closed.
 */
public final class CellSegmenter implements AutoCloseable {

  private final SegmenterFile file;
  private final SegmenterInference inference;

  private CellSegmenter(SegmenterFile file, ComputeDevice device) {
    this.file = file;
    this.inference = SegmenterInference.of(file.network(), file.description().window(), device);
  }

  /**
   * Opens a segmenter.
   *
   * @param model a file of {@link SegmenterFile}
   * @param device where to compute
   * @return the segmenter; the caller closes it
   * @throws org.allnet.data.InputException if the file is no segmenter, or damaged
   */
  public static CellSegmenter open(Path model, Device device) {
    ComputeDevice where = ComputeDevice.of(device);
    return new CellSegmenter(SegmenterFile.read(model, where), where);
  }

  /** {@return what is known of the segmenter} */
  public SegmenterDescription description() {
    return file.description();
  }

  /**
   * Outlines cells, each by itself: those that overlap have pixels in common.
   *
   * @param picture the picture
   * @param boxes around the cells, in pixels of the picture
   * @return the pixels of each, in their order; empty if nothing was found in a box
   * @throws org.allnet.data.InputException if a part of the picture can't be read
   */
  public List<Optional<CellMask>> masks(PictureRegions picture, List<BoundingBox> boxes) {
    return inference.masks(picture, boxes);
  }

  @Override
  public void close() {
    inference.close();
    file.close();
  }
}
