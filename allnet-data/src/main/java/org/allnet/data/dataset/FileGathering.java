package org.allnet.data.dataset;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.allnet.data.Counted;
import org.allnet.data.file.ImageFormat;

/**
 * Puts files that were found in order, and remembers what is to be said of them: never the files.
 */
final class FileGathering {

  private static final Set<String> ARCHIVES =
      Set.of("zip", "tar", "gz", "tgz", "bz2", "tbz2", "xz", "txz", "zst", "7z", "rar");

  private static final Set<String> TABLES = Set.of("csv", "txt", "md", "json", "xml");

  private static final int NAMED = 3;

  private final Function<Path, String> name;
  private final Set<String> holders;
  private final Some archives = new Some();
  private final Map<Kind, Some> pictures = new TreeMap<>();
  private final Some unwritable = new Some();
  private final Some alike = new Some();
  private int alikeNames;

  /**
   * A kind of picture that is not read, in the order in which kinds are told.
   *
   * @param known whether its ending is known
   * @param ending of its files
   */
  private record Kind(boolean known, String ending) implements Comparable<Kind> {

    @Override
    public int compareTo(Kind other) {
      return known == other.known
          ? ending.compareTo(other.ending)
          : Boolean.compare(other.known, known);
    }

    String reason() {
      return known
          ? "is a picture of a kind that is not read (.%s); save it as PNG or TIFF"
              .formatted(ending)
          : "is a picture whose ending is not known (.%s); rename it".formatted(ending);
    }

    String line(Some some) {
      return known
          ? together(
              some,
              "a picture of a kind that is not read (." + ending + ")",
              "pictures of a kind that is not read (." + ending + ")",
              "save them as PNG or TIFF")
          : together(
              some,
              "a picture whose ending is not known (." + ending + ")",
              "pictures whose ending is not known (." + ending + ")",
              "rename them");
    }
  }

  /** How many there are, and the first of them. */
  private static final class Some {

    private final List<String> first = new ArrayList<>();
    private int count;

    void add(String one) {
      count++;
      if (first.size() < NAMED) {
        first.add(one);
      }
    }

    String names() {
      return some(count, first);
    }
  }

  /**
   * Begins with no file.
   *
   * @param name how a file is called
   * @param holders the endings of files that hold many images, lower case, without the dot
   */
  FileGathering(Function<Path, String> name, Set<String> holders) {
    this.name = name;
    this.holders = holders;
  }

  /** The first names of some. */
  static String some(int count, List<String> names) {
    return String.join(", ", names.subList(0, Math.min(NAMED, names.size())))
        + (count > NAMED ? ", ..." : "");
  }

  /**
   * Sorts files by their names, and takes out images that have the name of another one.
   *
   * @param images image files, by ending
   * @param others all other files
   * @return images that were taken out
   */
  List<PassedOver> take(List<Path> images, List<Path> others) {
    Comparator<Path> byName = Comparator.comparing(name);
    images.sort(byName.thenComparing(Comparator.naturalOrder()));
    others.sort(byName);
    List<PassedOver> passedOver = new ArrayList<>();
    Set<String> names = new HashSet<>();
    images.removeIf(
        file -> {
          boolean sameName = !names.add(name.apply(file));
          if (sameName) {
            passedOver.add(
                PassedOver.one(
                    file,
                    name.apply(file),
                    "there is another file of this name, which is read; rename one"));
          }
          return sameName;
        });
    names.stream().filter(one -> one.indexOf('\uFFFD') >= 0).sorted().forEach(unwritable::add);
    addAlike(images);
    return passedOver;
  }

  /**
   * Takes in images whose names are alike but for case or ending; often one is a copy or a mask.
   */
  private void addAlike(List<Path> images) {
    Map<String, List<String>> stems = new TreeMap<>();
    for (Path file : images) {
      String one = name.apply(file);
      String stem = one.substring(0, Math.max(one.lastIndexOf('.'), 0));
      stems.computeIfAbsent(stem.toLowerCase(Locale.ROOT), key -> new ArrayList<>(1)).add(one);
    }
    for (List<String> group : stems.values()) {
      if (group.size() > 1) {
        alikeNames += group.size();
        alike.add(String.join(" and ", group));
      }
    }
  }

  /**
   * Finds archives and pictures that are not read.
   *
   * @param others files that are no images by their endings
   * @return the pictures by the reason why they are not read
   */
  Map<String, List<Path>> pictures(List<Path> others) {
    Map<Kind, List<Path>> found = new TreeMap<>();
    for (Path file : others) {
      String fileName = file.getFileName().toString();
      String ending = ImageEndings.of(fileName);
      Kind kind = null;
      if (ARCHIVES.contains(ending) && !holders.contains(ending)) {
        archives.add(name.apply(file));
      } else if (!holders.contains(ending) && ImageEndings.isOtherPicture(fileName)) {
        kind = new Kind(true, ending);
      } else if (!holders.contains(ending)
          && !TABLES.contains(ending)
          && ImageFormat.of(FoundFiles.head(file)) != null) {
        kind = new Kind(false, ending);
      }
      if (kind != null) {
        found.computeIfAbsent(kind, none -> new ArrayList<>()).add(file);
        pictures.computeIfAbsent(kind, none -> new Some()).add(name.apply(file));
      }
    }
    Map<String, List<Path>> byReason = new LinkedHashMap<>();
    found.forEach((kind, files) -> byReason.put(kind.reason(), files));
    return byReason;
  }

  /** {@return what is said of archives; empty if there are none} */
  Optional<String> archives() {
    return archives.count == 0
        ? Optional.empty()
        : Optional.of(
            together(archives, "an archive", "archives", "unpack them if they hold images"));
  }

  /** {@return what is said of pictures that are not read, by the reason} */
  Map<String, String> pictureLines() {
    Map<String, String> lines = new LinkedHashMap<>();
    pictures.forEach((kind, some) -> lines.put(kind.reason(), kind.line(some)));
    return lines;
  }

  /** {@return what is odd about the names of images, a line each} */
  List<String> oddNames() {
    List<String> lines = new ArrayList<>();
    if (unwritable.count > 0) {
      lines.add(
          "%s no UTF-8 text, so that a mark is in them and no table can name them: %s; rename them (convmv does it)"
              .formatted(
                  Counted.of(
                      unwritable.count,
                      "name of an image or its folder is",
                      "names of images or their folders are"),
                  unwritable.names()));
    }
    if (alike.count > 0) {
      lines.add(
          "%d names of images differ only in case or ending, so one may be a copy or a mask of the other: %s"
              .formatted(alikeNames, alike.names()));
    }
    return lines;
  }

  private static String together(Some files, String one, String several, String advice) {
    Counted counted =
        Counted.of(files.count, "file")
            .then("is " + one + " and was", "are " + several + " and were");
    return "%s passed over: %s; %s".formatted(counted, files.names(), advice);
  }
}
