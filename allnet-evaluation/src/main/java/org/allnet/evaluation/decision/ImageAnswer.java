package org.allnet.evaluation.decision;

import java.util.List;
import org.allnet.evaluation.prediction.Origin;
import org.jspecify.annotations.Nullable;

/**
 * What a system answered about one image.
 *
 * @param image the image's name
 * @param subject the person it was taken from, absent if unknown
 * @param decision what was decided; absent if the image could not be classified
 * @param reason why this is the answer, or why there is none
 * @param origin where the image comes from
 * @param probabilities a probability for each class; none if there is no answer
 */
public record ImageAnswer(
    String image,
    @Nullable String subject,
    @Nullable Decision decision,
    String reason,
    Origin origin,
    List<Double> probabilities) {

  /** Copies the probabilities. */
  public ImageAnswer {
    probabilities = List.copyOf(probabilities);
  }
}
