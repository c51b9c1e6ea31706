package org.allnet.network.pictures;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where a picture made from an image goes: always below the output folder. */
final class PictureName {

  private PictureName() {}

  /**
   * The path of a picture without its ending. Steps upwards and roots in the source's name are
   * dropped, so that nothing is written outside of the output folder.
   *
   * @param name the source image's name, parts divided by {@code /}
   * @param suffix what to add to tell pictures of one source apart, absent for none
   * @return a relative path
   */
  static String relative(String name, @Nullable String suffix) {
    List<String> parts = new ArrayList<>();
    for (String part : name.replace('\\', '/').split("/", -1)) {
      if (!part.isEmpty() && !part.equals(".") && !part.equals("..") && !part.endsWith(":")) {
        parts.add(part);
      }
    }
    String path = String.join("/", parts);
    int dot = path.lastIndexOf('.');
    String stem = dot > path.lastIndexOf('/') ? path.substring(0, dot) : path;
    return suffix == null ? stem : stem + suffix;
  }
}
