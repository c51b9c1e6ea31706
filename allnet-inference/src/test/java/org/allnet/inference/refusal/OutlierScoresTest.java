package org.allnet.inference.refusal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.allnet.evaluation.decision.OutlierMethod;
import org.junit.jupiter.api.Test;

/** Scores of unlikeness, against values that a hand can compute. */
class OutlierScoresTest {

  private static final double[][] IDENTITY = {{1, 0}, {0, 1}};

  private static ClassGaussians gaussians(
      double[][] classMeans, double[][] inClasses, double[][] all) {
    return new ClassGaussians(new double[] {0, 0}, new double[] {1, 1}, classMeans, inClasses, all);
  }

  @Test
  void mahalanobis_twoClasses_isTheNearestByHand() {
    ClassGaussians found =
        gaussians(
            new double[][] {{0, 0}, {6, 0}},
            new double[][] {{4, 0}, {0, 1}},
            new double[][] {{8, 0}, {0, 1}});

    // To (0,0): 4/4 + 4 = 5. To (6,0): 16/4 + 4 = 8. To all: 4/8 + 4 = 4.5.
    assertThat(found.distance(new double[] {2, 2})).isEqualTo(Math.sqrt(5), within(1e-12));
    assertThat(found.relative(new double[] {2, 2})).isEqualTo(0.5, within(1e-12));
  }

  @Test
  void mahalanobis_correlated_usesTheInverse() {
    double[][] correlated = {{2, 1}, {1, 2}};
    ClassGaussians found = gaussians(new double[][] {{0, 0}}, correlated, correlated);

    // The inverse is a third of (2 -1; -1 2).
    assertThat(found.distance(new double[] {1, 0})).isEqualTo(Math.sqrt(2.0 / 3), within(1e-12));
    assertThat(found.distance(new double[] {1, 1})).isEqualTo(Math.sqrt(2.0 / 3), within(1e-12));
    assertThat(found.distance(new double[] {1, -1})).isEqualTo(Math.sqrt(2), within(1e-12));
  }

  /** Why the relative distance is not what refuses images: it is blind beside the classes' line. */
  @Test
  void relative_twoClasses_isBlindBesideTheirLine() {
    ClassGaussians found =
        gaussians(new double[][] {{-1, 0}, {1, 0}}, IDENTITY, new double[][] {{2, 0}, {0, 1}});

    double near = found.relative(new double[] {0.5, 0});

    for (double away : new double[] {1, 10, 1000}) {
      assertThat(found.relative(new double[] {0.5, away})).isEqualTo(near, within(1e-6));
      assertThat(found.distance(new double[] {0.5, away})).isGreaterThan(away);
    }
  }

  /** However many axes there are: they are not computed one by one. */
  @Test
  void coordinates_anyNumberOfAxes_areEachItsOwn() {
    for (int count = 1; count <= 9; count++) {
      float[][] axes = new float[count][12];
      float[] image = new float[12];
      for (int a = 0; a < count; a++) {
        axes[a][a] = 1;
        image[a] = a + 2;
      }
      image[11] = 5;
      float[] ones = new float[12];
      Arrays.fill(ones, 1);

      double[] found = new PrincipalAxes(new float[12], ones, axes).coordinates(image);

      assertThat(found).hasSize(count + 1);
      for (int a = 0; a < count; a++) {
        assertThat(found[a]).isEqualTo(a + 2);
      }
      assertThat(found[count]).isEqualTo(5, within(1e-12));
    }
  }

  @Test
  void ledoitWolf_fourPoints_isByHand() {
    ShrunkCovariance found = ShrunkCovariance.of(new double[][] {{2, 0}, {-2, 0}, {0, 1}, {0, -1}});

    // S = diag(2, 0.5), mean 1.25, distance 1.125, uncertainty 4 * 4.25 / 16.
    double shrinkage = 1.0625 / 1.125;
    assertThat(found.shrinkage()).isEqualTo(shrinkage, within(1e-12));
    assertThat(found.values()[0][0])
        .isEqualTo((1 - shrinkage) * 2 + shrinkage * 1.25, within(1e-12));
    assertThat(found.values()[1][1])
        .isEqualTo((1 - shrinkage) * 0.5 + shrinkage * 1.25, within(1e-12));
    assertThat(found.values()[0][1]).isZero();
  }

  @Test
  void ledoitWolf_manyImages_shrinksLittle() {
    Random random = new Random(3);
    double[][] rows = new double[5000][];
    Arrays.setAll(rows, i -> new double[] {3 * random.nextGaussian(), random.nextGaussian()});

    assertThat(ShrunkCovariance.of(rows).shrinkage()).isLessThan(0.01);
  }

  @Test
  void kNearest_countsTheKthNeighbour() {
    float[][] forty = new float[40][];
    Arrays.setAll(forty, i -> i == 0 ? new float[] {1, 0} : new float[] {0, 1});
    NearestDirections few = new NearestDirections(new float[][] {{1, 0}, {0, 1}});
    NearestDirections more = new NearestDirections(forty);

    assertThat(few.neighbour()).isEqualTo(1);
    assertThat(few.distance(new double[] {1, 0})).isZero();
    assertThat(few.distance(new double[] {-1, 0})).isEqualTo(Math.sqrt(2), within(1e-12));
    assertThat(more.neighbour()).isEqualTo(2);
    assertThat(more.distance(new double[] {1, 0})).isEqualTo(Math.sqrt(2), within(1e-12));
  }

  @Test
  void energy_isLogSumExp_ofLargeOutputsToo() {
    assertThat(Evidence.energy(new double[] {0, Math.log(3)}))
        .isEqualTo(-Math.log(4), within(1e-12));
    assertThat(Evidence.energy(new double[] {1000, 1000}))
        .isEqualTo(-1000 - Math.log(2), within(1e-9));
  }

  @Test
  void maxSoftmax_isOneLessTheGreatest() {
    OutlierModel model = line(new float[] {1, 1, 1});

    assertThat(
            model.score(
                OutlierMethod.MAX_SOFTMAX,
                new Evidence(new float[3], Double.NaN, new double[] {0.25, 0.75})))
        .isEqualTo(0.25);
  }

  private static float[][] onALine() {
    float[][] rows = new float[17][];
    Arrays.setAll(rows, i -> new float[] {3 * (i - 8), 4 * (i - 8), 2});
    return rows;
  }

  private static OutlierModel line(float[] scale) {
    PrincipalAxes axes = PrincipalAxes.fit(onALine(), scale, 1);
    double[][] coordinates = new double[17][];
    Arrays.setAll(coordinates, i -> axes.coordinates(onALine()[i]));
    return new OutlierModel(
        axes, ClassGaussians.fit(coordinates, new int[17]), NearestDirections.fit(coordinates));
  }

  @Test
  void axes_pointsOnALine_findIt() {
    PrincipalAxes found = PrincipalAxes.fit(onALine(), new float[] {1, 1, 1}, 1);

    double[] beside = found.coordinates(new float[] {3, 4, 9});

    assertThat(found.axes()).hasDimensions(1, 3); // all other axes have nothing of them
    assertThat(Math.abs(found.axes()[0][0])).isEqualTo(0.6f, within(1e-6f));
    assertThat(Math.abs(beside[0])).isEqualTo(5, within(1e-5));
    assertThat(beside[1]).isEqualTo(7, within(1e-5)); // its distance from the line
  }

  @Test
  void axes_cloud_areThoseOfGreatestVariance() {
    Random random = new Random(5);
    float[][] rows = new float[400][];
    Arrays.setAll(
        rows,
        i -> {
          float[] row = new float[100];
          for (int j = 0; j < row.length; j++) {
            row[j] = (float) (random.nextGaussian() * (j == 7 ? 30 : j == 50 ? 20 : 1));
          }
          return row;
        });
    float[] scale = new float[100];
    Arrays.fill(scale, 1);

    PrincipalAxes found = PrincipalAxes.fit(rows, scale, 2);

    assertThat(found.size()).isEqualTo(65);
    assertThat(Math.abs(found.axes()[0][7])).isGreaterThan(0.99f);
    assertThat(Math.abs(found.axes()[1][50])).isGreaterThan(0.99f);
    for (float[] axis : found.axes()) {
      double square = 0;
      for (float value : axis) {
        square += value * value;
      }
      assertThat(square).isEqualTo(1, within(1e-5));
    }
  }

  @Test
  void eigenvectors_twoByTwo_areTheDiagonals() {
    double[][] found = SymmetricMatrix.eigenvectors(new double[][] {{2, 1}, {1, 2}});

    assertThat(found[0][0]).isEqualTo(found[0][1], within(1e-12));
    assertThat(found[1][0]).isEqualTo(-found[1][1], within(1e-12));
    assertThat(Math.abs(found[0][0])).isEqualTo(Math.sqrt(0.5), within(1e-12));
  }

  @Test
  void fit_constantFeatures_stillTellsOthers() {
    float[][] same = new float[12][4];

    OutlierModel found = OutlierModel.fit(same, new int[12], new int[] {4}, 1);

    double own = distance(found, new float[4]);
    assertThat(own).isZero();
    assertThat(distance(found, new float[] {0, 1, 0, 0})).isGreaterThan(1);
  }

  private static double distance(OutlierModel model, float[] features) {
    return model.score(
        OutlierMethod.MAHALANOBIS, new Evidence(features, Double.NaN, new double[] {1, 0}));
  }

  /** A network with large numbers must not drown one with small ones. */
  @Test
  void fit_networksOfOtherSizes_countAlike() {
    Random random = new Random(9);
    float[][] rows = new float[60][];
    Arrays.setAll(
        rows,
        i ->
            new float[] {
              1000 * (float) random.nextGaussian(), (float) random.nextGaussian(),
            });

    OutlierModel found = OutlierModel.fit(rows, new int[60], new int[] {1, 1}, 1);

    double small = distance(found, new float[] {0, 10});
    double large = distance(found, new float[] {10_000, 0});
    assertThat(small).isGreaterThan(5);
    assertThat(large / small).isBetween(0.7, 1.4);
  }
}
