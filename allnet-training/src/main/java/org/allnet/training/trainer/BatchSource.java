package org.allnet.training.trainer;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.allnet.data.image.CellPixels;
import org.allnet.data.image.CellStore;
import org.allnet.data.seed.Seeds;
import org.allnet.inference.compute.InferenceMode;
import org.allnet.inference.engine.device.ComputeDevice;
import org.allnet.inference.engine.device.Tensors;
import org.allnet.inference.engine.group.BatchPart;
import org.allnet.inference.engine.window.Footprint;
import org.allnet.inference.image.input.BatchTransform;
import org.allnet.inference.image.input.ImageBatch;
import org.allnet.inference.image.input.InputOptions;
import org.allnet.inference.image.pixels.PixelTransfer;
import org.allnet.training.augmentation.PlannedTransform;
import org.allnet.training.augmentation.Sample;
import org.allnet.training.augmentation.online.MixUp;
import org.allnet.training.augmentation.online.OnlineAugmentation;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Makes batches from decoded cells: stacked, segmented, augmented.
 *
 * @param store the decoded images; on a GPU cropped as the input says, so that those seen again are
 *     the same objects
 * @param transfer their way to where batches are made
 * @param input what is done to them first
 * @param inputSize side of the network's input in pixels
 * @param classes the number of classes
 * @param boxes whether it is told where each cell lies
 * @param mode how answers are computed: in the exact mode nobody asks for footprints
 */
public record BatchSource(
    CellStore store,
    PixelTransfer transfer,
    InputOptions input,
    int inputSize,
    int classes,
    boolean boxes,
    InferenceMode mode) {

  /** {@return where batches are made} */
  public ComputeDevice device() {
    return transfer.device();
  }

  /**
   * A batch.
   *
   * @param input the images and their footprints
   * @param targets (batch, classes), fractions of each class
   * @param boxes (batch, 4), where each cell lies, or null if nobody asks
   * @param together the targets of all images that the processes of a group compute together, if
   *     this is the part of one of them; else null
   */
  public record Batch(
      ImageBatch input, Tensor targets, @Nullable Tensor boxes, @Nullable Tensor together) {

    /**
     * A batch that one process computes.
     *
     * @param input the images and their footprints
     * @param targets (batch, classes), fractions of each class
     * @param boxes (batch, 4), where each cell lies, or null if nobody asks
     */
    public Batch(ImageBatch input, Tensor targets, @Nullable Tensor boxes) {
      this(input, targets, boxes, null);
    }
  }

  /** What the samples say, then random augmentation. */
  private record PlannedThenRandom(
      PlannedTransform planned, OnlineAugmentation online, List<SplittableRandom> draws)
      implements BatchTransform {

    @Override
    public Reach reach(int image) {
      return online.reach().or(planned.reach(image));
    }

    @Override
    public Tensor apply(Tensor images, int first, int frameSide) {
      Tensor base = planned.apply(images, first, frameSide);
      return online.apply(base, draws.subList(first, first + (int) images.size(0)));
    }
  }

  /**
   * Makes a batch.
   *
   * @param samples which images and what is done to each
   * @return tensors for the caller's scope to free
   */
  public Batch batch(List<Sample> samples) {
    return batch(samples, new PlannedTransform(samples));
  }

  /**
   * Makes a batch that is changed at random.
   *
   * @param samples which images and what is done to each
   * @param changes how it is changed
   * @param seed what the changes are drawn from
   * @return tensors for the caller's scope to free
   */
  public Batch changed(List<Sample> samples, TrainingOptions.ImageAugmentation changes, long seed) {
    OnlineAugmentation online = new OnlineAugmentation(changes.augmentation());
    Batch batch =
        batch(
            samples,
            new PlannedThenRandom(
                new PlannedTransform(samples), online, online.draws(samples.size(), seed)));
    if (changes.mixUp() == 0) {
      return batch;
    }
    MixUp mixing = MixUp.draw(changes.mixUp(), samples.size(), Seeds.of(seed, 1));
    Tensor mixed = mixing.mix(batch.input().images());
    Tensor where = batch.boxes();
    return new Batch(
        new ImageBatch(mixed, mixed(batch.input().footprints(), mixing)),
        mixing.mix(batch.targets()),
        where == null ? null : mixing.mix(where));
  }

  /**
   * Makes this process's part of a batch that is changed at random. The draws are those of the
   * whole batch.
   *
   * @param samples which images the whole batch has and what is done to each
   * @param changes how it is changed
   * @param seed what the changes are drawn from
   * @param part which part
   * @return tensors for the caller's scope to free
   */
  public Batch changed(
      List<Sample> samples, TrainingOptions.ImageAugmentation changes, long seed, BatchPart part) {
    if (part.group().isAlone()) {
      return changed(samples, changes, seed);
    }
    if (changes.mixUp() > 0 || part.isWhole()) {
      // An image may be mixed with one of another process.
      return part(changed(samples, changes, seed), part);
    }
    List<Sample> own = part.rows(samples);
    OnlineAugmentation online = new OnlineAugmentation(changes.augmentation());
    Batch batch =
        batch(
            own,
            new PlannedThenRandom(
                new PlannedTransform(own), online, part.rows(online.draws(samples.size(), seed))));
    return new Batch(batch.input(), batch.targets(), batch.boxes(), targets(samples));
  }

  private static Batch part(Batch whole, BatchPart part) {
    Tensor where = whole.boxes();
    return new Batch(
        new ImageBatch(part.rows(whole.input().images()), part.rows(whole.input().footprints())),
        part.rows(whole.targets()),
        where == null ? null : part.rows(where),
        part.isWhole() ? whole.targets().repeat(part.group().size(), 1) : whole.targets());
  }

  /** An image that another is laid on covers what both cover. */
  private static List<Footprint> mixed(List<Footprint> own, MixUp mixing) {
    List<Footprint> both = new ArrayList<>();
    for (int i = 0; i < own.size(); i++) {
      both.add(own.get(i).union(own.get((int) mixing.partners()[i])));
    }
    return both;
  }

  private Batch batch(List<Sample> samples, BatchTransform change) {
    List<CellPixels> cells = samples.stream().map(sample -> store.get(sample.image())).toList();
    ImageBatch made = input.batch(cells, inputSize, transfer, mode != InferenceMode.EXACT, change);
    return new Batch(made, targets(samples), boxes ? BoxTargets.of(made.images()) : null);
  }

  private Tensor targets(List<Sample> samples) {
    return oneHot(new ArrayList<>(samples.stream().map(Sample::label).toList()), classes, device());
  }

  /** Labels as fractions: (batch, classes), for the caller's scope to free. */
  static Tensor oneHot(List<Integer> labels, int classes, ComputeDevice device) {
    float[] fractions = new float[labels.size() * classes];
    for (int i = 0; i < labels.size(); i++) {
      fractions[i * classes + labels.get(i)] = 1;
    }
    return Tensors.ofFloats(fractions, device.torch(), labels.size(), classes);
  }
}
