package org.allnet.data.field.writing;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.allnet.data.field.Field;
import org.allnet.data.field.FieldPart;
import org.allnet.data.field.FieldSet;
import org.allnet.data.file.FileNames;

/**
 * Where the fields of a set go: {@code images/PART/NAME}, with labels of the same name without its
 * ending. Fields of one part that only folders told apart have these in their names.
 *
 * @param byPart the fields of each part, by the new name of each
 */
record WrittenFields(Map<FieldPart, Map<String, Field>> byPart) {

  /** Gives names to fields one after the other. Not for several threads. */
  static final class Names {

    private final Map<FieldPart, Set<String>> stems = new EnumMap<>(FieldPart.class);

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
    Map<FieldPart, Map<String, Field>> byPart = new EnumMap<>(FieldPart.class);
    Names names = new Names();
    for (Field field : set.fields()) {
      byPart
          .computeIfAbsent(field.part(), key -> new LinkedHashMap<>())
          .put(names.of(field), field);
    }
    return new WrittenFields(byPart);
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
  static String image(FieldPart part, String name) {
    return "images/" + part.key() + "/" + name;
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
  static Path beside(Path out, String kind, FieldPart part, String name, String ending) {
    return out.resolve(kind).resolve(part.key()).resolve(FileNames.stem(name) + ending);
  }
}
