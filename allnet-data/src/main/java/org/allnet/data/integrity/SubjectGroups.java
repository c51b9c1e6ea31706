package org.allnet.data.integrity;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.allnet.data.dataset.CellImage;
import org.allnet.data.dataset.NamedCopies;
import org.allnet.data.dataset.SubjectNames;
import org.allnet.data.duplicate.CopyPair;
import org.jspecify.annotations.Nullable;

/**
 * Which images belong together: those of a subject, and of every subject that shares a copy of an
 * image with it or whose name differs only in the way of writing ({@link SubjectNames}). Images are
 * copies if their files are identical or, if they were decoded, their pixels are or they are
 * near-duplicates ({@link ImageCopies}), and if their names say that they were made of one image
 * ({@link NamedCopies}). Images that can't be decoded or show nothing are nobody's copy then,
 * however alike: the same error page in place of several people's images joins nobody. Images that
 * are even but show something are copies only if their files are identical. Immutable.
 */
public final class SubjectGroups {

  /** Sorts before images without a subject, so that a group with a subject has the name of one. */
  private static final String NAMED = "1";

  private final Map<String, String> groupOfImage;
  private final Map<String, String> duplicateGroupOfImage;
  private final Map<String, String> splitGroupOfImage;
  private final Map<String, String> personOfImage;

  private SubjectGroups(
      Map<String, String> groupOfImage,
      Map<String, String> duplicateGroupOfImage,
      Map<String, String> splitGroupOfImage,
      Map<String, String> personOfImage) {
    this.groupOfImage = groupOfImage;
    this.duplicateGroupOfImage = duplicateGroupOfImage;
    this.splitGroupOfImage = splitGroupOfImage;
    this.personOfImage = personOfImage;
  }

  /**
   * Joins subjects by their files alone: a copy that was saved anew is missed.
   *
   * @param images the images
   * @param sha256 the hash of each image's file, by its name
   * @return the groups
   */
  public static SubjectGroups ofFiles(List<CellImage> images, Map<String, String> sha256) {
    Map<String, List<String>> identities = new HashMap<>();
    for (CellImage image : images) {
      identities.put(image.name(), List.of(file(image, sha256)));
    }
    return joined(images, identities);
  }

  /**
   * Joins subjects by their files, pixels and near-duplicates. An image that was not decoded is the
   * copy of those only whose identical file was, and shows something: of others nobody knows
   * whether they are images at all.
   *
   * @param images the images
   * @param sha256 the hash of each image's file, by its name
   * @param copies what decoding told
   * @return the groups
   */
  public static SubjectGroups of(
      List<CellImage> images, Map<String, String> sha256, ImageCopies copies) {
    Set<String> usable = new HashSet<>();
    for (CellImage image : images) {
      if (copies.usable(image.name())) {
        usable.add(file(image, sha256));
      }
    }
    Map<String, List<String>> identities = new HashMap<>();
    for (CellImage image : images) {
      List<String> own = new ArrayList<>();
      identities.put(image.name(), own);
      String file = file(image, sha256);
      if (!usable.contains(file)) {
        continue;
      }
      own.add(file);
      ImageContent content = copies.contents().get(image.name());
      if (content != null && content.pixels() != null) {
        own.add("pixels " + content.pixels());
      }
    }
    for (CopyPair pair : copies.near()) {
      List<String> one = identities.get(pair.image());
      List<String> other = identities.get(pair.other());
      if (one != null
          && other != null
          && copies.usable(pair.image())
          && copies.usable(pair.other())) {
        String near = "near " + pair.image() + "\t" + pair.other();
        one.add(near);
        other.add(near);
      }
    }
    return joined(images, identities);
  }

  private static String file(CellImage image, Map<String, String> sha256) {
    return "file " + Objects.requireNonNull(sha256.get(image.name()), image.name());
  }

  private static SubjectGroups joined(List<CellImage> images, Map<String, List<String>> told) {
    NamedCopies named = NamedCopies.of(images);
    Map<String, List<String>> identities = new HashMap<>();
    for (CellImage image : images) {
      List<String> own = new ArrayList<>(Objects.requireNonNull(told.get(image.name())));
      named.sourcesOf(image.name()).forEach(source -> own.add("name " + source));
      identities.put(image.name(), own);
    }
    DisjointSets subjects = new DisjointSets();
    DisjointSets identical = new DisjointSets();
    DisjointSets together = new DisjointSets();
    Map<String, String> firstOfIdentity = new HashMap<>();
    for (CellImage image : images) {
      subjects.add(person(image));
      identical.add(image.name());
      together.add(image.name());
      for (String identity : Objects.requireNonNull(identities.get(image.name()))) {
        String first = firstOfIdentity.putIfAbsent(identity, image.name());
        if (first != null) {
          identical.join(first, image.name());
          together.join(first, image.name());
        }
      }
      for (String sameName : named.sameNamesOf(image.name())) {
        String first = firstOfIdentity.putIfAbsent(sameName, image.name());
        if (first != null) {
          together.join(first, image.name());
        }
      }
    }
    Map<String, String> personOfName = new HashMap<>();
    for (CellImage image : images) {
      String subject = image.subject();
      if (subject != null) {
        String other = personOfName.putIfAbsent(SubjectNames.folded(subject), person(image));
        if (other != null) {
          subjects.join(other, person(image));
        }
      }
    }
    Map<String, String> personOfIdentity = new HashMap<>();
    for (CellImage image : images) {
      for (String identity : Objects.requireNonNull(identities.get(image.name()))) {
        String other = personOfIdentity.putIfAbsent(identity, person(image));
        if (other != null) {
          subjects.join(other, person(image));
        }
      }
    }
    Map<String, String> groupOfImage = new HashMap<>();
    Map<String, String> duplicateGroupOfImage = new HashMap<>();
    Map<String, String> splitGroupOfImage = new HashMap<>();
    Map<String, String> personOfImage = new HashMap<>();
    for (CellImage image : images) {
      String group = subjects.first(person(image));
      groupOfImage.put(image.name(), group.substring(1));
      if (group.startsWith(NAMED)) {
        personOfImage.put(image.name(), SubjectNames.folded(group.substring(1)));
      }
      duplicateGroupOfImage.put(image.name(), identical.first(image.name()));
      splitGroupOfImage.put(image.name(), together.first(image.name()));
    }
    return new SubjectGroups(groupOfImage, duplicateGroupOfImage, splitGroupOfImage, personOfImage);
  }

  /** A key for the person; an image without one is a person of its own. */
  private static String person(CellImage image) {
    return image.subject() == null ? "2" + image.name() : NAMED + image.subject();
  }

  /**
   * The group that an image belongs to.
   *
   * @param image one of the images
   * @return the smallest subject name in the group; for an image without a subject that shares its
   *     content with no known subject, the smallest image name among its copies
   */
  public String groupOf(CellImage image) {
    return Objects.requireNonNull(groupOfImage.get(image.name()), image.name());
  }

  /**
   * Returns whose an image is: the one notion of a person that splits, counts, intervals and tables
   * share. Persons who share a copy of an image are one, since nobody can tell whose it is.
   *
   * @param image one of the images
   * @return the same for all images of a group that holds a known subject ({@link
   *     SubjectNames#folded} of its {@link #groupOf}); absent for other images
   */
  public @Nullable String personOf(CellImage image) {
    return personOfImage.get(image.name());
  }

  /**
   * The copies that an image belongs to: identical images and near-duplicates, and theirs in turn.
   *
   * @param image one of the images
   * @return the smallest of their names
   */
  public String duplicateGroupOf(CellImage image) {
    return Objects.requireNonNull(duplicateGroupOfImage.get(image.name()), image.name());
  }

  /**
   * The images that a split by image keeps on one side: copies, and images of one name in folders
   * that share most names ({@link NamedCopies#sameNamesOf}), which may be copies.
   *
   * @param image one of the images
   * @return the smallest of their names
   */
  public String splitGroupOf(CellImage image) {
    return Objects.requireNonNull(splitGroupOfImage.get(image.name()), image.name());
  }

  /** {@return the number of groups that hold a known subject} */
  public int count() {
    return Set.copyOf(personOfImage.values()).size();
  }
}
