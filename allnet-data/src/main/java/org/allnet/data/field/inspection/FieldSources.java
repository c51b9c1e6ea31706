package org.allnet.data.field.inspection;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.allnet.data.dataset.FoundFiles;
import org.allnet.data.field.Field;
import org.allnet.data.field.FieldSet;
import org.allnet.data.folder.SubjectTable;

/**
 * The slide or person that fields are of, told by a {@code subjects.csv} or by words in their names
 * such as {@code patient_12} and {@code slide3}.
 */
public final class FieldSources {

  private static final Pattern WORD =
      Pattern.compile(
          "(?iu)(?<!\\p{L})(patient|subject|case|slide|smear|film|specimen)s?[\\s_.-]*([a-z]{0,3}\\d{1,9})(?!\\d)");

  private FieldSources() {}

  /**
   * Reads the names of a set's fields.
   *
   * @param set the set
   * @return the slide or person of each field by its name; empty if not all fields have one
   * @throws org.allnet.data.InputException if a {@code subjects.csv} is broken
   */
  public static Map<String, String> of(FieldSet set) {
    Map<String, String> sources = new HashMap<>();
    if (Files.exists(set.root().resolve(SubjectTable.FILE))) {
      FoundFiles found = FoundFiles.withMasksBelow(set.root());
      sources.putAll(SubjectTable.read(found, name -> null, new ArrayList<>()));
      return set.fields().stream().allMatch(field -> sources.containsKey(field.name()))
          ? sources
          : Map.of();
    }
    for (Field field : set.fields()) {
      Matcher word = WORD.matcher(field.name());
      if (!word.find()) {
        return Map.of();
      }
      sources.put(field.name(), (word.group(1) + " " + word.group(2)).toLowerCase(Locale.ROOT));
    }
    return sources;
  }
}
