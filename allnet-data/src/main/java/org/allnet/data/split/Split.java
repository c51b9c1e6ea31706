package org.allnet.data.split;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.allnet.data.dataset.CellImage;
import org.allnet.data.dataset.ClassSet;
import org.allnet.data.dataset.Dataset;
import org.allnet.data.dataset.SubjectNames;
import org.allnet.data.file.LongerPaths;
import org.allnet.data.file.WrittenPaths;
import org.allnet.data.integrity.DatasetFingerprint;
import org.jspecify.annotations.Nullable;

/**
 * Who is where: every image is either on the hold-out side or in exactly one of the folds. Instance
 * {@code k} trains on all folds but {@code k} and validates on fold {@code k}; the hold-out images
 * are used for the final metrics alone.
 *
 * @param protocol what was kept together
 * @param folds the number of folds, at least 2
 * @param seed the seed it was drawn with
 * @param places a place per labelled image
 */
public record Split(Protocol protocol, int folds, long seed, List<Place> places) {

  /** The fold number of the hold-out side. */
  public static final int HOLD_OUT = 0;

  /**
   * The place of one image.
   *
   * @param image the image's name in the data set
   * @param label its class
   * @param subject the name of its subject, absent if unknown: for showing and writing alone
   * @param person whose it is, absent if unknown (see {@link CellImage#person})
   * @param group what is kept together with it: images of one group are never on two sides
   * @param fold {@link #HOLD_OUT} or 1 to {@link Split#folds}
   */
  public record Place(
      String image,
      String label,
      @Nullable String subject,
      @Nullable String person,
      String group,
      int fold) {

    /**
     * The place of an image whose person is known by the name alone.
     *
     * @param image the image's name in the data set
     * @param label its class
     * @param subject the name of its subject, absent if unknown
     * @param group what is kept together with it
     * @param fold {@link #HOLD_OUT} or 1 to {@link Split#folds}
     */
    public Place(String image, String label, @Nullable String subject, String group, int fold) {
      this(image, label, subject, SubjectNames.person(subject), group, fold);
    }

    /** {@return whether the split has the name of the image's subject} */
    public boolean isNamed() {
      return subject != null;
    }
  }

  /** Copies {@code places}, so that nothing changes it from outside. */
  public Split {
    places = List.copyOf(places);
  }

  /** {@return the names of all images} */
  public List<String> images() {
    return places.stream().map(Place::image).toList();
  }

  /** {@return the hold-out images} */
  public List<Place> holdOut() {
    return inFold(HOLD_OUT);
  }

  /**
   * The images that a fold model trains on.
   *
   * @param fold 1 to {@link #folds}
   * @return every place that is neither hold-out nor in that fold
   */
  public List<Place> training(int fold) {
    return places.stream()
        .filter(place -> place.fold() != HOLD_OUT && place.fold() != fold)
        .toList();
  }

  /**
   * The images that a fold model validates on.
   *
   * @param fold 1 to {@link #folds}
   * @return the places of that fold
   */
  public List<Place> validation(int fold) {
    return inFold(fold);
  }

  /**
   * The same split of fewer images.
   *
   * @param images names of images to leave out; those that have no place count for nothing
   * @return the places of the others
   */
  public Split without(Set<String> images) {
    return new Split(
        protocol,
        folds,
        seed,
        places.stream().filter(place -> !images.contains(place.image())).toList());
  }

  /**
   * Returns a data set with the subjects that this split presumes; the same if it presumes none.
   *
   * @param dataset the data set that was split
   */
  public Dataset withPresumedSubjects(Dataset dataset) {
    if (!protocol.presumed()) {
      return dataset;
    }
    Map<String, String> subjects = new HashMap<>();
    for (Place place : places) {
      String subject = place.subject();
      if (subject != null) {
        subjects.put(place.image(), subject);
      }
    }
    return dataset.withSubjects(subjects);
  }

  /**
   * Returns this split with the labels written as the classes of its data set are: letter case
   * tells no classes apart unless both are there.
   *
   * @param classes the classes of the data set that was split
   * @return the split; labels that are none of the classes in any case stay as they are
   */
  public Split inCaseOf(ClassSet classes) {
    return new Split(
        protocol,
        folds,
        seed,
        places.stream()
            .map(
                place ->
                    new Place(
                        place.image(),
                        classes.named(place.label()).orElse(place.label()),
                        place.subject(),
                        place.person(),
                        place.group(),
                        place.fold()))
            .toList());
  }

  /**
   * Returns this split with images and labels written as those of its data set are.
   *
   * @param dataset the data set that was split
   * @return the split; names that lead to none of its images, or to several, stay as they are
   */
  public Split inNamesOf(Dataset dataset) {
    return inCaseOf(dataset.classes())
        .withNames(dataset.root(), dataset.images().stream().map(CellImage::name).toList());
  }

  /**
   * Returns this split with images written as others are, as {@link WrittenPaths} knows them.
   *
   * @param root the folder of the data set
   * @param images the names of its images
   * @return the split; names that lead to no image, or to several, stay as they are
   */
  public Split withNames(Path root, Collection<String> images) {
    WrittenPaths written = new WrittenPaths(images);
    List<LongerPaths.Row> rows =
        places.stream()
            .map(place -> new LongerPaths.Row(place.image(), written.meant(place.image())))
            .toList();
    Path folder = root.toAbsolutePath().normalize().getFileName();
    LongerPaths paths = LongerPaths.of(folder == null ? "" : folder.toString(), rows);
    List<Place> named = new ArrayList<>();
    for (int k = 0; k < rows.size(); k++) {
      LongerPaths.Row row = rows.get(k);
      boolean known = row.images().size() == 1 && !paths.isUnknown() && paths.leadsHere(row);
      Place place = places.get(k);
      named.add(
          new Place(
              known ? row.images().get(0) : place.image(),
              place.label(),
              place.subject(),
              place.person(),
              place.group(),
              place.fold()));
    }
    return new Split(protocol, folds, seed, named);
  }

  /**
   * Returns this split with the persons that a data set knows, whatever the split's file said.
   *
   * @param dataset the data set that was split, with its people; images that it lacks stay as they
   *     are
   */
  public Split withPeople(Dataset dataset) {
    Map<String, CellImage> images = new HashMap<>();
    dataset.images().forEach(image -> images.put(image.name(), image));
    List<Place> known = new ArrayList<>();
    for (Place place : places) {
      CellImage image = images.get(place.image());
      known.add(
          image == null
              ? place
              : new Place(
                  place.image(),
                  place.label(),
                  place.subject(),
                  image.person(),
                  place.group(),
                  place.fold()));
    }
    return new Split(protocol, folds, seed, known);
  }

  private List<Place> inFold(int fold) {
    return places.stream().filter(place -> place.fold() == fold).toList();
  }

  /**
   * {@return a hash that changes with the protocol, the number of folds, and the label, subject or
   * fold of any image; SHA-256 in lower-case hex}
   */
  public String fingerprint() {
    Map<String, String> sides = new HashMap<>();
    for (Place place : places) {
      sides.put(
          place.image(),
          String.join("\t", Integer.toString(place.fold()), place.label(), "" + place.subject()));
    }
    sides.put("", protocol.key() + "\t" + folds);
    return DatasetFingerprint.of(sides);
  }
}
