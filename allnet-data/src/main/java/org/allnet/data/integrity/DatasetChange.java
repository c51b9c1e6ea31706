package org.allnet.data.integrity;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.allnet.data.Counted;

/**
 * What became of the images of a data set between two looks at it.
 *
 * @param added names that were not there before, sorted
 * @param removed names that are not there any more, sorted
 * @param changed names whose content is another now, sorted
 */
public record DatasetChange(List<String> added, List<String> removed, List<String> changed) {

  /** Copies its lists, so that nothing changes them from outside. */
  public DatasetChange {
    added = List.copyOf(added);
    removed = List.copyOf(removed);
    changed = List.copyOf(changed);
  }

  /**
   * Compares two looks.
   *
   * @param before the hash of each image by name, at the first look
   * @param after the same at the second
   * @return the differences
   */
  public static DatasetChange between(Map<String, String> before, Map<String, String> after) {
    List<String> added = new ArrayList<>();
    List<String> changed = new ArrayList<>();
    List<String> removed = new ArrayList<>(new TreeMap<>(before).keySet());
    removed.removeIf(after::containsKey);
    new TreeMap<>(after)
        .forEach(
            (name, hash) -> {
              String earlier = before.get(name);
              if (earlier == null) {
                added.add(name);
              } else if (!earlier.equals(hash)) {
                changed.add(name);
              }
            });
    return new DatasetChange(added, removed, changed);
  }

  /** {@return the counts with an example each, such as {@code 2 images removed (such as a.png)}} */
  public String describe() {
    List<String> parts = new ArrayList<>();
    add(parts, added, "added");
    add(parts, removed, "removed or no longer readable");
    add(parts, changed, "with another content");
    return parts.isEmpty() ? "no image differs" : String.join(", ", parts);
  }

  private static void add(List<String> parts, List<String> names, String what) {
    if (!names.isEmpty()) {
      Counted counted = Counted.of(names.size(), "image");
      parts.add(
          "%s %s (%s%s)".formatted(counted, what, counted.either("", "such as "), names.get(0)));
    }
  }
}
