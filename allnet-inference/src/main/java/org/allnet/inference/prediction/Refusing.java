package org.allnet.inference.prediction;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.allnet.data.image.CellPixels;
import org.allnet.evaluation.decision.ReferralReason;
import org.allnet.inference.engine.device.ParallelTasks;
import org.allnet.inference.image.input.InputOptions;
import org.allnet.inference.image.quality.ImageMeasures;
import org.allnet.inference.refusal.Evidence;
import org.allnet.inference.refusal.RefusalModel;

/**
 * A model that refuses images at work. An image whose score is so near to the threshold that
 * rounding could decide is looked at once more, alone: so it is refused or accepted whatever it is
 * asked about together with.
 */
record Refusing(RefusalModel refusal, ModelAnswers answers, InputOptions input) {

  /**
   * Looks at images.
   *
   * @param cells decoded images
   * @param evidence what the model makes of each
   * @return why each is refused; empty if it is accepted
   */
  List<Optional<ReferralReason>> look(List<CellPixels> cells, List<Evidence> evidence) {
    ImageMeasures[] measured = new ImageMeasures[cells.size()];
    ParallelTasks.each(
        cells.size(), i -> measured[i] = ImageMeasures.of(input.cropped(cells.get(i))));
    List<Optional<ReferralReason>> reasons = new ArrayList<>();
    for (int i = 0; i < cells.size(); i++) {
      reasons.add(refusal.look(distance(cells.get(i), evidence.get(i)), measured[i]));
    }
    return reasons;
  }

  private double distance(CellPixels cell, Evidence evidence) {
    double distance = refusal.distance(evidence);
    return refusal.isNear(distance) && !answers.areAlwaysAlone()
        ? refusal.distance(answers.alone(cell))
        : distance;
  }
}
