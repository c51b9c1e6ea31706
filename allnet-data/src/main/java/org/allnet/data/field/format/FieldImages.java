package org.allnet.data.field.format;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.allnet.data.InputException;
import org.allnet.data.dataset.FoundFiles;
import org.allnet.data.file.FileNames;
import org.jspecify.annotations.Nullable;

/**
 * The images of a set, by the names that labels call them. Labels may hold paths of another
 * computer; only images that were found in the set's folder are ever returned.
 */
final class FieldImages {

  /** What names of images have in common that nobody has chosen for one of them. */
  private static final Pattern GENERIC =
      Pattern.compile(
          "im(age|g)?s?|pic(ture)?s?|photos?|fotos?|bild(er)?|fields?|cells?|frames?|slides?|smears?|[^\\p{L}]+");

  private static final Pattern NUMBERS = Pattern.compile("\\D+");

  /** Digits of a number that is no count of images, such as a date. */
  private static final int LONG_NUMBER = 6;

  private static final int LEAST_LETTERS = 3;

  private final FoundFiles found;
  private final List<Path> all;
  private final SetFolders folders;
  private final Map<String, List<Path>> byFileName = new HashMap<>();
  private final Map<String, List<Path>> byStem = new HashMap<>();
  private final ImageNames names;
  private final Set<Path> presumed = new HashSet<>();

  /**
   * Takes the images.
   *
   * @param found the files of the set
   * @param labelImages pictures that number the cells of others, and so are no fields
   * @param labels the files that labels are read from
   */
  FieldImages(FoundFiles found, Collection<Path> labelImages, Collection<Path> labels) {
    this.found = found;
    Set<Path> others = new HashSet<>(labelImages);
    this.all = found.images().stream().filter(image -> !others.contains(image)).toList();
    this.folders = new SetFolders(found, all, labels);
    this.names = new ImageNames(all);
    for (Path image : all) {
      String fileName = ImageNames.folded(image);
      byFileName.computeIfAbsent(fileName, key -> new ArrayList<>()).add(image);
      byStem.computeIfAbsent(FileNames.stem(fileName), key -> new ArrayList<>()).add(image);
    }
  }

  /** {@return all images, sorted by name} */
  List<Path> all() {
    return all;
  }

  /** {@return an image's name in the set} */
  String name(Path image) {
    return found.name(image);
  }

  /**
   * Returns the image that a path in a label file means.
   *
   * @param reference such as {@code ..\imgs\x.jpg} or {@code /content/data/x.jpg}
   * @param labels the file that says it
   * @return the image of that file name whose path ends most alike, then the one nearest to the
   *     label file; empty if there is none, or folders say that another is meant
   * @throws InputException if two are as good, or nothing but its folder and a name that others may
   *     have speaks for the only one
   */
  Optional<Path> named(String reference, Path labels) {
    List<String> parts = parts(reference);
    if (parts.isEmpty()) {
      return Optional.empty();
    }
    String fileName = parts.get(parts.size() - 1).toLowerCase(Locale.ROOT);
    List<Path> images = byFileName.getOrDefault(fileName, List.of());
    if (images.isEmpty()) {
      images = byStem.getOrDefault(FileNames.stem(fileName), List.of());
    }
    Optional<Path> best =
        best(
            images.stream().filter(image -> !apart(image, parts, labels)).toList(),
            reference,
            labels,
            image -> commonEnd(parts, parts(name(image))));
    best.ifPresent(image -> take(image, parts, labels));
    return best;
  }

  /**
   * Returns the image that a label file is named after.
   *
   * @param labels the label file
   * @param reference a path of a file of that name in it; null if there is none
   * @return the nearest image of that name; empty if there is none, or folders say that another is
   *     meant
   * @throws InputException if two are as near, or nothing but its folder and a name that others may
   *     have speaks for the only one
   */
  Optional<Path> calledAs(Path labels, @Nullable String reference) {
    List<String> parts = reference == null ? List.of() : parts(reference);
    List<Path> images =
        names.of(labels).stream().filter(image -> !apart(image, parts, labels)).toList();
    Optional<Path> best =
        best(images, FileNames.stem(ImageNames.folded(labels)), labels, image -> 0);
    best.ifPresent(image -> take(image, parts, labels));
    return best;
  }

  /**
   * Returns whether there is an image of the name of a label file, in whatever folder.
   *
   * @param labels the label file
   */
  boolean isCalledAs(Path labels) {
    return !names.of(labels).isEmpty();
  }

  /** {@return whether labels in a folder of another name were taken for those of an image} */
  boolean isPresumed(Path image) {
    return presumed.contains(image);
  }

  private boolean apart(Path image, List<String> reference, Path labels) {
    String file = found.name(labels);
    String name = name(image);
    return folders.apart(file, name)
        || (!reference.isEmpty() && folders.apart(reference, file, name))
        || relation(image, reference, labels) == SetFolders.Relation.UNKNOWN;
  }

  private SetFolders.Relation relation(Path image, List<String> reference, Path labels) {
    return folders.tell(reference, name(image))
        ? SetFolders.Relation.TOLD
        : folders.relation(found.name(labels), name(image));
  }

  private void take(Path image, List<String> reference, Path labels) {
    if (relation(image, reference, labels) == SetFolders.Relation.PRESUMED) {
      if (!tells(FileNames.stem(ImageNames.folded(image)))) {
        throw InputException.in(
            labels,
            "may be about %s, but their folders have names that say two things, and other people's images may be called %s too; put labels beside their images, or call the folders 'labels' and 'images'"
                .formatted(name(image), image.getFileName()));
      }
      presumed.add(image);
    }
  }

  /**
   * Takes an image for that of a file of labels, which folders of other names may contradict.
   *
   * @throws InputException if nothing but its folder and a name that others may have speaks for it
   */
  void take(Path image, Path labels) {
    take(image, List.of(), labels);
  }

  /** Whether a name is hardly that of another image too, as numbers and words for images are. */
  private static boolean tells(String stem) {
    return NUMBERS.matcher(stem).replaceAll("").length() >= LONG_NUMBER
        || GENERIC.matcher(stem).replaceAll("").length() >= LEAST_LETTERS;
  }

  private interface Score {
    int of(Path image);
  }

  private Optional<Path> best(List<Path> images, String reference, Path labels, Score score) {
    if (images.size() < 2) {
      return images.stream().findFirst();
    }
    List<String> from = parts(found.name(labels));
    List<Path> best = new ArrayList<>();
    long most = -1;
    for (Path image : images) {
      long one = ((long) score.of(image) << 32) + nearness(from, parts(name(image)));
      if (one > most) {
        best.clear();
        most = one;
      }
      if (one == most) {
        best.add(image);
      }
    }
    if (best.size() > 1) {
      throw InputException.in(
          labels,
          "'%s' may be %s or %s; rename one, or put the labels beside their image"
              .formatted(reference, name(best.get(0)), name(best.get(1))));
    }
    return Optional.of(best.get(0));
  }

  /**
   * How many folders two files share from the root, and with words for images and labels left out
   * from the end, as {@code images/train/x.png} and {@code labels/train/x.txt} do.
   */
  private static int nearness(List<String> labels, List<String> image) {
    List<String> a = labels.subList(0, labels.size() - 1);
    List<String> b = image.subList(0, image.size() - 1);
    int begin = 0;
    while (begin < Math.min(a.size(), b.size()) && a.get(begin).equals(b.get(begin))) {
      begin++;
    }
    return begin + commonEnd(a.subList(begin, a.size()), b.subList(begin, b.size()));
  }

  /** How many parts at their ends two paths share, whatever their case. */
  static int commonEnd(List<String> a, List<String> b) {
    int common = 0;
    while (common < Math.min(a.size(), b.size())
        && a.get(a.size() - 1 - common).equalsIgnoreCase(b.get(b.size() - 1 - common))) {
      common++;
    }
    return common;
  }

  /** The parts of a path without those that say nothing. */
  static List<String> parts(String path) {
    List<String> parts = new ArrayList<>();
    for (String part : FileNames.canonical(path).split("/")) {
      if (!part.isEmpty() && !part.equals(".") && !part.equals("..") && !part.endsWith(":")) {
        parts.add(part);
      }
    }
    return parts;
  }
}
