package org.allnet.network.training;

import java.util.ArrayList;
import java.util.List;
import org.allnet.data.image.CellPixels;
import org.allnet.data.image.CellStore;
import org.allnet.network.augmentation.Augmenter;
import org.allnet.network.augmentation.Sample;
import org.allnet.network.augmentation.online.MixUp;
import org.allnet.network.augmentation.online.OnlineAugmentation;
import org.allnet.network.device.ComputeDevice;
import org.allnet.network.device.Tensors;
import org.allnet.network.input.InputOptions;
import org.allnet.network.seed.Seeds;
import org.allnet.network.window.ForegroundWindows;
import org.allnet.network.window.Window;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Makes batches from decoded cells: stacked, segmented, augmented.
 *
 * @param store the decoded images
 * @param input what is done to them first
 * @param inputSize side of the network's input in pixels
 * @param classes the number of classes
 * @param boxes whether it is told where each cell lies
 * @param dense whether foreground windows are left out
 * @param device where batches are made
 */
public record BatchSource(
    CellStore store,
    InputOptions input,
    int inputSize,
    int classes,
    boolean boxes,
    boolean dense,
    ComputeDevice device) {

  /**
   * A batch.
   *
   * @param images (batch, channels, size, size) in [0,1]
   * @param windows the foreground of each, or none for whole frames
   * @param targets (batch, classes), shares of each class
   * @param boxes (batch, 4), where each cell lies, or null where nobody asks
   */
  public record Batch(
      Tensor images, List<Window> windows, Tensor targets, @Nullable Tensor boxes) {}

  /**
   * Makes a batch.
   *
   * @param samples which images and what is done to each
   * @return tensors for the caller's scope to free
   */
  public Batch batch(List<Sample> samples) {
    Tensor images = input.complete(base(samples));
    return new Batch(images, windows(images), targets(samples), boxes(images));
  }

  /**
   * Makes a batch that is changed at random.
   *
   * @param samples which images and what is done to each
   * @param options how it is changed
   * @param seed what the changes are drawn from
   * @return tensors for the caller's scope to free
   */
  public Batch changed(List<Sample> samples, TrainingOptions options, long seed) {
    Tensor base = new OnlineAugmentation(options.augmentation()).apply(base(samples), seed);
    Tensor images = input.complete(base);
    if (options.mixUp() == 0) {
      return new Batch(images, windows(images), targets(samples), boxes(images));
    }
    MixUp mixing = MixUp.draw(options.mixUp(), samples.size(), Seeds.of(seed, 1));
    Tensor mixed = mixing.mix(images);
    Tensor where = boxes(images);
    return new Batch(
        mixed,
        windows(mixed),
        mixing.mix(targets(samples)),
        where == null ? null : mixing.mix(where));
  }

  private @Nullable Tensor boxes(Tensor images) {
    return boxes ? BoxTargets.of(images) : null;
  }

  private Tensor base(List<Sample> samples) {
    List<CellPixels> cells = samples.stream().map(sample -> store.get(sample.image())).toList();
    return Augmenter.apply(input.base(cells, inputSize, device), samples);
  }

  private List<Window> windows(Tensor images) {
    return dense ? List.of() : ForegroundWindows.measure(images);
  }

  private Tensor targets(List<Sample> samples) {
    return oneHot(new ArrayList<>(samples.stream().map(Sample::label).toList()), classes, device);
  }

  /** Labels as shares: (batch, classes), for the caller's scope to free. */
  static Tensor oneHot(List<Integer> labels, int classes, ComputeDevice device) {
    float[] shares = new float[labels.size() * classes];
    for (int i = 0; i < labels.size(); i++) {
      shares[i * classes + labels.get(i)] = 1;
    }
    return Tensors.ofFloats(shares, device.torch(), labels.size(), classes);
  }
}
