package org.allnet.evaluation.detection;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.allnet.data.field.BoundingBox;

/**
 * Seeded fields with everything that the rules are about: ties of scores and overlaps, crowds,
 * areas that are not the box's, a class that is nowhere labelled, more than a hundred boxes, empty
 * fields, and a number 0. All coordinates are whole, so that no rounding decides.
 */
final class RandomFields {

  static final int CLASSES = 4;

  private final SplittableRandom random;
  private long nextId;

  private RandomFields(long seed) {
    random = new SplittableRandom(seed);
    nextId = seed % 5 == 0 ? 0 : 1;
  }

  static List<DetectedField> of(long seed) {
    RandomFields fields = new RandomFields(seed);
    int count = 1 + fields.random.nextInt(12);
    List<DetectedField> all = new ArrayList<>();
    for (int f = 0; f < count; f++) {
      all.add(fields.field("field-" + f, f == 0 && seed % 3 == 0));
    }
    return all;
  }

  private DetectedField field(String name, boolean full) {
    List<TrueBox> truths = new ArrayList<>();
    List<Detection> detections = new ArrayList<>();
    int objects = full ? 130 : random.nextInt(9);
    for (int i = 0; i < objects; i++) {
      // the last class is found but never labelled
      int classIndex = full ? 0 : random.nextInt(CLASSES - 1);
      BoundingBox box = box();
      boolean crowd = !full && random.nextInt(10) == 0;
      double area = random.nextInt(3) == 0 ? Math.floor(box.area() / 2) : box.area();
      truths.add(new TrueBox(nextId++, classIndex, box, area, crowd));
      if (random.nextInt(12) == 0) {
        truths.add(new TrueBox(nextId++, classIndex, box, area, false));
      }
      int found = random.nextInt(10) < 8 ? 1 + random.nextInt(2) : 0;
      for (int d = 0; d < found; d++) {
        detections.add(new Detection(classIndex, moved(box), score()));
      }
    }
    int more = random.nextInt(6);
    for (int i = 0; i < more; i++) {
      detections.add(new Detection(random.nextInt(CLASSES), box(), score()));
    }
    return new DetectedField(name, null, truths, detections);
  }

  private BoundingBox box() {
    int most = 8 << random.nextInt(5);
    return BoundingBox.ofSize(
        random.nextInt(400),
        random.nextInt(400),
        4 + random.nextInt(most),
        4 + random.nextInt(most));
  }

  private BoundingBox moved(BoundingBox box) {
    int width = (int) box.width();
    int height = (int) box.height();
    int most = 1 + Math.min(width, height) / 4;
    return BoundingBox.ofSize(
        box.left() + random.nextInt(most) - most / 2,
        box.top() + random.nextInt(most) - most / 2,
        Math.max(1, width + random.nextInt(most) - most / 2),
        Math.max(1, height + random.nextInt(most) - most / 2));
  }

  private double score() {
    return random.nextInt(1, 20) / 20.0;
  }
}
