package org.allnet.inference.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class SigmoidTest {

  @Test
  void fit_twoSeparatingValues_hasPlattsTargets() {
    Sigmoid sigmoid =
        Sigmoid.fit(
            new double[] {1, 1, 1, 1, -1, -1, -1, -1},
            new boolean[] {true, true, true, true, false, false, false, false});

    // 5/6 at 1 and 1/6 at -1: exp(a) = 1/5
    assertThat(sigmoid.a()).isCloseTo(-Math.log(5), within(1e-7));
    assertThat(sigmoid.b()).isCloseTo(0, within(1e-7));
    assertThat(sigmoid.probability(1)).isCloseTo(5 / 6.0, within(1e-7));
  }

  @Test
  void fit_unequalClasses_hasTheirOwnTargets() {
    Sigmoid sigmoid =
        Sigmoid.fit(new double[] {2, 2, 2, -1}, new boolean[] {true, true, true, false});

    // (3 + 1) / (3 + 2) at 2 and 1 / (1 + 2) at -1: 2a + b = -log 4, -a + b = log 2
    assertThat(sigmoid.a()).isCloseTo(-Math.log(8) / 3, within(1e-7));
    assertThat(sigmoid.b()).isCloseTo(0, within(1e-7));
  }

  @Test
  void fit_valuesThatTellNothing_isTheMeanTarget() {
    Sigmoid sigmoid = Sigmoid.fit(new double[4], new boolean[] {true, true, true, false});

    assertThat(sigmoid.probability(0)).isCloseTo((3 * 0.8 + 1 / 3.0) / 4, within(1e-7));
    assertThat(sigmoid.probability(7)).isCloseTo(sigmoid.probability(0), within(1e-7));
  }

  @Test
  void fit_manySets_hasLessLossThanAnySigmoidBeside() {
    Random random = new Random(1);
    for (int round = 0; round < 200; round++) {
      int n = 4 + random.nextInt(60);
      double scale = Math.pow(10, random.nextInt(5) - 2);
      double[] values = random.doubles(n, -scale, scale).toArray();
      boolean[] positive = new boolean[n];
      int ones = 0;
      for (int i = 0; i < n; i++) {
        positive[i] = i == 0 || (i > 1 && values[i] + scale * random.nextGaussian() > 0);
        ones += positive[i] ? 1 : 0;
      }
      Sigmoid fitted = Sigmoid.fit(values, positive);
      double least = loss(fitted, values, positive, ones);
      for (double by : new double[] {-0.01, 0.01, -1, 1}) {
        Sigmoid steeper = new Sigmoid(fitted.a() + by / scale, fitted.b());
        Sigmoid shifted = new Sigmoid(fitted.a(), fitted.b() + by);
        assertThat(loss(steeper, values, positive, ones)).isGreaterThan(least);
        assertThat(loss(shifted, values, positive, ones)).isGreaterThan(least);
      }
    }
  }

  /** Cross-entropy by its definition. */
  private static double loss(Sigmoid sigmoid, double[] values, boolean[] positive, int ones) {
    double loss = 0;
    for (int i = 0; i < values.length; i++) {
      double target = positive[i] ? (ones + 1.0) / (ones + 2.0) : 1 / (values.length - ones + 2.0);
      double p = sigmoid.probability(values[i]);
      loss -= target * Math.log(p) + (1 - target) * Math.log(1 - p);
    }
    return loss;
  }
}
