package org.allnet.detect.training;

import static java.util.Objects.requireNonNull;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.allnet.detect.field.OutlinedCell;
import org.allnet.detect.mask.MaskScores;
import org.allnet.detect.mask.SegmenterInference;
import org.allnet.detect.model.SegmenterDescription;
import org.allnet.detect.model.StoredNetwork;
import org.allnet.evaluation.detection.MaskMetric;
import org.allnet.inference.engine.device.ComputeDevice;
import org.allnet.inference.engine.device.Tensors;
import org.allnet.inference.image.input.ImageBatch;
import org.allnet.inference.network.architecture.Network;
import org.allnet.inference.network.architecture.Outputs;
import org.allnet.training.augmentation.Sample;
import org.allnet.training.trainer.Task;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Telling the nucleus and the cytoplasm of a cell from the ground and from other cells. What is
 * made small is the cross-entropy of all pixels, and what the overlap of cells and nuclei lacks to
 * 1 (Milletari et al. 2016, arXiv 1606.04797, section 3). Validation is by Dice's coefficient of
 * the masks that a user gets, of the weights as they are stored, with 16 bits.
 */
final class MaskTask implements Task<MaskTask.Batch> {

  private static final int BANDS = 3;

  /** Half of the cells that lie beside others are of the same picture, and so of its colours. */
  private static final double SAME_PICTURE = 0.5;

  private final int side;
  private final double times;
  private final Map<String, CellSource> training = new HashMap<>();
  private final List<CellSource> all;
  private final Map<String, OutlinedCell> validation = new LinkedHashMap<>();
  private final ComputeDevice device;

  /**
   * Creates a task with its cells.
   *
   * @param side of the input in pixels
   * @param times side of the window as a multiple of a box's longer side
   * @param training the training cells
   * @param validation the validation cells
   * @param device where to train
   */
  MaskTask(
      int side,
      double times,
      List<OutlinedCell> training,
      List<OutlinedCell> validation,
      ComputeDevice device) {
    this.side = side;
    this.times = times;
    this.all = training.stream().map(cell -> CellSource.of(cell, times, side)).toList();
    for (int i = 0; i < training.size(); i++) {
      this.training.put(training.get(i).name(), all.get(i));
    }
    validation.forEach(cell -> this.validation.put(cell.name(), cell));
    this.device = device;
  }

  /**
   * Inputs with the classes of their pixels.
   *
   * @param input what the network sees
   * @param targets (batch, classes, side, side): 1 for the class of a pixel, no class outside of
   *     the picture
   */
  record Batch(ImageBatch input, Tensor targets) {}

  @Override
  public ComputeDevice device() {
    return device;
  }

  private interface Drawing {
    void into(MaskScene scene, CellSource cell);
  }

  private Batch drawn(List<Sample> samples, Drawing drawing) {
    float[] input = new float[samples.size() * BANDS * side * side];
    float[] targets = new float[samples.size() * SegmenterDescription.CLASSES * side * side];
    for (int i = 0; i < samples.size(); i++) {
      drawing.into(
          new MaskScene(side, times, input, targets, i),
          requireNonNull(training.get(samples.get(i).image())));
    }
    return new Batch(
        new ImageBatch(
            Tensors.ofFloats(input, device.torch(), samples.size(), BANDS, side, side), List.of()),
        Tensors.ofFloats(
            targets, device.torch(), samples.size(), SegmenterDescription.CLASSES, side, side));
  }

  @Override
  public Batch batch(List<Sample> samples) {
    return drawn(samples, MaskScene::plain);
  }

  @Override
  public Batch changed(List<Sample> samples, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    return drawn(
        samples,
        (scene, cell) -> {
          boolean same = random.nextDouble() < SAME_PICTURE;
          CellSource other = same ? cell : all.get(random.nextInt(all.size()));
          scene.changed(cell, other, random.split());
        });
  }

  @Override
  public ImageBatch input(Batch batch) {
    return batch.input();
  }

  @Override
  public Tensor loss(Outputs outputs, Batch batch) {
    Tensor targets = batch.targets();
    Tensor known = targets.sum();
    Tensor entropy = torch.log_softmax(outputs.logits(), 1).mul(targets).sum().neg().div(known);
    Tensor inside = targets.sum(1);
    Tensor said = torch.softmax(outputs.logits(), 1);
    Tensor cells = said.select(1, SegmenterDescription.GROUND).neg().add(new Scalar(1.0));
    Tensor ground = targets.select(1, SegmenterDescription.GROUND);
    return entropy
        .add(lacking(cells.mul(inside), inside.sub(ground)))
        .add(
            lacking(
                said.select(1, SegmenterDescription.NUCLEUS).mul(inside),
                targets.select(1, SegmenterDescription.NUCLEUS)));
  }

  /** What a soft Dice coefficient of the whole batch lacks to 1. */
  private static Tensor lacking(Tensor said, Tensor truth) {
    Tensor common = said.mul(truth).sum().mul(new Scalar(2.0)).add(new Scalar(1.0));
    Tensor both = said.sum().add(truth.sum()).add(new Scalar(1.0));
    return common.div(both).neg().add(new Scalar(1.0));
  }

  @Override
  public Validation validate(Network network, List<Sample> samples, Runnable beforeBatch) {
    try (Network stored = StoredNetwork.asStored(network);
        SegmenterInference inference = SegmenterInference.of(stored, times, device)) {
      List<MaskScores> scores =
          samples.stream()
              .map(
                  sample -> {
                    beforeBatch.run();
                    OutlinedCell cell = requireNonNull(validation.get(sample.image()));
                    return MaskScores.of(
                        cell,
                        inference.masks(cell.picture(), List.of(cell.box())).get(0).orElse(null));
                  })
              .toList();
      double cell = scores.stream().mapToDouble(MaskScores::cell).average().orElse(0);
      double nucleus = scores.stream().mapToDouble(MaskScores::nucleus).average().orElse(0);
      return new Validation(
          1 - (cell + nucleus) / 2, Map.of(MaskMetric.CELL, cell, MaskMetric.NUCLEUS, nucleus));
    }
  }
}
