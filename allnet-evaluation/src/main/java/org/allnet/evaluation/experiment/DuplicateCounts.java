package org.allnet.evaluation.experiment;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.allnet.data.dataset.CellImage;
import org.allnet.data.dataset.Dataset;
import org.allnet.data.dataset.SubjectNames;
import org.allnet.data.integrity.SubjectGroups;

/**
 * Copies of images in a data set, as its report tells of them: those that the run keeps together.
 *
 * @param groups groups of two or more identical images
 * @param images images in those groups
 * @param acrossSubjects groups whose images are of different subjects
 * @param fingerprint the data set's fingerprint
 */
public record DuplicateCounts(int groups, int images, int acrossSubjects, String fingerprint) {

  /**
   * Checks that the counts fit each other.
   *
   * @throws IllegalArgumentException if a group would have fewer than two images, or more groups
   *     are across subjects than there are
   */
  public DuplicateCounts {
    if (groups < 0 || images < 2 * groups || acrossSubjects < 0 || acrossSubjects > groups) {
      throw new IllegalArgumentException(
          "%d groups of %d images, %d across subjects".formatted(groups, images, acrossSubjects));
    }
  }

  /**
   * Returns the counts of a data set.
   *
   * @param dataset the images
   * @param groups what belongs together in it: images are copies here if they are there
   * @param fingerprint the data set's fingerprint
   * @return the counts
   */
  public static DuplicateCounts of(Dataset dataset, SubjectGroups groups, String fingerprint) {
    Map<String, Integer> images = new HashMap<>();
    Map<String, Set<String>> subjects = new HashMap<>();
    for (CellImage image : dataset.images()) {
      String identical = groups.duplicateGroupOf(image);
      images.merge(identical, 1, Integer::sum);
      String named = SubjectNames.person(image.subject());
      if (named != null) {
        subjects.computeIfAbsent(identical, key -> new HashSet<>()).add(named);
      }
    }
    int found = 0;
    int inGroups = 0;
    int across = 0;
    for (Map.Entry<String, Integer> entry : images.entrySet()) {
      if (entry.getValue() > 1) {
        found++;
        inGroups += entry.getValue();
        across += subjects.getOrDefault(entry.getKey(), Set.of()).size() > 1 ? 1 : 0;
      }
    }
    return new DuplicateCounts(found, inGroups, across, fingerprint);
  }
}
