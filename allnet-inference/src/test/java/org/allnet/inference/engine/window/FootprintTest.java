package org.allnet.inference.engine.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class FootprintTest {

  private static Footprint random(int rows, Random random) {
    int[] starts = new int[rows];
    int[] ends = new int[rows];
    for (int row = 0; row < rows; row++) {
      starts[row] = random.nextInt(20);
      ends[row] = random.nextBoolean() ? 0 : starts[row] + 1 + random.nextInt(20);
    }
    return Footprint.ofSpans(starts, ends);
  }

  @Test
  void union_ofTwo_isTheHullOfEachRow() {
    Footprint one = Footprint.ofSpans(new int[] {2, 5, 0, 0}, new int[] {4, 5, 3, 0});
    Footprint other = Footprint.ofSpans(new int[] {6, 1, 1, 9}, new int[] {8, 2, 2, 9});
    Footprint both = one.union(other);
    assertThat(both.start(0)).isEqualTo(2);
    assertThat(both.end(0)).isEqualTo(8);
    assertThat(both.start(1)).isEqualTo(1);
    assertThat(both.end(1)).isEqualTo(2);
    assertThat(both.start(2)).isZero();
    assertThat(both.end(2)).isEqualTo(3);
    assertThat(both.isBlack(3)).isTrue();
  }

  @Test
  void union_anyTwo_hasTheWindowAroundBoth() {
    Random random = new Random(3);
    for (int round = 0; round < 200; round++) {
      Footprint one = random(12, random);
      Footprint other = random(12, random);
      assertThat(one.union(other).window()).isEqualTo(one.window().union(other.window()));
    }
  }
}
