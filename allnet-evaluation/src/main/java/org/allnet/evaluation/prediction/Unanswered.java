package org.allnet.evaluation.prediction;

import java.util.List;
import java.util.stream.Collectors;
import org.allnet.data.Counted;

/**
 * An image that a system was asked about and gave no answer for, which is in no metric.
 *
 * @param image its name
 * @param reason why there is no answer
 */
public record Unanswered(String image, String reason) {

  /** The column of answers in files. */
  public static final String COLUMN = "answer";

  /** What is in the column of answers for such an image. */
  public static final String ANSWER = "none";

  /** The column that says why an answer is as it is, or why there is none. */
  public static final String REASON = "reason";

  private static final int MOST_NAMED = 5;

  /**
   * Returns what a reader must know of such images.
   *
   * @param images some; may be empty
   * @return a sentence with the first few and their reasons, or nothing if there are none
   */
  public static List<String> notes(List<Unanswered> images) {
    if (images.isEmpty()) {
      return List.of();
    }
    Counted counted = Counted.of(images.size(), "image");
    String named =
        images.stream()
            .limit(MOST_NAMED)
            .map(one -> one.image() + ": " + one.reason())
            .collect(Collectors.joining("; "));
    return List.of(
        "Left out of all metrics, because there is no answer for %s: %s (%s%s)."
            .formatted(
                counted.either("it", "them"),
                counted,
                named,
                images.size() > MOST_NAMED
                    ? "; and " + (images.size() - MOST_NAMED) + " more"
                    : ""));
  }
}
