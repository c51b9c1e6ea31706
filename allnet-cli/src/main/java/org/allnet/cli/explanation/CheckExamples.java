package org.allnet.cli.explanation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.allnet.data.image.CellPixels;
import org.allnet.data.image.DecodeLimits;
import org.allnet.data.image.DecodedCells;
import org.allnet.data.image.ImageDecoder;
import org.allnet.data.image.ImageFiles;
import org.allnet.explain.MethodCheck;

/** Some images, spread evenly over all, on which a method is checked. */
final class CheckExamples {

  private CheckExamples() {}

  /** Whether an image, by its number from 0, is one of those that are spread evenly over all. */
  static boolean isExample(int number, int images) {
    long most = Math.min(images, MethodCheck.MOST_IMAGES);
    return number < images && number * most / images != (number + 1) * most / images;
  }

  /** Images from all of those that are asked about, not only from the first folder. */
  static Map<String, CellPixels> of(List<ImageFiles.Named> images) {
    List<ImageFiles.Named> chosen =
        IntStream.range(0, images.size())
            .filter(number -> isExample(number, images.size()))
            .mapToObj(images::get)
            .toList();
    Map<String, CellPixels> examples = new LinkedHashMap<>();
    try (DecodedCells cells = new DecodedCells(chosen, new ImageDecoder(DecodeLimits.DEFAULTS))) {
      cells.forEach(cell -> examples.put(cell.name(), cell.pixels()));
    }
    return examples; // what is wrong with the others is said when all are explained
  }
}
