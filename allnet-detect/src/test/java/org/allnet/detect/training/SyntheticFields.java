package org.allnet.detect.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.allnet.data.field.BoundingBox;
import org.allnet.detect.box.FieldPixels;
import org.allnet.detect.field.LabelledField;
import org.allnet.evaluation.detection.TrueBox;

/** Light fields with dark discs, of two classes: large violet ones and small red ones. */
final class SyntheticFields {

  static final List<String> CLASSES = List.of("large", "small");

  private SyntheticFields() {}

  static List<LabelledField> of(int count, int width, int height, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<LabelledField> fields = new ArrayList<>();
    for (int f = 0; f < count; f++) {
      byte[] rgb = new byte[3 * width * height];
      Arrays.fill(rgb, (byte) 230);
      List<TrueBox> truths = new ArrayList<>();
      for (int c = 0; c < 4; c++) {
        int kind = c % 2;
        int radius = kind == 0 ? 14 : 7;
        int x = radius + random.nextInt(width - 2 * radius);
        int y = radius + random.nextInt(height - 2 * radius);
        BoundingBox box = new BoundingBox(x - radius, y - radius, x + radius, y + radius);
        if (truths.stream().anyMatch(truth -> truth.box().intersectionArea(box) > 0)) {
          continue;
        }
        truths.add(new TrueBox(truths.size() + 1, kind, box));
        draw(rgb, width, x, y, radius, kind);
      }
      fields.add(
          new LabelledField("field-" + f, null, new FieldPixels(width, height, rgb), truths));
    }
    return fields;
  }

  private static void draw(byte[] rgb, int width, int x, int y, int radius, int kind) {
    for (int dy = -radius; dy < radius; dy++) {
      for (int dx = -radius; dx < radius; dx++) {
        if ((dx + 0.5) * (dx + 0.5) + (dy + 0.5) * (dy + 0.5) < radius * radius) {
          int at = 3 * ((y + dy) * width + x + dx);
          rgb[at] = (byte) (kind == 0 ? 90 : 200);
          rgb[at + 1] = (byte) (kind == 0 ? 40 : 110);
          rgb[at + 2] = (byte) (kind == 0 ? 140 : 120);
        }
      }
    }
  }
}
