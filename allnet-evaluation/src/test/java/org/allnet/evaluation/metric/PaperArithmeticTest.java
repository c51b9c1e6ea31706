package org.allnet.evaluation.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/**
 * Re-derives what the published metrics of ALLNet imply (Sampathila et al. 2022, doi
 * 10.3390/healthcare10101812), so that the criticism in the documentation can be checked.
 */
class PaperArithmeticTest {

  private static final int ALL_TRAINING = 7272;
  private static final int HEM_TRAINING = 3389;

  /** The 2,132 test images are a fifth of each class: images were assigned out, not subjects. */
  @Test
  void testSet_isAFifthOfEachClass() {
    long all = Math.round(ALL_TRAINING * 0.2);
    long hem = Math.round(HEM_TRAINING * 0.2);
    assertThat(all).isEqualTo(1454);
    assertThat(hem).isEqualTo(678);
    assertThat(all + hem).isEqualTo(2132);
    assertThat(ALL_TRAINING - all).isEqualTo(5818);
    assertThat(HEM_TRAINING - hem).isEqualTo(2711);
  }

  /** Balancing 5,818 and 2,711 originals to 6,000 each takes so many augmented images. */
  @Test
  void balancing_needsFewBlastsAndManyHealthy() {
    assertThat(6000 - 5818).isEqualTo(182);
    assertThat(6000 - 2711).isEqualTo(3289);
  }

  /** 1,996 right of 2,132 is not the 94.2 % that is stated. */
  @Test
  void statedAccuracy_isNotThatOfTheStatedCounts() {
    double accuracy = 100.0 * 1996 / 2132;
    assertThat(accuracy).isCloseTo(93.62, within(0.005));
    assertThat(accuracy).isNotCloseTo(94.2, within(0.5));
  }

  /**
   * Instance 2 states recall 93.2, specificity 95.8, accuracy 94.5: accuracy lies between the two
   * by the fraction of blasts, which is then a half. In the stated test set it is 68 %.
   */
  @Test
  void secondFoldModel_impliesEvenClasses() {
    double fraction = (0.958 - 0.945) / (0.958 - 0.932);
    assertThat(fraction).isCloseTo(0.5, within(0.001));
    assertThat(1454.0 / 2132).isCloseTo(0.68, within(0.005));
  }

  /**
   * Instance 5 states recall 95.91, precision 94.94, accuracy 95.45: of a fraction of blasts {@code
   * s}, accuracy = 1 - s + recall s (2 - 1 / precision), which again gives about a half.
   */
  @Test
  void fifthFoldModel_impliesEvenClasses() {
    double fraction = (1 - 0.9545) / (1 - 0.9591 * (2 - 1 / 0.9494));
    assertThat(fraction).isCloseTo(0.5, within(0.01));
    long positives = Math.round(100_000 * fraction);
    long hits = Math.round(positives * 0.9591);
    long falseAlarms = Math.round(hits / 0.9494 - hits);
    long[][] counts = {{100_000 - positives - falseAlarms, falseAlarms}, {positives - hits, hits}};
    assertThat(Formulas.accuracy(counts)).isCloseTo(0.9545, within(1e-4));
    assertThat(Formulas.precision(counts, 1)).isCloseTo(0.9494, within(1e-4));
    assertThat(Formulas.f1(counts, 1)).isCloseTo(0.9543, within(2e-4));
  }

  /** Instance 1 states an accuracy above both its recall and its specificity: there is no such. */
  @Test
  void firstFoldModel_contradictsItself() {
    for (int fraction = 0; fraction <= 100; fraction++) {
      double accuracy = 0.94 * fraction / 100 + 0.9487 * (100 - fraction) / 100;
      assertThat(accuracy).isLessThan(0.9494);
    }
  }
}
