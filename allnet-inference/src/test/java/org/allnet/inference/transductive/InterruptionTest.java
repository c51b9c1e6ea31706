package org.allnet.inference.transductive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.allnet.data.Interruption;
import org.allnet.data.RunException;
import org.junit.jupiter.api.Test;

/** Every loop of a correction looks whether it is still wanted. */
class InterruptionTest {

  private static final int IMAGES = 10;
  private static final int WORDS = 3;

  /** A thread that is interrupted once it has been looked at so many times. */
  private static final class LateInterrupt extends Thread {

    private int looks;

    LateInterrupt(int looks) {
      this.looks = looks;
    }

    @Override
    public boolean isInterrupted() {
      return looks-- <= 0;
    }
  }

  private static BackboneFeatures features() {
    Random random = new Random(1);
    List<float[][]> images = new ArrayList<>();
    for (int i = 0; i < IMAGES; i++) {
      float[] map = new float[5 * 16];
      for (int j = 0; j < map.length; j++) {
        map[j] = (float) random.nextGaussian();
      }
      images.add(BackboneFeatures.normalisedColumns(map, 5));
    }
    return new BackboneFeatures(images);
  }

  @Test
  void nearest_interruptedAtAnyLook_stopsThere() {
    NeighbourhoodOptions options = new NeighbourhoodOptions(WORDS, 4, 4, 1, 5, 8, 3, 100, 1);
    List<String> stopped = new ArrayList<>();
    while (true) {
      Interruption interruption = new Interruption(new LateInterrupt(stopped.size()));
      try {
        NeighbourhoodCorrection.nearest(features(), 1, options, interruption);
        break;
      } catch (RunException e) {
        stopped.add(e.getMessage());
      }
    }
    assertThat(times(stopped, "centres of a mixture were drawn")).isEqualTo(WORDS);
    assertThat(times(stopped, "a mixture was begun")).isPositive();
    assertThat(times(stopped, "a mixture was fitted")).isPositive();
    assertThat(times(stopped, "images were described")).isEqualTo(IMAGES);
    assertThat(times(stopped, "images were compared")).isEqualTo(2);
  }

  private static int times(List<String> stopped, String doing) {
    return Collections.frequency(stopped, "interrupted while " + doing);
  }

  @Test
  void order_ofAnInterruptedThread_stops() {
    BackboneFeatures features = features();
    Thread.currentThread().interrupt();
    try {
      assertThatThrownBy(() -> ContentOrder.of(List.of(features), new double[IMAGES]))
          .isInstanceOf(RunException.class)
          .hasMessage("interrupted while images were put in order");
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
  }
}
