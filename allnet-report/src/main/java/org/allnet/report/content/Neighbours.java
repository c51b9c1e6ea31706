package org.allnet.report.content;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.allnet.data.dataset.ClassSet;
import org.allnet.evaluation.explanation.CorrectedImage;
import org.jspecify.annotations.Nullable;

/**
 * The neighbours that corrected the answers of a batch, with their votes.
 *
 * @param classes the classes
 * @param images what became of each image
 * @param pictures each image by its name, PNG files in the order of the batch; treat them as
 *     read-only
 */
public record Neighbours(
    ClassSet classes, List<CorrectedImage> images, Map<String, byte[]> pictures) {

  /** No answer was corrected. */
  public static final Neighbours NONE =
      new Neighbours(ClassSet.of(List.of("all", "hem")), List.of(), Map.of());

  /** Copies list and map, so that nothing changes them from outside. */
  public Neighbours {
    images = List.copyOf(images);
    pictures = Collections.unmodifiableMap(new LinkedHashMap<>(pictures));
  }

  /**
   * Returns what became of an image.
   *
   * @param name its name
   * @return what became of it; null if it has no neighbours
   */
  public @Nullable CorrectedImage of(String name) {
    return images.stream()
        .filter(one -> one.image().equals(name) && !one.voters().isEmpty())
        .findFirst()
        .orElse(null);
  }

  /**
   * Returns what became of an image, in words.
   *
   * @param of the image
   */
  public String words(CorrectedImage of) {
    return String.format(
        Locale.ROOT,
        "corrected by neighbours: %s in %.0f %% of labelings, P(%s) %.2f before",
        classes.positiveName(),
        100 * of.corrected(),
        classes.positiveName(),
        of.first());
  }

  /**
   * Returns what a neighbour voted for in most of its votes, in words.
   *
   * @param voter the neighbour
   */
  public String vote(CorrectedImage.Voter voter) {
    if (2 * voter.positive() == voter.times()) {
      return "both";
    }
    return 2 * voter.positive() > voter.times()
        ? classes.positiveName()
        : classes.names().get(1 - classes.positive());
  }
}
