package org.allnet.inference.evaluation;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.allnet.data.image.CellPixels;
import org.allnet.evaluation.decision.OutlierMethod;
import org.allnet.evaluation.decision.ReferralReason;
import org.allnet.evaluation.foreign.ScoredImage;
import org.allnet.inference.image.quality.ImageMeasures;
import org.allnet.inference.prediction.Predictor;
import org.allnet.inference.refusal.Evidence;
import org.allnet.inference.refusal.RefusalModel;
import org.jspecify.annotations.Nullable;

/** How unlike its training a model finds some images, by each method that it has. */
final class ImageScores {

  private final Predictor model;
  private final RefusalModel refusal;
  private final Map<OutlierMethod, List<ScoredImage>> byMethod = new EnumMap<>(OutlierMethod.class);

  /**
   * Creates scores of no image.
   *
   * @param model a model that refuses images
   */
  ImageScores(Predictor model) {
    this.model = model;
    this.refusal = model.refusal().orElseThrow();
  }

  /** Adds an image; returns why it is refused, empty if it is accepted. */
  Optional<ReferralReason> add(String image, @Nullable String person, CellPixels cell) {
    Evidence evidence = model.evidence(cell);
    ImageMeasures measured = model.measures(cell);
    for (OutlierMethod method : OutlierMethod.values()) {
      double score = refusal.score(method, evidence, measured);
      if (!Double.isNaN(score)) {
        byMethod
            .computeIfAbsent(method, one -> new ArrayList<>())
            .add(new ScoredImage(image, person, score));
      }
    }
    return refusal.look(refusal.distance(evidence), measured);
  }

  /** Returns the scores of a method, none if the model does not have it. */
  List<ScoredImage> by(OutlierMethod method) {
    return byMethod.getOrDefault(method, List.of());
  }
}
