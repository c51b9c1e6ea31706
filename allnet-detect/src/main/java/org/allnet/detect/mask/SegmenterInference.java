package org.allnet.detect.mask;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.allnet.data.field.BoundingBox;
import org.allnet.data.image.region.PictureRegions;
import org.allnet.detect.scale.PictureSamples;
import org.allnet.inference.compute.InferenceMode;
import org.allnet.inference.engine.device.ComputeDevice;
import org.allnet.inference.engine.device.Tensors;
import org.allnet.inference.network.architecture.Network;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.global.torch;

/**
 * A segmenter's network with fixed weights, asked about cells of pictures. Thread-safe until
 * closed.
 *
 * @param network the network as it is
 * @param inputSize side of its input
 * @param times side of what it sees as a multiple of a box's longer side
 * @param device where it is
 */
public record SegmenterInference(
    Network.Inference network, int inputSize, double times, ComputeDevice device)
    implements AutoCloseable {

  private static final int AT_ONCE = 16;

  private static final int BANDS = 3;

  /**
   * Returns what asks a segmenter about cells.
   *
   * @param network a segmenter; its weights must stay until this is closed
   * @param times side of what it sees as a multiple of a box's longer side
   * @param device where it is
   * @return it; the caller closes it, not the network
   */
  public static SegmenterInference of(Network network, double times, ComputeDevice device) {
    return new SegmenterInference(
        network.inference(InferenceMode.THROUGHPUT),
        network.plan().options().inputSize(),
        times,
        device);
  }

  /**
   * Outlines cells.
   *
   * @param picture the picture
   * @param boxes around the cells, in pixels of the picture
   * @return the pixels of each, in their order; empty if nothing was found in a box
   * @throws org.allnet.data.InputException if a part of the picture can't be read
   */
  public List<Optional<CellMask>> masks(PictureRegions picture, List<BoundingBox> boxes) {
    List<Optional<CellMask>> masks = new ArrayList<>();
    for (int from = 0; from < boxes.size(); from += AT_ONCE) {
      masks.addAll(some(picture, boxes.subList(from, Math.min(boxes.size(), from + AT_ONCE))));
    }
    return masks;
  }

  private List<Optional<CellMask>> some(PictureRegions picture, List<BoundingBox> boxes) {
    List<BoundingBox> inside = new ArrayList<>();
    List<CellWindow> windows = new ArrayList<>();
    for (BoundingBox box : boxes) {
      if (!box.clippedTo(picture.width(), picture.height()).isEmpty()) {
        inside.add(box);
        windows.add(CellWindow.of(box, times, inputSize));
      }
    }
    List<float[]> said = windows.isEmpty() ? List.of() : probabilities(picture, windows);
    List<Optional<CellMask>> masks = new ArrayList<>();
    int next = 0;
    for (BoundingBox box : boxes) {
      if (next < inside.size() && inside.get(next).equals(box)) {
        masks.add(
            new MaskDrawing(windows.get(next), said.get(next), picture.width(), picture.height())
                .draw(box));
        next++;
      } else {
        masks.add(Optional.empty());
      }
    }
    return masks;
  }

  private List<float[]> probabilities(PictureRegions picture, List<CellWindow> windows) {
    int numbers = BANDS * inputSize * inputSize;
    float[] inputs = new float[windows.size() * numbers];
    for (int i = 0; i < windows.size(); i++) {
      fill(picture, windows.get(i), inputs, i * numbers);
    }
    try (PointerScope scope = new PointerScope()) {
      float[] said =
          Tensors.toFloats(
              torch.softmax(
                  network.logits(
                      Tensors.ofFloats(
                          inputs, device.torch(), windows.size(), BANDS, inputSize, inputSize),
                      List.of()),
                  1));
      return MaskDrawing.parts(said, inputSize);
    }
  }

  private static void fill(PictureRegions picture, CellWindow window, float[] inputs, int at) {
    PictureSamples samples = PictureSamples.of(picture, window.box(), window.scale());
    int side = window.pixels();
    double[] mean = new double[BANDS];
    for (int row = 0; row < side; row++) {
      for (int column = 0; column < side; column++) {
        samples.mean(window.x(column), window.y(row), mean);
        for (int band = 0; band < BANDS; band++) {
          inputs[at + (band * side + row) * side + column] = (float) (mean[band] / 255);
        }
      }
    }
  }

  @Override
  public void close() {
    network.close();
  }
}
