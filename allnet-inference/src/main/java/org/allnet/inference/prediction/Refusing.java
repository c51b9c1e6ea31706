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
    double[] distances = new double[cells.size()];
    ParallelTasks.each(
        cells.size(),
        i -> {
          measured[i] = ImageMeasures.of(input.cropped(cells.get(i)));
          distances[i] = refusal.distance(evidence.get(i));
        });
    List<Optional<ReferralReason>> reasons = new ArrayList<>();
    for (int i = 0; i < cells.size(); i++) {
      boolean again = refusal.isNear(distances[i]) && !answers.areAlwaysAlone();
      double distance = again ? refusal.distance(answers.alone(cells.get(i))) : distances[i];
      reasons.add(refusal.look(distance, measured[i]));
    }
    return reasons;
  }
}
