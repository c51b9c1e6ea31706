package org.allnet.network.training;

import java.util.List;
import org.allnet.data.image.CellPixels;
import org.allnet.data.image.CellStore;
import org.allnet.network.augmentation.Augmenter;
import org.allnet.network.augmentation.Sample;
import org.allnet.network.device.ComputeDevice;
import org.allnet.network.device.Tensors;
import org.allnet.network.pixels.Frames;
import org.allnet.network.segmentation.SegmentationMode;
import org.allnet.network.segmentation.Segmenter;
import org.allnet.network.window.ForegroundWindows;
import org.allnet.network.window.Window;
import org.bytedeco.pytorch.Tensor;

/**
 * Makes batches from decoded cells: stacked, segmented, augmented.
 *
 * @param store the decoded images
 * @param segmentation what is done to them first
 * @param inputSize side of the network's input in pixels
 * @param dense whether foreground windows are left out
 * @param device where batches are made
 */
public record BatchSource(
    CellStore store,
    SegmentationMode segmentation,
    int inputSize,
    boolean dense,
    ComputeDevice device) {

  /**
   * A batch.
   *
   * @param images (batch, 3, size, size) in [0,1]
   * @param windows the foreground of each, or none for whole frames
   * @param labels (batch), class indices
   */
  public record Batch(Tensor images, List<Window> windows, Tensor labels) {}

  /**
   * Makes a batch.
   *
   * @param samples which images and what is done to each
   * @return tensors for the caller's scope to free
   */
  public Batch batch(List<Sample> samples) {
    List<CellPixels> cells = samples.stream().map(sample -> store.get(sample.image())).toList();
    Tensor images =
        Augmenter.apply(
            Segmenter.apply(segmentation, Frames.stack(cells, inputSize, device)), samples);
    long[] labels = samples.stream().mapToLong(Sample::label).toArray();
    return new Batch(
        images,
        dense ? List.of() : ForegroundWindows.measure(images),
        Tensors.ofLongs(labels, device.torch(), labels.length));
  }
}
