package org.allnet.data.integrity;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.allnet.data.Sentence;
import org.allnet.data.dataset.CellImage;
import org.allnet.data.dataset.Dataset;
import org.allnet.data.dataset.SubjectNames;
import org.allnet.data.duplicate.CopyKind;
import org.allnet.data.duplicate.CopyPair;
import org.jspecify.annotations.Nullable;

/**
 * The images of a data set that are one another's copies. Immutable.
 *
 * @param uniqueImages the number of different contents among the usable files
 * @param identical the groups of byte-identical images, by their first name
 * @param others the groups of copies that are not all byte-identical, by their first name; absent
 *     if the images were not decoded
 * @param faceless how many usable images are too even or too small to be told from others
 */
public record FoundCopies(
    int uniqueImages,
    List<DuplicateGroup> identical,
    @Nullable List<CopyGroup> others,
    int faceless) {

  /**
   * Copies the lists.
   *
   * @throws IllegalArgumentException if there are more groups than contents, or images were
   *     compared that were not decoded
   */
  public FoundCopies {
    if (identical.size() > uniqueImages || (others == null && faceless != 0)) {
      throw new IllegalArgumentException(
          "%d groups of %d contents, %d faceless"
              .formatted(identical.size(), uniqueImages, faceless));
    }
    identical = List.copyOf(identical);
    others = others == null ? null : List.copyOf(others);
  }

  /**
   * Returns the copies of a data set.
   *
   * @param dataset the images
   * @param hashes the hash of each usable image's file, by its name
   * @param copies what decoding told; null if nothing was decoded
   */
  static FoundCopies of(Dataset dataset, Map<String, String> hashes, @Nullable ImageCopies copies) {
    Map<String, List<CellImage>> byHash = new TreeMap<>();
    for (CellImage image : dataset.images()) {
      String hash = hashes.get(image.name());
      if (hash != null) {
        byHash.computeIfAbsent(hash, key -> new ArrayList<>()).add(image);
      }
    }
    List<DuplicateGroup> identical = identical(byHash);
    if (copies == null) {
      return new FoundCopies(byHash.size(), identical, null, 0);
    }
    return new FoundCopies(
        byHash.size(),
        identical,
        CopyGroup.of(dataset.images(), hashes, copies).stream()
            .filter(group -> !group.onlyFiles())
            .toList(),
        (int) copies.faceless().stream().filter(copies::usable).count());
  }

  private static List<DuplicateGroup> identical(Map<String, List<CellImage>> byHash) {
    List<DuplicateGroup> groups = new ArrayList<>();
    byHash.forEach(
        (hash, same) -> {
          if (same.size() > 1) {
            groups.add(
                new DuplicateGroup(
                    hash,
                    same.stream().map(CellImage::name).sorted().toList(),
                    CopyGroup.differ(same, image -> SubjectNames.person(image.subject())),
                    CopyGroup.differ(same, CellImage::part),
                    CopyGroup.differ(same, CellImage::label)));
          }
        });
    groups.sort(Comparator.comparing(group -> group.images().get(0)));
    return groups;
  }

  /** {@return the number of images that are in a group of identical ones} */
  public int identicalImages() {
    return identical.stream().mapToInt(group -> group.images().size()).sum();
  }

  /**
   * Returns all groups of copies, those of identical files alone too.
   *
   * @return the groups, by their first image
   * @throws NullPointerException if the images were not decoded
   */
  public List<CopyGroup> groups() {
    List<CopyGroup> known = Objects.requireNonNull(others);
    List<CopyGroup> groups = new ArrayList<>(known);
    Set<String> shown = new HashSet<>();
    known.forEach(group -> shown.addAll(group.images()));
    for (DuplicateGroup same : identical) {
      String first = same.images().get(0);
      if (!shown.contains(first)) {
        groups.add(
            new CopyGroup(
                same.images(),
                same.images().stream()
                    .skip(1)
                    .map(name -> new CopyPair(first, name, Set.of(CopyKind.IDENTICAL_FILE), 1))
                    .toList(),
                same.acrossSubjects(),
                same.acrossParts(),
                same.acrossLabels()));
      }
    }
    groups.sort(Comparator.comparing(group -> group.images().get(0)));
    return groups;
  }

  /** {@return a sentence on each group of copies that are labelled differently} */
  List<Sentence> contradictions() {
    List<Sentence> found = new ArrayList<>();
    for (DuplicateGroup group : identical) {
      if (group.acrossLabels()) {
        found.add(
            Sentence.of(
                "%s: are byte-identical but labelled differently",
                String.join(", ", group.images())));
      }
    }
    for (CopyGroup group : others == null ? List.<CopyGroup>of() : others) {
      if (group.acrossLabels()) {
        found.add(
            Sentence.of(
                "%s: are copies but labelled differently", String.join(", ", group.images())));
      }
    }
    return found;
  }
}
