package org.allnet.data.integrity;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.allnet.data.dataset.CellImage;
import org.allnet.data.dataset.Dataset;

/**
 * How many images a data set has, in all and of each class, part and size. Immutable.
 *
 * @param total the number of image files
 * @param unusable how many of them are empty, broken or, if they were decoded, show nothing; they
 *     are nobody's copies
 * @param classes images by class, in the order of the classes; labelled ones only
 * @param unlabelled the number of images without a label
 * @param parts images by part and class; those without a label as {@link #UNLABELLED}
 * @param frames images by width and height as {@code 450x450}; empty for a manifest
 */
public record ImageCounts(
    int total,
    int unusable,
    Map<String, Integer> classes,
    int unlabelled,
    Map<String, Map<String, Integer>> parts,
    Map<String, Integer> frames) {

  /** What images without a label are counted as within a part. */
  public static final String UNLABELLED = "unlabelled";

  /**
   * Copies, keeping the order.
   *
   * @throws IllegalArgumentException if more images are unusable or unlabelled than there are
   */
  public ImageCounts {
    if (unusable < 0 || unusable > total || unlabelled < 0 || unlabelled > total) {
      throw new IllegalArgumentException(
          "%d unusable and %d unlabelled of %d images".formatted(unusable, unlabelled, total));
    }
    classes = Collections.unmodifiableMap(new LinkedHashMap<>(classes));
    parts = Collections.unmodifiableMap(new LinkedHashMap<>(parts));
    frames = Collections.unmodifiableMap(new LinkedHashMap<>(frames));
  }

  /**
   * Returns the counts of a data set.
   *
   * @param dataset the images
   * @param usable the names of those that can be used, and perhaps of other files
   * @param frames how many of each size
   */
  static ImageCounts of(Dataset dataset, Set<String> usable, Map<String, Integer> frames) {
    Map<String, Integer> classes = new LinkedHashMap<>();
    dataset.classes().names().forEach(name -> classes.put(name, 0));
    Map<String, Map<String, Integer>> parts = new TreeMap<>();
    int unlabelled = 0;
    int unusable = 0;
    for (CellImage image : dataset.images()) {
      if (!usable.contains(image.name())) {
        unusable++;
      }
      String label = image.label();
      if (label == null) {
        unlabelled++;
      } else {
        classes.merge(label, 1, Integer::sum);
      }
      parts
          .computeIfAbsent(image.part(), part -> new LinkedHashMap<>())
          .merge(label == null ? UNLABELLED : label, 1, Integer::sum);
    }
    int total = dataset.images().size();
    return new ImageCounts(
        total, unusable, unlabelled == total ? Map.of() : classes, unlabelled, parts, frames);
  }
}
