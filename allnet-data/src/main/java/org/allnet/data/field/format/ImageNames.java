package org.allnet.data.field.format;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.allnet.data.file.FileNames;

/**
 * Which images files are named after. Before its own ending, such a file has the image's name with
 * or without the ending: {@code a.geojson} and {@code a.jpg.geojson} are named after {@code a.jpg},
 * and {@code a.geojson} after {@code a.ome.tif} too, as QuPath calls it. {@code a.jpg.geojson} is
 * not named after {@code a.png}.
 */
final class ImageNames {

  private static final String OME = ".ome";

  private final Map<String, List<Path>> byStem = new HashMap<>();

  /**
   * Takes the names of images.
   *
   * @param images the images
   */
  ImageNames(Collection<Path> images) {
    for (Path image : images) {
      for (String stem : labelStems(folded(image))) {
        byStem.computeIfAbsent(stem, key -> new ArrayList<>()).add(image);
      }
    }
  }

  /**
   * Returns the images that a file is named after.
   *
   * @param file such as one of labels
   * @return in their order; none if there are none
   */
  List<Path> of(Path file) {
    return ofStem(FileNames.stem(folded(file)));
  }

  /**
   * Returns the images that files are named after.
   *
   * @param stem the name without its ending, in small letters
   */
  List<Path> ofStem(String stem) {
    return byStem.getOrDefault(stem, List.of());
  }

  /**
   * Returns what files may be called that are named after an image.
   *
   * @param image the image's file name in small letters
   * @return names without their endings
   */
  static Set<String> labelStems(String image) {
    String stem = FileNames.stem(image);
    Set<String> stems = new LinkedHashSet<>(List.of(stem, image));
    if (stem.endsWith(OME) && stem.length() > OME.length()) {
      stems.add(stem.substring(0, stem.length() - OME.length()));
    }
    return stems;
  }

  /** {@return a file's name as it is compared} */
  static String folded(Path file) {
    return FileNames.text(file.getFileName().toString()).toLowerCase(Locale.ROOT);
  }
}
