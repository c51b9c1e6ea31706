package org.allnet.detect.scale;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.allnet.data.field.BoundingBox;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

final class BoxGridTest {

  private static List<BoundingBox> boxes(int count) {
    Random random = new Random(5);
    List<BoundingBox> boxes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      boxes.add(
          BoundingBox.ofSize(
              1000 * random.nextDouble(),
              1000 * random.nextDouble(),
              1 + 60 * random.nextDouble(),
              1 + 60 * random.nextDouble()));
    }
    boxes.add(BoundingBox.ofSize(100, 100, 700, 20));
    boxes.add(BoundingBox.ofSize(50, 50, 900, 900));
    return boxes;
  }

  @Test
  void near_hasAllThatOverlap() {
    List<BoundingBox> boxes = boxes(300);
    BoxGrid grid = new BoxGrid(boxes);
    for (BoundingBox box : boxes) {
      List<BoundingBox> overlapping =
          boxes.stream().filter(other -> other.intersectionArea(box) > 0).toList();
      assertThat(grid.near(box)).containsAll(overlapping);
    }
    assertThat(grid.near(BoundingBox.ofSize(10, 10, 30, 30)))
        .as("far fewer than all")
        .hasSizeLessThan(50);
  }

  /** A file may have any numbers, which must cost neither time nor memory. */
  @Test
  @Timeout(value = 20, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void hugeBox_costsNothing() {
    List<BoundingBox> boxes = boxes(2000);
    BoundingBox huge = new BoundingBox(-1e300, -1e12, 1e300, 1e12);
    boxes.add(huge);

    assertThat(new BoxGrid(boxes).near(boxes.get(0))).contains(boxes.get(0), huge);
    assertThat(new BoxGrid(boxes).near(huge)).hasSize(boxes.size());
  }
}
