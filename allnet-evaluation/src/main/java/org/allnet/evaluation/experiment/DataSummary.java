package org.allnet.evaluation.experiment;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.allnet.data.dataset.ClassSet;
import org.jspecify.annotations.Nullable;

/**
 * The images of a run, as a reader needs to know them.
 *
 * @param name what the data set is called
 * @param layout how it is laid out on disk, such as {@code C-NMC 2019}
 * @param source which published data set it is, or part of
 * @param complete whether all images of that published set are here: metrics on a part of a set
 *     can't stand beside metrics on the whole
 * @param synthetic whether the cells were synthetic
 * @param classes the classes
 * @param parts images of each class by part: {@code training}, {@code held out}, {@code fold 1}
 * @param subjects the people, 0 where none is known: those who share a copy of an image, or are
 *     named alike, count as one
 * @param subjectNames the names that the data set has for them; 0 where unknown
 * @param fingerprint the fingerprint of the images' bytes, absent where not worked out
 * @param duplicates identical images found; absent where not looked for
 * @param problems what was odd, a line each
 */
public record DataSummary(
    String name,
    String layout,
    Source source,
    boolean complete,
    boolean synthetic,
    ClassSet classes,
    Map<String, Map<String, Integer>> parts,
    int subjects,
    int subjectNames,
    @Nullable String fingerprint,
    @Nullable Duplicates duplicates,
    List<String> problems) {

  /** {@return its name, and its layout in brackets unless it goes by the same words} */
  public String displayName() {
    return name.equals(layout) ? name : name + " (" + layout + ")";
  }

  /** Which published data set the images are of. */
  public enum Source {
    /** C-NMC 2019 (doi 10.7937/tcia.2019.dc64i46r). */
    CNMC_2019("C-NMC 2019"),
    /** The blood-smear fields of Taleqani Hospital, Tehran. */
    TALEQANI("Taleqani Hospital fields"),
    /** Anything else, synthetic cells included. */
    OTHER("another data set"),
    /** Not known, as of the images behind a predictions file. */
    UNKNOWN("unknown");

    private final String label;

    Source(String label) {
      this.label = label;
    }

    /** {@return the data set for a reader} */
    public String label() {
      return label;
    }

    /**
     * Guesses the source from what a data set says of itself.
     *
     * @param name its name
     * @param layout its layout
     * @param synthetic whether it is synthetic, which is always {@link #OTHER}
     * @return the source
     */
    public static Source of(String name, String layout, boolean synthetic) {
      String text = (name + " " + layout).toLowerCase(Locale.ROOT);
      if (synthetic) {
        return OTHER;
      }
      if (text.contains("c-nmc") || text.contains("cnmc")) {
        return CNMC_2019;
      }
      return text.contains("taleqani") ? TALEQANI : OTHER;
    }
  }

  /**
   * Identical images, by their files or, where they were decoded, their pixels.
   *
   * @param groups groups of two or more identical images
   * @param images images in those groups
   * @param acrossSubjects groups whose images are of different subjects
   */
  public record Duplicates(int groups, int images, int acrossSubjects) {}

  /** Copies, keeping the order. */
  public DataSummary {
    Map<String, Map<String, Integer>> copy = new LinkedHashMap<>();
    parts.forEach(
        (part, counts) -> copy.put(part, Collections.unmodifiableMap(new LinkedHashMap<>(counts))));
    parts = Collections.unmodifiableMap(copy);
    problems = List.copyOf(problems);
  }

  /**
   * The same images, synthetic or not.
   *
   * @param synthetic whether they were
   * @return a new summary
   */
  public DataSummary withSynthetic(boolean synthetic) {
    return new DataSummary(
        name,
        layout,
        source,
        complete,
        synthetic,
        classes,
        parts,
        subjects,
        subjectNames,
        fingerprint,
        duplicates,
        problems);
  }

  /** {@return the images of all parts} */
  public int images() {
    return parts.values().stream()
        .flatMap(counts -> counts.values().stream())
        .mapToInt(Integer::intValue)
        .sum();
  }
}
