package org.allnet.evaluation.experiment;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.allnet.data.dataset.ClassSet;
import org.jspecify.annotations.Nullable;

/**
 * The images of a run, as a reader needs to know them. Immutable.
 *
 * @param identity which data set they are of
 * @param classes the classes
 * @param parts images of each class by part: {@code training}, {@code held out}, {@code fold 1}
 * @param subjects how many people they are of, and under how many names
 * @param duplicates identical images found, and the fingerprint of the images' bytes; absent if not
 *     looked for
 * @param problems what was odd, a line each
 */
public record DataSummary(
    DataIdentity identity,
    ClassSet classes,
    Map<String, Map<String, Integer>> parts,
    PeopleCount subjects,
    @Nullable DuplicateCounts duplicates,
    List<String> problems) {

  /** Copies, keeping the order. */
  public DataSummary {
    Map<String, Map<String, Integer>> copy = new LinkedHashMap<>();
    parts.forEach(
        (part, counts) -> copy.put(part, Collections.unmodifiableMap(new LinkedHashMap<>(counts))));
    parts = Collections.unmodifiableMap(copy);
    problems = List.copyOf(problems);
  }

  /**
   * Returns the same images, synthetic or not.
   *
   * @param synthetic whether they were
   */
  public DataSummary withSynthetic(boolean synthetic) {
    return new DataSummary(
        identity.withSynthetic(synthetic), classes, parts, subjects, duplicates, problems);
  }

  /** {@return the images of all parts} */
  public int images() {
    return parts.values().stream()
        .flatMap(counts -> counts.values().stream())
        .mapToInt(Integer::intValue)
        .sum();
  }
}
