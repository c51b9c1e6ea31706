package org.allnet.evaluation.comparison;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.allnet.data.Counted;
import org.allnet.data.InputException;
import org.allnet.data.OptionName;
import org.allnet.data.Sentence;
import org.allnet.data.dataset.ClassSet;
import org.allnet.data.dataset.SubjectNames;
import org.allnet.evaluation.prediction.JoinedPeople;
import org.allnet.evaluation.prediction.Prediction;
import org.allnet.evaluation.prediction.Predictions;
import org.jspecify.annotations.Nullable;

/** Brings the predictions of several systems to the same images, order, classes and subjects. */
final class SystemAlignment {

  private static final int NAMED = 10;

  private SystemAlignment() {}

  /**
   * Aligns by image name with the first system.
   *
   * @return a list per system, each with the first one's classes and order of images, and the
   *     subjects of whichever system knows them
   * @throws InputException if images, classes, labels or subjects differ, naming them
   */
  static List<Predictions> align(Map<String, ComparedSystem> systems) {
    List<String> names = List.copyOf(systems.keySet());
    List<Map<String, Prediction>> rows = new ArrayList<>();
    ClassSet classes = systems.values().iterator().next().predictions().classes();
    for (Map.Entry<String, ComparedSystem> system : systems.entrySet()) {
      rows.add(byImage(system.getKey(), recode(names.get(0), classes, system)));
    }
    Set<String> images = rows.get(0).keySet();
    for (int s = 1; s < rows.size(); s++) {
      refuseOneSided(names.get(0), images, names.get(s), rows.get(s).keySet());
    }
    List<List<Prediction>> aligned = new ArrayList<>();
    names.forEach(name -> aligned.add(new ArrayList<>()));
    List<String> otherLabels = new ArrayList<>();
    JoinedPeople people =
        JoinedPeople.of(rows.stream().map(system -> List.copyOf(system.values())).toList());
    for (String image : images) {
      List<Prediction> same = rows.stream().map(map -> map.get(image)).toList();
      if (same.stream().mapToInt(Prediction::label).distinct().count() > 1) {
        otherLabels.add(image);
        continue;
      }
      String subject = subject(image, same);
      String person =
          same.stream().map(people::of).filter(Objects::nonNull).findFirst().orElse(null);
      for (int s = 0; s < same.size(); s++) {
        Prediction row = same.get(s);
        aligned.get(s).add(row.of(subject, person));
      }
    }
    if (!otherLabels.isEmpty()) {
      throw new InputException(
          "the systems disagree on the true class of "
              + list(otherLabels)
              + "; they must be scored against the same labels");
    }
    return aligned.stream().map(list -> new Predictions(classes, list)).toList();
  }

  private static Map<String, Prediction> byImage(String system, List<Prediction> rows) {
    Map<String, Prediction> byImage = new LinkedHashMap<>();
    for (Prediction row : rows) {
      if (byImage.put(row.image(), row) != null) {
        throw new InputException(
            system
                + ": image '"
                + row.image()
                + "' was predicted in several folds; compare one fold model at a time");
      }
    }
    if (byImage.isEmpty()) {
      throw new InputException(system + ": no prediction has a label");
    }
    return byImage;
  }

  /** The labelled rows with labels and probabilities in the order of the first system's classes. */
  private static List<Prediction> recode(
      String firstName, ClassSet classes, Map.Entry<String, ComparedSystem> system) {
    Predictions predictions = system.getValue().predictions();
    ClassSet own = predictions.classes();
    int[] place = new int[own.size()];
    List<String> ownNames = folded(own);
    List<String> wanted = folded(classes);
    if (Set.copyOf(ownNames).equals(Set.copyOf(wanted)) && ownNames.size() == wanted.size()) {
      for (int k = 0; k < place.length; k++) {
        place[k] = wanted.indexOf(ownNames.get(k));
      }
      if (system.getValue().options().threshold() != null
          && !own.positiveName().equals(classes.positiveName())) {
        throw new InputException(
            Sentence.of(
                "the threshold of %s is of its positive class '%s', that of %s is '%s'; give the same to both by %s",
                system.getKey(),
                own.positiveName(),
                firstName,
                classes.positiveName(),
                OptionName.POSITIVE));
      }
    } else if (own.size() == 2 && classes.size() == 2 && (anonymous(own) || anonymous(classes))) {
      place[own.positive()] = classes.positive();
      place[1 - own.positive()] = 1 - classes.positive();
    } else {
      throw new InputException(
          "%s has the classes %s; %s has %s; they must be the same"
              .formatted(
                  system.getKey(),
                  String.join(", ", own.names()),
                  firstName,
                  String.join(", ", classes.names())));
    }
    List<Prediction> rows = new ArrayList<>();
    for (Prediction row : predictions.labelled()) {
      Double[] p = new Double[place.length];
      for (int k = 0; k < place.length; k++) {
        p[place[k]] = row.probabilities().get(k);
      }
      rows.add(row.with(place[row.label()], List.of(p)));
    }
    return rows;
  }

  /** The names in lower case, unless two differ in case alone. */
  private static List<String> folded(ClassSet classes) {
    List<String> lower =
        classes.names().stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
    return Set.copyOf(lower).size() == lower.size() ? lower : classes.names();
  }

  private static boolean anonymous(ClassSet classes) {
    return classes.names().containsAll(List.of("0", "1"));
  }

  private static void refuseOneSided(
      String first, Set<String> images, String other, Set<String> otherImages) {
    Set<String> missing = new TreeSet<>(images);
    missing.removeAll(otherImages);
    Set<String> more = new TreeSet<>(otherImages);
    more.removeAll(images);
    if (!missing.isEmpty() || !more.isEmpty()) {
      String hint = folderInFront(first, images, other, otherImages);
      throw new InputException(
          Sentence.of(
              "%s%s; systems are compared on the same images: give runs of one split, such as runs with the same %s",
              hint, lacks(first, missing, other, more), OptionName.SEED));
    }
  }

  /** What each of two systems lacks of the other's images. */
  private static String lacks(String first, Set<String> missing, String other, Set<String> more) {
    return (missing.isEmpty() ? "" : other + " lacks " + list(missing) + " of " + first)
        + (missing.isEmpty() || more.isEmpty() ? "" : ", and ")
        + (more.isEmpty() ? "" : first + " lacks " + list(more) + " of " + other);
  }

  /** Says if the names are the same but for folders in front of all names of one system. */
  private static String folderInFront(
      String first, Set<String> images, String other, Set<String> otherImages) {
    String front = folders(images);
    String otherFront = folders(otherImages);
    boolean same =
        !front.equals(otherFront)
            && images.size() == otherImages.size()
            && images.stream()
                .map(name -> otherFront + name.substring(front.length()))
                .allMatch(otherImages::contains);
    return same
        ? "the names differ only in the folder in front, which is '%s' in %s and '%s' in %s, so write them alike: "
            .formatted(front, first, otherFront, other)
        : "";
  }

  /** The folders that all names begin with, up to and with the last slash. */
  private static String folders(Set<String> names) {
    String common = null;
    for (String name : names) {
      String folder = name.substring(0, name.lastIndexOf('/') + 1);
      common = common == null ? folder : common;
      while (!folder.startsWith(common)) {
        common = common.substring(0, common.lastIndexOf('/', common.length() - 2) + 1);
      }
    }
    return common == null ? "" : common;
  }

  private static @Nullable String subject(String image, List<Prediction> same) {
    String found = null;
    for (Prediction row : same) {
      String subject = row.subject();
      if (subject != null
          && found != null
          && !SubjectNames.folded(subject).equals(SubjectNames.folded(found))) {
        throw new InputException(
                "image '"
                    + image
                    + "' is of subject '"
                    + found
                    + "' in one file and of '"
                    + subject
                    + "' in another")
            .ofSubject(found);
      }
      found = found == null ? subject : found;
    }
    return found;
  }

  private static String list(Collection<String> images) {
    String named = String.join(", ", images.stream().limit(NAMED).toList());
    return Counted.of(images.size(), "image")
        + " ("
        + named
        + (images.size() > NAMED ? ", ..." : "")
        + ")";
  }
}
