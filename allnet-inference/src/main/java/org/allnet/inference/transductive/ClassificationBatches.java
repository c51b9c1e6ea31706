package org.allnet.inference.transductive;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Which images are labelled together if answers depend on the batch. */
public final class ClassificationBatches {

  private ClassificationBatches() {}

  /** What a batch is. */
  public enum Scope {
    /** All images together. */
    WHOLE,

    /**
     * Each subject's (or slide's) images by themselves: fair to a laboratory that sees one subject
     * at a time, but a correction to the training fraction of blasts is wrong if subjects have one
     * class only.
     */
    SUBJECT
  }

  /**
   * Groups images.
   *
   * @param scope what a batch is
   * @param subjects the subject of each image
   * @return for each batch the numbers of its images from 0, ascending; subjects in the order of
   *     their first image; none if there are no images
   */
  public static List<int[]> of(Scope scope, List<String> subjects) {
    if (subjects.isEmpty()) {
      return List.of();
    }
    if (scope == Scope.WHOLE) {
      return List.of(IntStream.range(0, subjects.size()).toArray());
    }
    Map<String, List<Integer>> batches = new LinkedHashMap<>();
    for (int i = 0; i < subjects.size(); i++) {
      batches.computeIfAbsent(subjects.get(i), subject -> new ArrayList<>()).add(i);
    }
    return batches.values().stream()
        .map(images -> images.stream().mapToInt(Integer::intValue).toArray())
        .toList();
  }
}
