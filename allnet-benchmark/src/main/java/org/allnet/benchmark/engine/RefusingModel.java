package org.allnet.benchmark.engine;

import java.util.ArrayList;
import java.util.List;
import org.allnet.data.image.CellPixels;
import org.allnet.inference.compute.InferenceMode;
import org.allnet.inference.engine.device.ComputeDevice;
import org.allnet.inference.model.ModelFile;
import org.allnet.inference.prediction.Predictor;
import org.allnet.inference.prediction.RefusalFit;

/**
 * A model with what refuses images, for timing alone: it is fitted to the cells of the benchmark,
 * turned and mirrored, so that there are as many principal axes as after a real training.
 */
public final class RefusingModel {

  private static final double ACCEPTED = 0.95;
  private static final int LEAST = 16;

  private RefusingModel() {}

  /**
   * Writes it beside the model.
   *
   * @param order where the model and the cells are
   * @param cells square cells, at least one; their labels do not matter to how long it takes
   * @param device where to compute
   */
  public static void write(WorkOrder order, List<LabelledCell> cells, ComputeDevice device) {
    List<CellPixels> images = new ArrayList<>();
    List<Integer> labels = new ArrayList<>();
    while (images.size() < LEAST) {
      for (LabelledCell cell : cells) {
        for (int turn = 0; turn < 8; turn++) {
          images.add(turned(cell.pixels(), (turn & 1) > 0, (turn & 2) > 0, (turn & 4) > 0));
          labels.add(labels.size() % 2);
        }
      }
    }
    ModelFile model = ModelFile.read(order.model(), device);
    try (Predictor predictor = new Predictor(model, device, InferenceMode.THROUGHPUT)) {
      model
          .refusing(RefusalFit.of(predictor, images, labels, images, ACCEPTED, 1).model())
          .write(order.refusing(), false);
    }
  }

  private static CellPixels turned(
      CellPixels cell, boolean upsideDown, boolean mirrored, boolean transposed) {
    int height = transposed ? cell.width() : cell.height();
    int width = transposed ? cell.height() : cell.width();
    byte[] rgb = new byte[height * width * 3];
    for (int row = 0; row < height; row++) {
      for (int column = 0; column < width; column++) {
        int y = transposed ? column : row;
        int x = transposed ? row : column;
        int from =
            (upsideDown ? cell.height() - 1 - y : y) * cell.width()
                + (mirrored ? cell.width() - 1 - x : x);
        System.arraycopy(cell.rgb(), from * 3, rgb, (row * width + column) * 3, 3);
      }
    }
    int top = upsideDown ? cell.frameHeight() - cell.top() - cell.height() : cell.top();
    int left = mirrored ? cell.frameWidth() - cell.left() - cell.width() : cell.left();
    return new CellPixels(
        transposed ? cell.frameWidth() : cell.frameHeight(),
        transposed ? cell.frameHeight() : cell.frameWidth(),
        transposed ? left : top,
        transposed ? top : left,
        height,
        width,
        rgb);
  }
}
