package org.allnet.data.field.format;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.allnet.data.InputException;
import org.allnet.data.dataset.ImageEndings;
import org.allnet.data.field.FieldPart;
import org.allnet.data.file.FileNames;
import org.jspecify.annotations.Nullable;

/**
 * What the numbers in YOLO's labels mean: the names of a {@code data.yaml}, or else those of a
 * {@code classes.txt} or {@code obj.names}.
 *
 * @param names the classes by their numbers
 * @param places folders of each part, as {@link DataYaml#places}
 * @param keypoints whether labels hold points behind their boxes
 * @param file what says so
 */
record YoloClasses(
    List<String> names, Map<FieldPart, List<String>> places, boolean keypoints, Path file) {

  private static final List<String> LISTS =
      List.of("classes.txt", "obj.names", "_darknet.labels", "predefined_classes.txt");

  /** {@return whether a file is named like a list of classes, and so holds no labels} */
  static boolean isList(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return LISTS.contains(name) || name.endsWith(".names");
  }

  static boolean isYaml(Path file) {
    return List.of("yaml", "yml").contains(ImageEndings.of(file.getFileName().toString()));
  }

  /**
   * Finds the classes of a set.
   *
   * @throws InputException if nothing names them, or two files name others
   */
  static YoloClasses of(Reading reading) {
    List<YoloClasses> yamls = new ArrayList<>();
    List<YoloClasses> lists = new ArrayList<>();
    Path chosen = reading.chosen();
    List<Path> files =
        chosen != null && (isYaml(chosen) || isList(chosen))
            ? List.of(chosen)
            : reading.found().others().stream()
                .sorted(Comparator.comparing(Path::getNameCount).thenComparing(reading::name))
                .toList();
    for (Path file : files) {
      if (isYaml(file)) {
        DataYaml yaml = yaml(file, file.equals(chosen));
        if (yaml != null) {
          yamls.add(new YoloClasses(yaml.names(), yaml.places(), yaml.keypoints(), file));
        }
      } else if (isList(file)) {
        lists.add(new YoloClasses(list(file), Map.of(), false, file));
      }
    }
    List<YoloClasses> good = yamls.isEmpty() ? lists : yamls;
    if (good.isEmpty()) {
      throw InputException.in(
          reading.found().root(),
          "holds YOLO text, and nothing that names its classes; add a data.yaml with a line such as names: [WBC, RBC, Platelets], in the order of the labels' numbers");
    }
    if (yamls.isEmpty()) {
      lists.forEach(list -> requireNoGap(list.file()));
    }
    YoloClasses first = good.get(0);
    for (YoloClasses other : good) {
      if (!other.names().equals(first.names())) {
        throw InputException.in(
            other.file(),
            "names the classes %s, but %s names %s; give the file that is right in place of the folder"
                .formatted(other.names(), first.file(), first.names()));
      }
    }
    for (YoloClasses other : lists) {
      if (!other.names().equals(first.names())) {
        reading.note(
            "names other classes than %s, which is taken: %s"
                .formatted(reading.name(first.file()), other.names()),
            reading.name(other.file()));
      }
    }
    return first;
  }

  private static @Nullable DataYaml yaml(Path file, boolean chosen) {
    try {
      return DataYaml.read(file);
    } catch (InputException e) {
      boolean own = file.getFileName().toString().toLowerCase(Locale.ROOT).startsWith("data");
      if (chosen || own) {
        throw e;
      }
      return null; // another program's settings, written in more than this reads
    }
  }

  private static List<String> list(Path file) {
    List<String> names = lines(file).stream().filter(name -> !name.isEmpty()).toList();
    if (names.stream().distinct().count() < names.size()) {
      throw InputException.in(file, "names a class twice; rename one");
    }
    return names;
  }

  /** A blank line among the names is a number to some programs and none to others. */
  private static void requireNoGap(Path file) {
    List<String> lines = lines(file);
    int blank = lines.indexOf("");
    if (blank >= 0 && lines.subList(blank, lines.size()).stream().anyMatch(one -> !one.isEmpty())) {
      throw InputException.at(
          file,
          blank + 1L,
          "is blank before other classes, so that their numbers are not known; delete it, or write the name of the class");
    }
  }

  private static List<String> lines(Path file) {
    return LabelText.lines(file).stream().map(FileNames::text).toList();
  }
}
