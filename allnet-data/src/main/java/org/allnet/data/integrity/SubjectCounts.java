package org.allnet.data.integrity;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.allnet.data.dataset.CellImage;
import org.allnet.data.dataset.Dataset;
import org.jspecify.annotations.Nullable;

/**
 * How many people the images of a data set are of. Immutable.
 *
 * @param named the number of different known subjects
 * @param presumed whether nobody named the subjects
 * @param groups the number of groups after joining the subjects that share a copy of an image
 * @param joins how many subjects near-duplicates alone join; absent if the images were not decoded
 * @param imagesEach how many images a subject has; absent if no subject is known
 */
public record SubjectCounts(
    int named,
    boolean presumed,
    int groups,
    @Nullable NearDuplicateJoins joins,
    @Nullable ImagesEach imagesEach) {

  /**
   * Checks that the counts fit each other.
   *
   * @throws IllegalArgumentException if there are more groups than subjects, or subjects without
   *     images
   */
  public SubjectCounts {
    if (groups > named || (named == 0) != (imagesEach == null)) {
      throw new IllegalArgumentException(
          "%d groups of %d subjects, with images: %s".formatted(groups, named, imagesEach));
    }
  }

  /**
   * How many images a subject has.
   *
   * @param least of the subject with the fewest
   * @param median of the subject in the middle; the mean of two if there are two
   * @param most of the subject with the most
   */
  public record ImagesEach(int least, double median, int most) {

    private static @Nullable ImagesEach of(Map<String, Integer> counts) {
      if (counts.isEmpty()) {
        return null;
      }
      List<Integer> sorted = counts.values().stream().sorted().toList();
      int size = sorted.size();
      return new ImagesEach(
          sorted.get(0),
          (sorted.get((size - 1) / 2) + sorted.get(size / 2)) / 2.0,
          sorted.get(size - 1));
    }
  }

  /**
   * Returns the counts of a data set.
   *
   * @param dataset the images
   * @param contents the hash of each image's file, by its name; a text of its own for a file that
   *     can't be used
   * @param copies what decoding told; null if nothing was decoded
   */
  static SubjectCounts of(
      Dataset dataset, Map<String, String> contents, @Nullable ImageCopies copies) {
    Map<String, Integer> images = new TreeMap<>();
    for (CellImage image : dataset.images()) {
      if (image.subject() != null) {
        images.merge(image.subject(), 1, Integer::sum);
      }
    }
    SubjectGroups people =
        copies == null
            ? SubjectGroups.ofFiles(dataset.images(), contents)
            : SubjectGroups.of(dataset.images(), contents, copies);
    return new SubjectCounts(
        images.size(),
        dataset.presumedSubjects(),
        people.count(),
        copies == null ? null : NearDuplicateJoins.of(dataset, contents, copies, people),
        ImagesEach.of(images));
  }
}
