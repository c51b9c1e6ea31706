package org.allnet.detect.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.allnet.data.field.BoundingBox;
import org.allnet.data.field.FieldPart;
import org.allnet.detect.CellSegmenter;
import org.allnet.detect.MaskEvaluation;
import org.allnet.detect.field.FieldParts;
import org.allnet.detect.field.OutlinedCell;
import org.allnet.detect.field.TrainedFields;
import org.allnet.detect.mask.CellMask;
import org.allnet.detect.model.NetworkTraining;
import org.allnet.evaluation.interval.BootstrapOptions;
import org.allnet.inference.compute.Device;
import org.allnet.training.trainer.EpochRecord;
import org.allnet.training.trainer.TrainingListener;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A few epochs on drawn cells. */
class MaskTaskTest {

  private static final String HASH = "ab".repeat(32);

  @TempDir Path folder;

  private List<EpochRecord> train(int epochs, List<OutlinedCell> cells) {
    return new MaskTraining(
            epochs,
            4,
            "drawn",
            3,
            Device.CPU,
            new NetworkTraining.Provenance(
                HASH, FieldParts.Origin.OWN, HASH, false, Map.of(), Map.of()),
            new TrainedFields(
                Map.of(
                    "0.png", new TrainedFields.Content(FieldPart.TRAINING, HASH, "cd".repeat(32)))))
        .into(folder, cells.subList(0, 12), cells.subList(12, 14), TrainingListener.NONE);
  }

  @Test
  void train_drawnCells_outlinesOthers() {
    List<OutlinedCell> cells = SyntheticCells.of(16, 60, 5);
    List<EpochRecord> epochs = train(12, cells);

    assertThat(epochs.get(11).trainingLoss()).isLessThan(0.5 * epochs.get(0).trainingLoss());
    OutlinedCell other = cells.get(15);
    try (CellSegmenter segmenter =
        CellSegmenter.open(folder.resolve(MaskTraining.MODEL), Device.CPU)) {
      assertThat(segmenter.description().training().epoch()).isEqualTo(12);
      assertThat(segmenter.description().isTrainedOn(HASH)).isTrue();
      assertThat(segmenter.description().isTrainedOn("cd".repeat(32))).isFalse();
      MaskEvaluation.Judged judged = MaskEvaluation.judge(segmenter, other, other.box());
      assertThat(judged.segmenter().cell()).isGreaterThan(0.9);
      assertThat(judged.segmenter().nucleus()).isGreaterThan(0.9);
      assertThat(judged.ellipse().cell()).isGreaterThan(0.95);
      assertThat(MaskEvaluation.of(List.of(judged), BootstrapOptions.DEFAULTS))
          .singleElement()
          .matches(one -> one.cells() == 1 && one.images().equals("all"));
      requireNoNativeMemory(segmenter, other);
    }
  }

  private static void requireNoNativeMemory(CellSegmenter segmenter, OutlinedCell cell) {
    BoundingBox beside = new BoundingBox(-50, -50, -10, -10);
    long before = 0;
    for (int i = 0; i < 20; i++) {
      if (i == 5) {
        before = Pointer.totalCount();
      }
      List<Optional<CellMask>> masks =
          segmenter.masks(cell.picture(), List.of(cell.box(), beside, cell.box()));
      assertThat(masks.get(0)).isPresent().isEqualTo(masks.get(2));
      assertThat(masks.get(1)).isEmpty();
    }
    assertThat(Pointer.totalCount()).isLessThanOrEqualTo(before);
  }

  /** What lies beside the cell and touches it is ground, and what is not in the picture nothing. */
  @Test
  void changed_anyDraw_hasAtMostOneClass() {
    int side = 32;
    CellSource cell = CellSource.of(SyntheticCells.of(1, 40, 1).get(0), 1.4, side);
    int outside = 0;
    for (int seed = 0; seed < 50; seed++) {
      float[] input = new float[3 * side * side];
      float[] targets = new float[3 * side * side];
      new MaskScene(side, 1.4, input, targets, 0).changed(cell, cell, new SplittableRandom(seed));
      int own = 0;
      for (int p = 0; p < side * side; p++) {
        float sum = targets[p] + targets[side * side + p] + targets[2 * side * side + p];
        assertThat(sum).isIn(0f, 1f);
        outside += sum == 0 ? 1 : 0;
        own += targets[side * side + p] + targets[2 * side * side + p] > 0 ? 1 : 0;
        assertThat(input[p]).isBetween(0f, 1f);
      }
      assertThat(own).isBetween(100, side * side * 3 / 4);
    }
    assertThat(outside).isPositive();
  }
}
