package org.allnet.data.integrity;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.allnet.data.dataset.CellImage;
import org.allnet.data.dataset.SubjectNames;
import org.allnet.data.duplicate.CopyKind;
import org.allnet.data.duplicate.CopyPair;
import org.jspecify.annotations.Nullable;

/**
 * Images that are one another's copy, of whatever kind.
 *
 * @param images their names, at least two, sorted
 * @param copies how they are copies: one pair fewer than there are images, the surest pairs that
 *     join them all
 * @param acrossSubjects whether they are said to be of different persons
 * @param acrossParts whether they are in different parts of the data set
 * @param acrossLabels whether they have different labels
 */
public record CopyGroup(
    List<String> images,
    List<CopyPair> copies,
    boolean acrossSubjects,
    boolean acrossParts,
    boolean acrossLabels) {

  /** Copies {@code images} and {@code copies}, so that nothing changes them from outside. */
  public CopyGroup {
    images = List.copyOf(images);
    copies = List.copyOf(copies);
  }

  /** {@return whether all of its images are identical files} */
  boolean onlyFiles() {
    return copies.stream().allMatch(copy -> copy.kinds().contains(CopyKind.IDENTICAL_FILE));
  }

  /**
   * Joins the copies of a data set to groups.
   *
   * @param all its images; those that can't be decoded or show nothing are nobody's copies
   * @param sha256 the hash of each file that could be read, by the image's name
   * @param copies what decoding told
   * @return the groups, by their first image
   */
  static List<CopyGroup> of(List<CellImage> all, Map<String, String> sha256, ImageCopies copies) {
    List<CellImage> images = all.stream().filter(image -> copies.usable(image.name())).toList();
    List<CopyPair> pairs = new ArrayList<>(identical(images, sha256::get, CopyKind.IDENTICAL_FILE));
    pairs.addAll(
        identical(
            images,
            name -> {
              ImageContent content = copies.contents().get(name);
              return content == null ? null : content.pixels();
            },
            CopyKind.IDENTICAL_PIXELS));
    List<CopyPair> near = new ArrayList<>(copies.near());
    near.removeIf(pair -> !copies.usable(pair.image()) || !copies.usable(pair.other()));
    near.sort(
        Comparator.comparing((CopyPair pair) -> -pair.correlation())
            .thenComparing(CopyPair::image)
            .thenComparing(CopyPair::other));
    pairs.addAll(near);
    Map<String, TreeSet<String>> membersOf = new HashMap<>();
    Map<String, List<CopyPair>> treeOf = new HashMap<>();
    Map<String, String> groupOf = new HashMap<>();
    for (CopyPair pair : pairs) {
      String one = group(pair.image(), groupOf, membersOf, treeOf);
      String other = group(pair.other(), groupOf, membersOf, treeOf);
      if (!one.equals(other)) {
        TreeSet<String> joining = Objects.requireNonNull(membersOf.remove(other));
        joining.forEach(name -> groupOf.put(name, one));
        Objects.requireNonNull(membersOf.get(one)).addAll(joining);
        List<CopyPair> tree = Objects.requireNonNull(treeOf.get(one));
        tree.addAll(Objects.requireNonNull(treeOf.remove(other)));
        tree.add(pair);
      }
    }
    Map<String, CellImage> byName = new HashMap<>();
    images.forEach(image -> byName.put(image.name(), image));
    List<CopyGroup> groups = new ArrayList<>();
    membersOf.forEach(
        (key, members) -> {
          List<CellImage> of =
              members.stream().map(name -> Objects.requireNonNull(byName.get(name), name)).toList();
          List<CopyPair> tree = new ArrayList<>(Objects.requireNonNull(treeOf.get(key)));
          tree.sort(Comparator.comparing(CopyPair::image).thenComparing(CopyPair::other));
          groups.add(
              new CopyGroup(
                  List.copyOf(members),
                  tree,
                  differ(of, image -> SubjectNames.person(image.subject())),
                  differ(of, CellImage::part),
                  differ(of, CellImage::label)));
        });
    groups.sort(Comparator.comparing(group -> group.images().get(0)));
    return groups;
  }

  private static String group(
      String name,
      Map<String, String> groupOf,
      Map<String, TreeSet<String>> membersOf,
      Map<String, List<CopyPair>> treeOf) {
    return groupOf.computeIfAbsent(
        name,
        fresh -> {
          membersOf.put(fresh, new TreeSet<>(List.of(fresh)));
          treeOf.put(fresh, new ArrayList<>());
          return fresh;
        });
  }

  /** Each image with the first of the same identity. */
  private static List<CopyPair> identical(
      List<CellImage> images, Function<String, @Nullable String> identity, CopyKind kind) {
    Map<String, List<String>> same = new TreeMap<>();
    for (CellImage image : images) {
      String own = identity.apply(image.name());
      if (own != null) {
        same.computeIfAbsent(own, key -> new ArrayList<>()).add(image.name());
      }
    }
    List<CopyPair> pairs = new ArrayList<>();
    for (List<String> names : same.values()) {
      List<String> sorted = names.stream().sorted().toList();
      for (int i = 1; i < sorted.size(); i++) {
        pairs.add(new CopyPair(sorted.get(0), sorted.get(i), EnumSet.of(kind), 1));
      }
    }
    return pairs;
  }

  /** Whether two known values differ; an unknown one differs from none. */
  static boolean differ(List<CellImage> images, Function<CellImage, @Nullable String> value) {
    return images.stream().map(value).filter(Objects::nonNull).distinct().count() > 1;
  }
}
