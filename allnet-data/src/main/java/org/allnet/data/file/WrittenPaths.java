package org.allnet.data.file;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The images that tables of others mean. An image is named by its path below the root of its data
 * set. A longer path that ends so, the end of its path and its own name are enough, in any letter
 * case and with another ending or none, if only one image has it.
 */
public final class WrittenPaths {

  /** How a row may name an image, the surest way first. */
  private static final List<UnaryOperator<String>> WAYS =
      List.of(name -> name, name -> name.toLowerCase(Locale.ROOT), FileNames::plain);

  private final List<Map<String, List<String>>> byEnd = new ArrayList<>();

  /**
   * Creates the paths of a data set.
   *
   * @param images the names of its images, as {@link FileNames#canonical} writes them
   */
  public WrittenPaths(Collection<String> images) {
    for (UnaryOperator<String> way : WAYS) {
      Map<String, List<String>> ends = new HashMap<>();
      for (String image : images) {
        ends.computeIfAbsent(fileName(way.apply(image)), end -> new ArrayList<>()).add(image);
      }
      byEnd.add(ends);
    }
  }

  /**
   * Returns the images that a row can mean.
   *
   * @param name the image's name in the row, as {@link FileNames#canonical} writes it
   * @return the one of that path, else those whose paths end alike; empty if there is none
   */
  public List<String> meant(String name) {
    for (int way = 0; way < WAYS.size(); way++) {
      String wanted = WAYS.get(way).apply(name);
      List<String> alike = new ArrayList<>();
      @Nullable String same = null;
      for (String image : byEnd.get(way).getOrDefault(fileName(wanted), List.of())) {
        String path = WAYS.get(way).apply(image);
        same = path.equals(wanted) && way == 0 ? image : same;
        if (("/" + path).endsWith("/" + wanted) || ("/" + wanted).endsWith("/" + path)) {
          alike.add(image);
        }
      }
      if (same != null) {
        return List.of(same);
      }
      if (!alike.isEmpty()) {
        return alike;
      }
    }
    return List.of();
  }

  private static String fileName(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
