package org.allnet.data.field.writing;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.allnet.data.field.Field;
import org.allnet.data.field.FieldSet;
import org.allnet.data.file.FileNames;

/**
 * Where the fields of a set go: {@code images/PART/NAME}, with labels of the same name without its
 * ending. Fields of one part that only folders told apart have these in their names.
 *
 * @param byPart the fields of each part, by the new name of each
 */
record WrittenFields(Map<String, Map<String, Field>> byPart) {

  /** Gives names to fields one after the other. Not for several threads. */
  static final class Names {

    private final Map<String, Set<String>> stems = new LinkedHashMap<>();

    /** {@return the new name of a field, unlike those of its part before it} */
    String of(Field field) {
      Set<String> taken = stems.computeIfAbsent(field.part(), key -> new HashSet<>());
      String name = String.valueOf(field.file().getFileName());
      if (!taken.add(folded(name))) {
        name = field.name().replace('/', '_');
        for (int again = 2; !taken.add(folded(name)); again++) {
          name = again + "_" + field.name().replace('/', '_');
        }
      }
      return name;
    }
  }

  static WrittenFields of(FieldSet set) {
    Map<String, Map<String, Field>> byPart =
        new TreeMap<>(Comparator.comparing(WrittenFields::order));
    Names names = new Names();
    for (Field field : set.fields()) {
      byPart
          .computeIfAbsent(field.part(), key -> new LinkedHashMap<>())
          .put(names.of(field), field);
    }
    return new WrittenFields(byPart);
  }

  /** Training comes first, as one reads it. */
  private static String order(String part) {
    int known = List.of("train", "val", "test").indexOf(part);
    return known >= 0 ? String.valueOf(known) : "9" + part;
  }

  private static String folded(String name) {
    return FileNames.stem(name).toLowerCase(Locale.ROOT);
  }

  /**
   * Returns where an image goes.
   *
   * @param part its part
   * @param name its new name
   */
  static String image(String part, String name) {
    return "images/" + part + "/" + name;
  }

  /**
   * Returns a file beside the images.
   *
   * @param out the folder of the set
   * @param kind the folder of such files
   * @param part the image's part
   * @param name the image's new name
   * @param ending of the file
   */
  static Path beside(Path out, String kind, String part, String name, String ending) {
    return out.resolve(kind).resolve(part).resolve(FileNames.stem(name) + ending);
  }
}
