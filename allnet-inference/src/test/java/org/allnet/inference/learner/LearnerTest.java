package org.allnet.inference.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Logger;
import org.allnet.data.InputException;
import org.allnet.data.RunException;
import org.junit.jupiter.api.Test;

class LearnerTest {

  private static final List<LearnerOptions> EVERY =
      List.of(
          LearnerOptions.Svm.DEFAULTS,
          new LearnerOptions.RandomForest(20, 0),
          new LearnerOptions.BaggedTrees(10),
          LearnerOptions.Logistic.DEFAULTS);

  /** Rows with their classes. */
  private record Rows(double[][] features, int[] labels) {}

  /** Two rings around the origin: no line parts them. */
  private static Rows rings(int n, long seed) {
    Random random = new Random(seed);
    Rows rows = new Rows(new double[n][], new int[n]);
    for (int i = 0; i < n; i++) {
      double radius = (i % 2 == 0 ? 1 : 3) + 0.2 * random.nextGaussian();
      double angle = 2 * Math.PI * random.nextDouble();
      rows.features[i] = new double[] {radius * Math.cos(angle), 50 * radius * Math.sin(angle)};
      rows.labels[i] = i % 2;
    }
    return rows;
  }

  /** Blobs on the corners of a square in the two given columns; the other columns are noise. */
  private static Rows blobs(int n, int classes, int columns, int first, int second, long seed) {
    Random random = new Random(seed);
    Rows rows = new Rows(new double[n][columns], new int[n]);
    for (int i = 0; i < n; i++) {
      int label = i % classes;
      for (int c = 0; c < columns; c++) {
        rows.features[i][c] = random.nextGaussian();
      }
      rows.features[i][first] += label % 2 * 5;
      rows.features[i][second] += (label + 1) / 2 % 2 * 5;
      rows.labels[i] = label;
    }
    return rows;
  }

  /** Another library's logging is a matter of the program, not of this one. */
  @Test
  void fit_loggingOfTheProcess_isLeftAlone() {
    Logger library = Logger.getLogger("org.tribuo");
    Rows rows = rings(20, 1);
    LeftOutRows leftOut = new LeftOutRows.Beside(rows.features, rows.labels);
    LearnerOptions forest = new LearnerOptions.RandomForest(1, 0);
    Learner.fit(forest, null, rows.features, rows.labels, 2, leftOut, 7);
    assertThat(library.getLevel()).isNull();
  }

  /** Each would take minutes. */
  private static final List<LearnerOptions> LONG =
      List.of(
          new LearnerOptions.Svm(1000, 0),
          new LearnerOptions.RandomForest(1000, 0),
          new LearnerOptions.BaggedTrees(1000),
          new LearnerOptions.Logistic(1000, 0.1));

  @Test
  void fit_ofAnInterruptedThread_stopsWithinMoments() throws InterruptedException {
    Rows rows = blobs(2500, 2, 200, 0, 1, 3);
    Random random = new Random(4);
    for (int i = 0; i < rows.labels.length; i++) {
      rows.labels[i] = random.nextInt(2);
    }
    for (LearnerOptions options : LONG) {
      AtomicReference<Throwable> failure = new AtomicReference<>();
      Thread thread =
          new Thread(
              () -> {
                try {
                  Learner.fit(
                      options,
                      null,
                      rows.features,
                      rows.labels,
                      2,
                      new LeftOutRows.Beside(rows.features, rows.labels),
                      1);
                } catch (RuntimeException | Error e) {
                  failure.set(e);
                }
              });
      thread.start();
      thread.join(200);
      assertThat(thread.isAlive()).as("%s is done already", options).isTrue();
      thread.interrupt();
      thread.join(8000);
      assertThat(thread.isAlive()).as(options.toString()).isFalse();
      assertThat(failure.get())
          .as(options.toString())
          .isInstanceOf(RunException.class)
          .hasMessageContaining("interrupted while fitting a learner");
    }
  }

  /** Up to five folds, with the rows of each class spread over them. */
  static LeftOutRows folds(int[] labels, long seed) {
    Random random = new Random(seed);
    int[] next = random.ints(10, 0, 5).toArray();
    int[] folds = new int[labels.length];
    for (int i = 0; i < folds.length; i++) {
      folds[i] = next[labels[i]]++ % 5;
    }
    return new LeftOutRows.InFolds(folds);
  }

  private static double accuracy(FittedLearner learner, Rows rows) {
    int right = 0;
    for (int i = 0; i < rows.labels.length; i++) {
      double[] p = learner.probabilities(rows.features[i]);
      int best = 0;
      for (int c = 1; c < p.length; c++) {
        best = p[c] > p[best] ? c : best;
      }
      right += best == rows.labels[i] ? 1 : 0;
    }
    return (double) right / rows.labels.length;
  }

  private static FittedLearner fit(LearnerOptions options, Rows rows, int classes, long seed) {
    return Learner.fit(
        options, null, rows.features, rows.labels, classes, folds(rows.labels, seed), seed);
  }

  @Test
  void fit_rings_areSolvedByAllButLogistic() {
    Rows training = rings(200, 1);
    Rows test = rings(200, 2);

    assertThat(accuracy(fit(EVERY.get(0), training, 2, 3), test)).isGreaterThan(0.98);
    assertThat(accuracy(fit(EVERY.get(1), training, 2, 3), test)).isGreaterThan(0.93);
    assertThat(accuracy(fit(EVERY.get(2), training, 2, 3), test)).isGreaterThan(0.93);
    assertThat(accuracy(fit(EVERY.get(3), training, 2, 3), test)).isBetween(0.3, 0.7);
  }

  @Test
  void fit_blobsOfFourClasses_areSolvedByEvery() {
    Rows training = blobs(200, 4, 3, 0, 2, 1);
    Rows test = blobs(200, 4, 3, 0, 2, 2);
    for (LearnerOptions options : EVERY) {
      assertThat(accuracy(fit(options, training, 4, 3), test))
          .as(options.text())
          .isGreaterThan(0.93);
    }
  }

  @Test
  void ranking_twoOfTwentyColumns_areFound() {
    for (int round = 0; round < 10; round++) {
      Rows rows = blobs(200, 4, 20, round, 19 - round, round);
      // Columns that do not vary are never kept.
      int constant = (round + 1) % 10;
      Arrays.stream(rows.features).forEach(row -> row[constant] = 0.1);
      FittedLearner learner =
          Learner.fit(
              EVERY.get(3),
              new FeatureRanking(2),
              rows.features,
              rows.labels,
              4,
              folds(rows.labels, round),
              round);

      assertThat(learner.kept()).containsExactlyInAnyOrder(round, 19 - round);
      assertThat(learner.features()).isEqualTo(20);
      assertThat(accuracy(learner, rows)).isGreaterThan(0.93);
    }
  }

  @Test
  void ranking_moreThanThereAre_keepsAllVarying() {
    Rows rows = blobs(100, 2, 4, 2, 2, 1);
    Arrays.stream(rows.features).forEach(row -> row[0] = 7);
    FittedLearner learner =
        Learner.fit(
            EVERY.get(0),
            new FeatureRanking(50),
            rows.features,
            rows.labels,
            2,
            folds(rows.labels, 1),
            1);

    assertThat(learner.kept()).hasSize(3).startsWith(2).contains(1, 3);
    assertThat(fit(EVERY.get(0), rows, 2, 1).kept()).containsExactly(0, 1, 2, 3);
  }

  @Test
  void probabilities_anyRow_sumToOne() {
    Random random = new Random(4);
    Rows rows = blobs(90, 3, 5, 0, 1, 5);
    for (LearnerOptions options : EVERY) {
      FittedLearner learner = fit(options, rows, 3, 6);
      for (int i = 0; i < 200; i++) {
        double scale = Math.pow(10, random.nextInt(12) - 2);
        double[] row = random.doubles(5, -scale, scale).toArray();
        double[] p = learner.probabilities(i == 0 ? new double[] {1e308, 0, -1e308, 0, 0} : row);

        assertThat(p).hasSize(3);
        assertThat(Arrays.stream(p).sum()).isCloseTo(1, within(1e-12));
        assertThat(Arrays.stream(p).allMatch(x -> x >= 0 && x <= 1)).isTrue();
      }
    }
  }

  @Test
  void fit_classWithoutRows_getsNothing() {
    Rows rows = blobs(60, 2, 2, 0, 1, 5);
    int[] labels = Arrays.stream(rows.labels).map(label -> label == 0 ? 1 : 3).toArray();
    for (LearnerOptions options : EVERY) {
      FittedLearner learner =
          Learner.fit(options, null, rows.features, labels, 5, folds(labels, 6), 6);
      double[] p = learner.probabilities(rows.features[0]);

      assertThat(new double[] {p[0], p[2], p[4]}).containsOnly(0);
      assertThat(p[1]).isGreaterThan(p[3]);
    }
  }

  @Test
  void fit_sameSeed_sameBytesAndAnotherSeedOthers() {
    Rows rows = blobs(80, 2, 6, 0, 1, 9);
    Rows overlapping = new Rows(rows.features, rows.labels.clone());
    for (int i = 0; i < 20; i++) {
      overlapping.labels[i] = 1 - overlapping.labels[i];
    }
    for (LearnerOptions options : EVERY) {
      byte[] first = fit(options, overlapping, 2, 1).toBytes();

      assertThat(fit(options, overlapping, 2, 1).toBytes()).isEqualTo(first);
      assertThat(fit(options, overlapping, 2, 2).toBytes()).isNotEqualTo(first);
    }
  }

  @Test
  void fit_scaledFeatures_sameProbabilities() {
    Rows rows = blobs(80, 2, 3, 0, 1, 9);
    Rows moved = new Rows(new double[80][], rows.labels);
    for (int i = 0; i < 80; i++) {
      moved.features[i] = Arrays.stream(rows.features[i]).map(x -> 1024 * x + 4096).toArray();
    }
    double[] p = fit(EVERY.get(0), rows, 2, 1).probabilities(rows.features[7]);

    assertThat(fit(EVERY.get(0), moved, 2, 1).probabilities(moved.features[7]))
        .containsExactly(p, within(1e-6));
  }

  @Test
  void fit_constantFeature_isIgnored() {
    Rows rows = blobs(80, 2, 3, 0, 1, 9);
    Arrays.stream(rows.features).forEach(row -> row[2] = 0.1);
    for (LearnerOptions options : EVERY) {
      FittedLearner learner = fit(options, rows, 2, 1);
      double[] p = learner.probabilities(new double[] {1, 2, 0.1});

      assertThat(learner.probabilities(new double[] {1, 2, 99})).isEqualTo(p);
    }
  }

  @Test
  void fit_fewRows_works() {
    double[][] features = {{0}, {1}, {5}, {6}};
    int[] labels = {0, 0, 1, 1};
    for (LearnerOptions options : EVERY) {
      double[] p =
          Learner.fit(options, new FeatureRanking(1), features, labels, 2, folds(labels, 1), 1)
              .probabilities(new double[] {0.5});

      assertThat(p[0] + p[1]).isCloseTo(1, within(1e-12));
    }
  }

  @Test
  void fit_inThreads_answersAsAlone() throws Exception {
    Rows rows = rings(80, 3);
    List<double[]> alone = new ArrayList<>();
    for (LearnerOptions options : EVERY) {
      alone.add(fit(options, rows, 2, 8).probabilities(rows.features[5]));
    }
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<double[]>> together = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        LearnerOptions options = EVERY.get(i % 4);
        together.add(
            threads.submit(() -> fit(options, rows, 2, 8).probabilities(rows.features[5])));
      }
      for (int i = 0; i < 12; i++) {
        assertThat(together.get(i).get()).isEqualTo(alone.get(i % 4));
      }
    } finally {
      threads.shutdown();
    }
  }

  @Test
  void fit_badRows_areRefusedInOneLine() {
    double[][] good = {{1, 2}, {3, 4}};
    refused(new double[0][], new int[0], 2, "0 rows");
    refused(good, new int[] {0}, 2, "2 rows with 1 labels");
    refused(new double[][] {{1, 2}, {3}}, new int[] {0, 1}, 2, "row 1 has 1 features");
    refused(new double[][] {{1, 2}, {3, Double.NaN}}, new int[] {0, 1}, 2, "NaN as feature 1");
    refused(new double[][] {{1, 2}, {1, 2}}, new int[] {0, 1}, 2, "none of 2 features varies");
    refused(new double[][] {{-1e300}, {1e300}}, new int[] {0, 1}, 2, "too large");
    refused(good, new int[] {0, 2}, 2, "class 2; use 0 to 1");
    refused(good, new int[] {1, 1}, 2, "all are of class 1");
    refused(good, new int[] {0, 1}, 1, "1 classes");
  }

  private static void refused(double[][] features, int[] labels, int classes, String said) {
    assertThatThrownBy(
            () -> Learner.fit(EVERY.get(0), null, features, labels, classes, folds(labels, 1), 1))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(said);
  }

  @Test
  void probabilities_wrongRow_isRefused() {
    FittedLearner learner = fit(EVERY.get(0), rings(40, 1), 2, 1);

    assertThatThrownBy(() -> learner.probabilities(new double[3]))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("a row of 3 features")
        .hasMessageContaining("fitted to 2");
    assertThatThrownBy(() -> learner.probabilities(new double[] {0, Double.POSITIVE_INFINITY}))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("Infinity as feature 1");
  }

  /** Subjects with rows that are all but alike; classes that the features do not tell. */
  private static Rows subjects(int subjects, int each, long seed) {
    Random random = new Random(seed);
    Rows rows = new Rows(new double[subjects * each][5], new int[subjects * each]);
    for (int subject = 0; subject < subjects; subject++) {
      double[] own = random.doubles(5, -2, 2).toArray();
      for (int i = subject * each; i < (subject + 1) * each; i++) {
        rows.features[i] = Arrays.stream(own).map(x -> x + 0.01 * random.nextGaussian()).toArray();
        rows.labels[i] = subject % 2;
      }
    }
    return rows;
  }

  private static double logLoss(FittedLearner learner, Rows rows) {
    double loss = 0;
    for (int i = 0; i < rows.labels.length; i++) {
      loss -= Math.log(learner.probabilities(rows.features[i])[rows.labels[i]]);
    }
    return loss / rows.labels.length;
  }

  @Test
  void fit_svmOfSubjects_isSureIfFoldsDivideThem() {
    Rows training = subjects(40, 10, 1);
    Rows others = subjects(200, 1, 2);
    LearnerOptions svm = LearnerOptions.parse("svm cost=10 gamma=0.5");
    int[] bySubject = new int[400];
    int[] byRow = new int[400];
    for (int i = 0; i < 400; i++) {
      bySubject[i] = i / 20 % 5;
      byRow[i] = i % 5;
    }
    double grouped =
        logLoss(
            Learner.fit(
                svm,
                null,
                training.features,
                training.labels,
                2,
                new LeftOutRows.InFolds(bySubject),
                1),
            others);
    double divided =
        logLoss(
            Learner.fit(
                svm,
                null,
                training.features,
                training.labels,
                2,
                new LeftOutRows.InFolds(byRow),
                1),
            others);

    // nothing can be known of other subjects: the least loss there is, is log 2
    assertThat(grouped).isCloseTo(Math.log(2), within(0.05));
    assertThat(divided).isGreaterThan(1);
  }

  @Test
  void fit_svmBesideRows_isBestThereForItsTargets() {
    Rows training = rings(100, 1);
    Rows beside = rings(60, 2);
    for (int i = 0; i < 12; i++) {
      beside.labels[i] = 1 - beside.labels[i];
    }
    beside.labels[0] = beside.labels[1];
    FittedLearner learner =
        Learner.fit(
            EVERY.get(0),
            null,
            training.features,
            training.labels,
            2,
            new LeftOutRows.Beside(beside.features, beside.labels),
            1);
    double ones = Arrays.stream(beside.labels).sum();
    double off = 0;
    double offBySlope = 0;
    for (int i = 0; i < 60; i++) {
      double p = learner.probabilities(beside.features[i])[1];
      double target = beside.labels[i] == 1 ? (ones + 1) / (ones + 2) : 1 / (60 - ones + 2);
      off += target - p;
      offBySlope += (target - p) * Math.log(p / (1 - p));
    }
    // both derivatives of the log loss vanish, as log-odds are a line over decision values
    assertThat(off).isCloseTo(0, within(1e-5));
    assertThat(offBySlope).isCloseTo(0, within(1e-4));
  }

  @Test
  void fit_svmWithoutLeftOutRowOfAClass_isRefused() {
    double[][] features = {{0}, {1}, {5}, {6}};
    int[] labels = {0, 0, 1, 1};
    for (LeftOutRows none :
        List.of(
            new LeftOutRows.Beside(new double[][] {{1}}, new int[] {0}),
            new LeftOutRows.InFolds(new int[] {1, 2, 3, 3}))) {
      assertThatThrownBy(() -> Learner.fit(EVERY.get(0), null, features, labels, 2, none, 1))
          .isInstanceOf(InputException.class)
          .hasMessageContaining("class 1 has no row that was left out of a fit with class 0");
    }
  }
}
