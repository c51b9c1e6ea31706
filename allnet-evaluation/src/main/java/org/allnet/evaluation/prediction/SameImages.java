package org.allnet.evaluation.prediction;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.allnet.data.Counted;
import org.allnet.data.InputException;
import org.allnet.data.dataset.ClassSet;
import org.allnet.data.dataset.NamedCopies;
import org.allnet.data.dataset.SubjectNames;
import org.allnet.data.file.FileNames;
import org.allnet.data.folder.PartWords;
import org.jspecify.annotations.Nullable;

/**
 * What several rows of one file say of the same image or the same person. An image has one true
 * class; rows that share an image or the name of a subject are of one person.
 *
 * @param rows the rows, each with its person
 * @param notes what the file says in two ways, a sentence each
 */
record SameImages(List<Prediction> rows, List<String> notes) {

  /** Copies {@code rows} and {@code notes}, so that nothing changes them from outside. */
  SameImages {
    rows = List.copyOf(rows);
    notes = List.copyOf(notes);
  }

  /**
   * Compares the rows of a file.
   *
   * @param lines the line of each row
   * @throws InputException if an image has two true classes
   */
  static SameImages of(Path file, List<Prediction> rows, List<Long> lines, ClassSet classes) {
    requireOneClass(file, rows, lines, classes);
    List<String> notes = new ArrayList<>();
    List<Prediction> joined = joined(rows, notes);
    notes.addAll(namedAlike(rows));
    return new SameImages(joined, notes);
  }

  private static void requireOneClass(
      Path file, List<Prediction> rows, List<Long> lines, ClassSet classes) {
    Map<String, Integer> first = new HashMap<>();
    for (int i = 0; i < rows.size(); i++) {
      int label = rows.get(i).label();
      Integer before = label < 0 ? null : first.putIfAbsent(rows.get(i).image(), i);
      if (before != null && rows.get(before).label() != label) {
        throw InputException.at(
            file,
            lines.get(i),
            "image '%s' is labelled '%s', but '%s' in line %d; correct one"
                .formatted(
                    Columns.shorten(rows.get(i).image()),
                    classes.names().get(label),
                    classes.names().get(rows.get(before).label()),
                    lines.get(before)));
      }
    }
  }

  private static List<Prediction> joined(List<Prediction> rows, List<String> notes) {
    JoinedPeople people = JoinedPeople.of(List.of(rows));
    Map<String, Set<String>> ofOne = new TreeMap<>();
    Map<String, String> ofImage = new HashMap<>();
    for (Prediction row : rows) {
      String person = row.person();
      String whose = people.of(row);
      if (person != null && whose != null) {
        ofOne.computeIfAbsent(whose, key -> new TreeSet<>()).add(person);
        ofImage.put(row.image(), person);
      }
    }
    Map<String, String> first = new HashMap<>();
    int several = 0;
    int ones = 0;
    for (Set<String> one : ofOne.values()) {
      String least = one.iterator().next();
      one.forEach(person -> first.put(person, least));
      several += one.size() > 1 ? one.size() : 0;
      ones += one.size() > 1 ? 1 : 0;
    }
    if (several > 0) {
      notes.add(
          "The file contradicts itself on whose the images are (%s): %d people who share a subject's name or an image are taken for %d."
              .formatted(firstContradiction(rows), several, ones));
    }
    List<Prediction> joined = new ArrayList<>(rows.size());
    for (Prediction row : rows) {
      String person = row.person() == null ? ofImage.get(row.image()) : row.person();
      String whose = person == null ? null : first.getOrDefault(person, person);
      joined.add(Objects.equals(whose, row.person()) ? row : row.of(row.subject(), whose));
    }
    return joined;
  }

  private static String firstContradiction(List<Prediction> rows) {
    Map<String, Prediction> ofImage = new HashMap<>();
    Map<String, String> ofSubject = new HashMap<>();
    for (Prediction row : rows) {
      String person = row.person();
      if (person == null) {
        continue;
      }
      Prediction same = ofImage.putIfAbsent(row.image(), row);
      if (same != null && !person.equals(same.person())) {
        return "image '%s' is of %s and of %s"
            .formatted(Columns.shorten(row.image()), named(same), named(row));
      }
      String subject = SubjectNames.person(row.subject());
      String other = subject == null ? null : ofSubject.putIfAbsent(subject, person);
      if (other != null && !person.equals(other)) {
        return "subject '%s' is in the groups %s and %s".formatted(row.subject(), other, person);
      }
    }
    return "names of one are the groups of others";
  }

  private static String named(Prediction row) {
    return String.valueOf(row.subject() == null ? row.person() : row.subject());
  }

  /** Images of which one name differs from another by case, ending or folders in front alone. */
  private static List<String> namedAlike(List<Prediction> rows) {
    Map<String, String> byName = new HashMap<>();
    Set<String> counted = new HashSet<>();
    List<String> example = new ArrayList<>();
    Set<String> images = new TreeSet<>();
    rows.forEach(row -> images.add(row.image()));
    for (String image : images) {
      String same = byName.putIfAbsent(FileNames.plain(image), image);
      if (same != null && counted.add(image) && example.isEmpty()) {
        example.add(same + " and " + image);
      }
    }
    for (String image : images) {
      String name = FileNames.plain(image);
      for (int cut = name.indexOf('/'); cut >= 0; cut = name.indexOf('/', cut + 1)) {
        String shorter = byName.get(name.substring(cut + 1));
        if (shorter != null && counted.add(shorter) && example.isEmpty()) {
          example.add(shorter + " and " + image);
        }
      }
    }
    return counted.isEmpty()
        ? List.of()
        : List.of(
            "%s from another by case, ending or folders in front alone, such as %s; if they are one image, it counts several times."
                .formatted(
                    Counted.of(counted.size(), "image").then("differs", "differ"), example.get(0)));
  }

  /**
   * Looks for images whose names say that they are made of another one, such as {@code c0_aug1}
   * beside {@code c0}, or as several that a tool made of one.
   *
   * @return a sentence if there are some; empty if not
   */
  static List<String> changedCopies(List<Prediction> rows) {
    Map<String, String> groups = new HashMap<>();
    rows.forEach(row -> groups.put(row.image(), row.label() + "\t" + row.person()));
    Set<String> copies = NamedCopies.of(groups).copies();
    Counted called = Counted.of(copies.size(), "image");
    return copies.isEmpty()
        ? List.of()
        : List.of(
            "%s of another one, or as several that a tool made of one, such as %s. %s out: augmented images are never evaluated."
                .formatted(
                    called.then("is named like a copy or mask", "are named like copies or masks"),
                    Columns.shorten(copies.iterator().next()),
                    called.either(
                        "If it is a changed copy, leave it",
                        "If they are changed copies, leave them")));
  }

  /**
   * Looks at folders in the images' names that are named like parts of a data set.
   *
   * @return a sentence if images of unknown role lie in folders of training and in others of
   *     validation or test; empty if not
   */
  static List<String> inPartFolders(List<Prediction> rows) {
    int training = 0;
    boolean others = false;
    String example = "";
    int common = foldersOfAll(rows.stream().map(Prediction::image).toList());
    for (Prediction row : rows) {
      Role role = row.origin().role() == Role.UNKNOWN ? ofName(row.image(), common) : null;
      if (role == Role.TRAINING) {
        training++;
        example = example.isEmpty() ? row.image() : example;
      }
      others |= role != null && role != Role.TRAINING;
    }
    Counted lying = Counted.of(training, "image").outOf(rows.size());
    return training == 0 || !others
        ? List.of()
        : List.of(
            "%s, such as %s; if the system was trained on %s, write 'training' into a column 'role'."
                .formatted(
                    lying.then(
                        "lies in a folder of training images or is named so",
                        "lie in a folder of training images or are named so"),
                    Columns.shorten(example),
                    lying.either("it", "them")));
  }

  /** How many folders in front are the same for all images, and tell nothing apart. */
  static int foldersOfAll(List<String> images) {
    String[] first = images.isEmpty() ? new String[0] : images.get(0).split("/");
    int common = Math.max(0, first.length - 1);
    for (String image : images) {
      String[] path = image.split("/");
      common = Math.min(common, path.length - 1);
      for (int i = 0; i < common; i++) {
        common = path[i].equals(first[i]) ? common : i;
      }
    }
    return common;
  }

  /**
   * The role that the innermost folder behind those of all images tells, else the file's name:
   * sites may have folders of training and test in a folder of one of these names.
   */
  private static @Nullable Role ofName(String image, int common) {
    String[] path = image.split("/");
    for (int i = path.length - 2; i >= common; i--) {
      Role role = RoleWords.of(path[i]);
      if (role != null) {
        return role;
      }
    }
    PartWords.Part part = PartWords.inName(FileNames.stem(path[path.length - 1]));
    return part == null ? null : RoleWords.of(part);
  }
}
