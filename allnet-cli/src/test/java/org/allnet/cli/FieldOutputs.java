package org.allnet.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** All that {@code detect run} can write of fields. */
final class FieldOutputs {

  private FieldOutputs() {}

  /**
   * Returns words of a command that asks for each of the files.
   *
   * @param out the folder for {@code boxes.csv}, {@code page.html}, {@code pictures}, {@code
   *     crops}, {@code coco} and {@code geojson}
   * @param first the words before them
   */
  static Object[] into(Path out, Object... first) {
    List<Object> words = new ArrayList<>(List.of(first));
    words.addAll(List.of("--csv", out.resolve("boxes.csv"), "--page", out.resolve("page.html")));
    for (String folder : List.of("pictures", "crops", "coco", "geojson")) {
      words.addAll(List.of("--" + folder, out.resolve(folder)));
    }
    return words.toArray();
  }
}
