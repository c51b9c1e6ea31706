package org.allnet.evaluation.prediction;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a system answered about one image.
 *
 * @param image the image's name
 * @param subject the person it was taken from, absent if unknown
 * @param answer the word for a reader, such as {@code blast}, {@code refer} or {@link #NONE}
 * @param predicted the class, empty if none was predicted
 * @param reason why this is the answer
 * @param origin where the image comes from
 * @param probabilities a probability for each class; none if there is no answer
 */
public record ImageAnswer(
    String image,
    @Nullable String subject,
    String answer,
    String predicted,
    String reason,
    Origin origin,
    List<Double> probabilities) {

  /** The answer about an image of which nothing is to be seen. */
  public static final String NONE = "none";

  /** Copies. */
  public ImageAnswer {
    probabilities = List.copyOf(probabilities);
  }
}
