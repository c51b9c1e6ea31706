package org.allnet.explain.gradient;

import static org.assertj.core.api.Assertions.assertThat;

import org.allnet.inference.network.architecture.MapPlaces;
import org.allnet.inference.prediction.LastMap;
import org.allnet.inference.view.ViewMatrix;
import org.junit.jupiter.api.Test;

class ClassActivationTest {

  private static LastMap map(float[] values, float[] gradients) {
    return new LastMap(
        new LastMap.Look(0, 1, ViewMatrix.IDENTITY, 8),
        0,
        new MapPlaces(2, 2, 4),
        values,
        gradients,
        LastMap.ClassToken.NONE);
  }

  /** The example of Draelos and Carin: a mean of gradients hides where they have other signs. */
  @Test
  void maps_ofGradientsThatDifferByPlace_differ() {
    LastMap map = map(new float[] {1, 2, 3, 4, 1, 1, 1, 1}, new float[] {2, -2, 0, 0, 1, 1, 1, 1});
    // channel 1: mean gradient 0; channel 2: mean 1
    assertThat(ClassActivation.GRAD_CAM.of(map)).containsExactly(1, 1, 1, 1);
    assertThat(ClassActivation.HIRES_CAM.of(map)).containsExactly(3, -3, 1, 1);
  }
}
