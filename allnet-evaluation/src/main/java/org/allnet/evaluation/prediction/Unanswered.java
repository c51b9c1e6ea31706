package org.allnet.evaluation.prediction;

import java.util.List;

/**
 * An image that a system was asked about and gave no answer for, which is in no metric.
 *
 * @param image its name
 * @param reason why there is no answer
 */
public record Unanswered(String image, String reason) {

  /**
   * Returns what a reader must know of such images.
   *
   * @param images some; may be empty
   * @return a sentence, or nothing if there are none
   */
  public static List<String> notes(List<Unanswered> images) {
    return images.isEmpty()
        ? List.of()
        : List.of(
            "Left out of all figures, because the file has no answer for them: %d image%s, such as %s."
                .formatted(images.size(), images.size() == 1 ? "" : "s", images.get(0).image()));
  }
}
