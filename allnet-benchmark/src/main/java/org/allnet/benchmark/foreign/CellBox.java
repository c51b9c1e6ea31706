package org.allnet.benchmark.foreign;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A box around a cell in a field, as the XML files of Pascal VOC have them.
 *
 * @param kind what it is, such as WBC
 * @param left first column
 * @param top first row
 * @param width columns
 * @param height rows
 */
record CellBox(String kind, int left, int top, int width, int height) {

  private static final int LEAST = 20;

  private static final Pattern OBJECT =
      Pattern.compile(
          "<object>.*?<name>(\\w+)</name>.*?<xmin>(\\d+)</xmin>\\s*<ymin>(\\d+)</ymin>\\s*<xmax>(\\d+)</xmax>\\s*<ymax>(\\d+)</ymax>.*?</object>",
          Pattern.DOTALL);

  /** The boxes of a field of at least 20 pixels that do not touch its border. */
  static List<CellBox> whole(Path file, int width, int height) throws IOException {
    List<CellBox> boxes = new ArrayList<>();
    Matcher objects = OBJECT.matcher(Files.readString(file));
    while (objects.find()) {
      int left = Integer.parseInt(objects.group(2));
      int top = Integer.parseInt(objects.group(3));
      int right = Integer.parseInt(objects.group(4));
      int bottom = Integer.parseInt(objects.group(5));
      if (left > 1
          && top > 1
          && right < width - 1
          && bottom < height - 1
          && right - left >= LEAST
          && bottom - top >= LEAST) {
        boxes.add(new CellBox(objects.group(1), left, top, right - left, bottom - top));
      }
    }
    return boxes;
  }

  BufferedImage crop(BufferedImage field) {
    BufferedImage crop = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    crop.getGraphics().drawImage(field.getSubimage(left, top, width, height), 0, 0, null);
    return crop;
  }
}
