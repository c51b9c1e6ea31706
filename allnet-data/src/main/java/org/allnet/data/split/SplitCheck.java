package org.allnet.data.split;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.allnet.data.InputException;
import org.allnet.data.dataset.CellImage;
import org.allnet.data.dataset.SubjectNames;
import org.allnet.data.file.FileNames;
import org.allnet.data.integrity.SubjectGroups;
import org.allnet.data.split.Split.Place;
import org.jspecify.annotations.Nullable;

/** Refuses splits that would give wrong metrics, whoever made them. */
public final class SplitCheck {

  private SplitCheck() {}

  /**
   * Checks a split against the images it is about.
   *
   * @param split the split
   * @param images the labelled images of the data set
   * @param groups what belongs together in it
   * @throws InputException if an image is unknown, is in it twice or under another label, subject
   *     or fold than there can be, is missing though others of its part are in it (a part left out
   *     as a whole, such as C-NMC's preliminary one, is no fault), a fold has no image, or a group
   *     is on two sides: a subject group by the protocol {@code subject}, copies of an image by
   *     either
   */
  public static void check(Split split, List<CellImage> images, SubjectGroups groups) {
    check(split, images, groups, SplitOrigin.DRAWN);
  }

  /**
   * Checks a split of a file, or one that can't be made anew, such as that of a run.
   *
   * @param split the split
   * @param images the labelled images of the data set
   * @param groups what belongs together in it
   * @param origin where the split came from
   * @throws InputException as {@link #check(Split, List, SubjectGroups)}, of the origin's file; its
   *     message ends with the origin's advice
   */
  public static void check(
      Split split, List<CellImage> images, SubjectGroups groups, SplitOrigin origin) {
    Map<String, CellImage> placed = placed(split, images, origin);
    Set<Integer> folds = new TreeSet<>();
    Set<String> parts = new HashSet<>();
    Map<String, Place> firstOfGroup = new HashMap<>();
    for (Place place : split.places()) {
      CellImage image = Objects.requireNonNull(placed.get(place.image()));
      parts.add(image.part());
      folds.add(place.fold());
      requireOneSide(
          place,
          "d" + groups.duplicateGroupOf(image),
          "a copy (the same file, the same pixels, or re-encoded, resized, turned, mirrored or shifted) of",
          firstOfGroup,
          origin);
      if (!split.protocol().imageLevel()) {
        requireOneSide(
            place,
            "s" + groups.groupOf(image),
            "of the same subject group as",
            firstOfGroup,
            origin);
      }
    }
    for (CellImage image : images) {
      if (parts.contains(image.part()) && !placed.containsKey(image.name())) {
        throw ofSubject(
            image.subject(),
            origin.wrong(
                "image %s is missing, though others of part %s are in it"
                    .formatted(image.name(), image.part())));
      }
    }
    for (int fold = 1; fold <= split.folds(); fold++) {
      if (!folds.contains(fold)) {
        throw origin.wrong("fold " + fold + " has no image");
      }
    }
  }

  /**
   * Checks what can be known of a split before any image is decoded.
   *
   * @param split the split
   * @param images the labelled images of the data set
   * @throws InputException if an image is unknown, is in it twice or under another label, subject
   *     or fold than there can be, or has no subject though the split is by subject
   */
  public static void checkPlaces(Split split, List<CellImage> images) {
    checkPlaces(split, images, SplitOrigin.DRAWN);
  }

  /**
   * Checks what can be known of a split of a file before any image is decoded.
   *
   * @param split the split
   * @param images the labelled images of the data set
   * @param origin where the split came from
   * @throws InputException as {@link #checkPlaces(Split, List)}, of the origin's file
   */
  public static void checkPlaces(Split split, List<CellImage> images, SplitOrigin origin) {
    placed(split, images, origin);
  }

  /** The images that have a place, by their names, as {@link #checkPlaces} checks them. */
  private static Map<String, CellImage> placed(
      Split split, List<CellImage> images, SplitOrigin origin) {
    Map<String, CellImage> byName = new HashMap<>();
    images.forEach(image -> byName.put(image.name(), image));
    Map<String, CellImage> placed = new HashMap<>();
    for (Place place : split.places()) {
      CellImage image = byName.get(place.image());
      if (image == null) {
        throw wrong(
            place,
            "is not among the labelled images of the data set",
            meant(place, images).map(origin::advising).orElse(origin));
      }
      if (placed.put(place.image(), image) != null) {
        throw wrong(place, "is in it twice", origin);
      }
      if (!Objects.equals(image.label(), place.label())) {
        throw wrong(
            place,
            "has the label '" + place.label() + "' there and '" + image.label() + "' here",
            origin);
      }
      if (place.subject() != null
          && !Objects.equals(
              SubjectNames.person(place.subject()), SubjectNames.person(image.subject()))) {
        throw wrong(
            place,
            "has the subject %s there and %s here"
                .formatted(place.subject(), Objects.requireNonNullElse(image.subject(), "none")),
            origin);
      }
      if (place.fold() < Split.HOLD_OUT || place.fold() > split.folds()) {
        throw wrong(
            place,
            "is in fold " + place.fold() + " of a split with " + split.folds() + " folds",
            origin);
      }
      if (!split.protocol().imageLevel() && image.subject() == null) {
        throw wrong(place, "has no known subject, but the split is by subject", origin);
      }
    }
    return placed;
  }

  /** What to do if a row names an image by another way than its path in the data set. */
  private static Optional<String> meant(Place place, List<CellImage> images) {
    String wanted = "/" + place.image().replace('\\', '/');
    String stem = FileNames.stem(wanted);
    List<String> alike =
        images.stream()
            .map(CellImage::name)
            .filter(
                name ->
                    wanted.endsWith("/" + name)
                        || ("/" + name).endsWith(wanted)
                        || FileNames.stem("/" + name).endsWith(stem))
            .limit(2)
            .toList();
    return alike.size() == 1
        ? Optional.of(
            "if '%s' is meant, write the path of every image below the data set's folder, as that"
                .formatted(alike.get(0)))
        : Optional.empty();
  }

  private static void requireOneSide(
      Place place,
      String group,
      String relation,
      Map<String, Place> firstOfGroup,
      SplitOrigin origin) {
    Place first = firstOfGroup.putIfAbsent(group, place);
    if (first != null && first.fold() != place.fold()) {
      throw wrong(
          place,
          "is %s %s but is on another side (%s and %s)"
              .formatted(relation, first.image(), side(place), side(first)),
          origin);
    }
  }

  private static String side(Place place) {
    return place.fold() == Split.HOLD_OUT ? "hold-out" : "fold " + place.fold();
  }

  private static InputException wrong(Place place, String what, SplitOrigin origin) {
    return ofSubject(place.subject(), origin.wrong("image " + place.image() + " " + what));
  }

  private static InputException ofSubject(@Nullable String subject, InputException wrong) {
    return subject == null ? wrong : wrong.ofSubject(subject);
  }
}
