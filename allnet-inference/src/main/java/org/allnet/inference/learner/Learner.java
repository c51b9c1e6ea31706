package org.allnet.inference.learner;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.allnet.data.InputException;
import org.jspecify.annotations.Nullable;
import org.tribuo.Model;
import org.tribuo.Trainer;
import org.tribuo.classification.Label;
import org.tribuo.classification.dtree.CARTClassificationTrainer;
import org.tribuo.classification.ensemble.FullyWeightedVotingCombiner;
import org.tribuo.classification.libsvm.LibSVMClassificationTrainer;
import org.tribuo.classification.libsvm.SVMClassificationType;
import org.tribuo.classification.libsvm.SVMClassificationType.SVMMode;
import org.tribuo.classification.sgd.linear.LinearSGDTrainer;
import org.tribuo.classification.sgd.objectives.LogMulticlass;
import org.tribuo.common.libsvm.KernelType;
import org.tribuo.common.libsvm.SVMParameters;
import org.tribuo.common.tree.RandomForestTrainer;
import org.tribuo.ensemble.BaggingTrainer;
import org.tribuo.math.optimisers.AdaGrad;

/**
 * Fits classical learners to rows of numbers. Thread-safe. The library that fits them logs each
 * tree at level INFO to {@code java.util.logging}, under {@code org.tribuo}; the program decides
 * about it.
 */
public final class Learner {

  /** Least weight of a tree's node that may still be split: trees grow until they are pure. */
  private static final float GROW_FULLY = 1f;

  static {
    // Told now and then while a machine is fitted, on the thread that fits it.
    libsvm.svm.svm_set_print_string_function(text -> Interruptible.check());
  }

  private Learner() {}

  /**
   * Fits a learner. Features are standardised to the training rows' mean and deviation first.
   *
   * @param options which learner
   * @param ranking which features to keep, or null for all
   * @param features training rows, all of one length, finite. Left as they are
   * @param labels the class of each row, 0 to {@code classes - 1}; at least two classes occur
   * @param classes how many classes there are, 2 to 1000; one that has no row gets probability 0
   * @param leftOut what the probabilities of a support vector machine are fitted to; other learners
   *     have theirs without
   * @param seed of all that is random: the same rows, options and seed give the same learner
   * @return the fitted learner
   * @throws InputException if the rows are none, ragged, not finite, all alike or all of one class,
   *     a label is out of range, or a class of a support vector machine has no row to fit its
   *     probabilities to
   * @throws org.allnet.data.RunException if the calling thread is interrupted
   */
  public static FittedLearner fit(
      LearnerOptions options,
      @Nullable FeatureRanking ranking,
      double[][] features,
      int[] labels,
      int classes,
      LeftOutRows leftOut,
      long seed) {
    check(features, labels, classes);
    Fit fit = Fit.of(options, ranking, features, labels, new SplittableRandom(seed));
    Model<Label> model = fit.model();
    if (options instanceof LearnerOptions.Svm) {
      PairDecisions decisions = decisions(options, ranking, features, labels, leftOut, fit);
      model = SupportVectorMessage.with(decisions.sigmoids(model), model);
    }
    double[][] standardised = fit.standardisation().apply(features);
    return new FittedLearner(
        fit.standardisation(),
        BackgroundRows.classMeans(standardised, labels, classes),
        features[0].length,
        classes,
        model,
        "fitted learner");
  }

  /**
   * A model and what rows are brought to before it sees them.
   *
   * @param standardisation with the kept columns
   * @param model of standardised rows
   */
  private record Fit(Standardisation standardisation, Model<Label> model) {

    static Fit of(
        LearnerOptions options,
        @Nullable FeatureRanking ranking,
        double[][] features,
        int[] labels,
        SplittableRandom seeds) {
      Standardisation kept = kept(ranking, features, labels);
      double[][] standardised = kept.apply(features);
      Trainer<Label> trainer = trainer(options, standardised, seeds);
      Model<Label> model =
          Interruptible.call(() -> trainer.train(LabelledRows.of(standardised, labels).dataset()));
      return new Fit(kept, model);
    }

    private static Standardisation kept(
        @Nullable FeatureRanking ranking, double[][] features, int[] labels) {
      Standardisation all = Standardisation.of(features);
      List<Integer> varying = all.varying();
      if (varying.isEmpty()) {
        throw new InputException(
            "training rows: none of %d features varies over %d rows; there is nothing to learn from"
                .formatted(features[0].length, features.length));
      }
      if (ranking == null) {
        return all;
      }
      Standardisation candidates = all.only(varying);
      return candidates.only(ranking.best(LabelledRows.of(candidates.apply(features), labels)));
    }
  }

  /** What machines decide about rows that they were not fitted to. */
  private static PairDecisions decisions(
      LearnerOptions options,
      @Nullable FeatureRanking ranking,
      double[][] features,
      int[] labels,
      LeftOutRows leftOut,
      Fit whole) {
    PairDecisions decisions = new PairDecisions();
    if (leftOut instanceof LeftOutRows.Beside beside) {
      decisions.add(
          whole.model(), whole.standardisation().apply(beside.features()), beside.labels());
      return decisions;
    }
    int[] folds = ((LeftOutRows.InFolds) leftOut).folds();
    for (int fold : IntStream.of(folds).distinct().sorted().toArray()) {
      int[] rest = rows(i -> folds[i] != fold, folds.length);
      int[] own = rows(i -> folds[i] == fold, folds.length);
      if (IntStream.of(rest).map(i -> labels[i]).distinct().count() < 2) {
        continue; // a machine of one class decides nothing
      }
      Fit fit =
          Fit.of(
              options,
              ranking,
              pick(features, rest),
              pick(labels, rest),
              new SplittableRandom(fold));
      decisions.add(
          fit.model(), fit.standardisation().apply(pick(features, own)), pick(labels, own));
    }
    return decisions;
  }

  private static int[] rows(IntPredicate which, int count) {
    return IntStream.range(0, count).filter(which).toArray();
  }

  private static double[][] pick(double[][] rows, int[] which) {
    return IntStream.of(which).mapToObj(i -> rows[i]).toArray(double[][]::new);
  }

  private static int[] pick(int[] labels, int[] which) {
    return IntStream.of(which).map(i -> labels[i]).toArray();
  }

  private static void check(double[][] features, int[] labels, int classes) {
    if (classes < 2 || classes > FittedLearner.MAX_CLASSES) {
      throw new InputException(
          "training rows: %d classes are out of range; use 2 to %d"
              .formatted(classes, FittedLearner.MAX_CLASSES));
    }
    if (features.length == 0 || features.length != labels.length || features[0].length == 0) {
      throw new InputException(
          "training rows: %d rows with %d labels; give a row of at least one feature for each label"
              .formatted(features.length, labels.length));
    }
    for (int i = 0; i < features.length; i++) {
      if (features[i].length != features[0].length) {
        throw new InputException(
            "training rows: row %d has %d features, the first has %d"
                .formatted(i, features[i].length, features[0].length));
      }
      FittedLearner.requireFinite(features[i], "training rows: row " + i);
      if (labels[i] < 0 || labels[i] >= classes) {
        throw new InputException(
            "training rows: row %d is of class %d; use 0 to %d"
                .formatted(i, labels[i], classes - 1));
      }
    }
    if (Arrays.stream(labels).distinct().count() < 2) {
      throw new InputException(
          "training rows: all are of class " + labels[0] + "; give rows of two classes or more");
    }
  }

  private static Trainer<Label> trainer(
      LearnerOptions options, double[][] rows, SplittableRandom seeds) {
    if (options instanceof LearnerOptions.Svm svm) {
      SVMParameters<Label> parameters =
          new SVMParameters<>(new SVMClassificationType(SVMMode.C_SVC), KernelType.RBF);
      parameters.setCost(svm.cost());
      parameters.setGamma(svm.gamma() > 0 ? svm.gamma() : gamma(rows));
      return new LibSVMClassificationTrainer(parameters, seeds.nextLong());
    }
    if (options instanceof LearnerOptions.RandomForest forest) {
      int width = rows[0].length;
      int features = forest.features() == 0 ? (int) Math.sqrt(width) : forest.features();
      if (features < width) {
        return new RandomForestTrainer<>(
            tree((float) features / width, seeds.nextLong()),
            new FullyWeightedVotingCombiner(),
            forest.trees(),
            seeds.nextLong());
      }
      return bagged(forest.trees(), seeds);
    }
    if (options instanceof LearnerOptions.BaggedTrees bagged) {
      return bagged(bagged.trees(), seeds);
    }
    LearnerOptions.Logistic logistic = (LearnerOptions.Logistic) options;
    return new LinearSGDTrainer(
        new LogMulticlass(),
        new Interruptible.Steps(new AdaGrad(logistic.learningRate())),
        logistic.epochs(),
        -1,
        seeds.nextLong());
  }

  private static Trainer<Label> bagged(int trees, SplittableRandom seeds) {
    return new BaggingTrainer<>(
        tree(1, seeds.nextLong()), new FullyWeightedVotingCombiner(), trees, seeds.nextLong());
  }

  private static CARTClassificationTrainer tree(float featureFraction, long seed) {
    return new CARTClassificationTrainer(
        Integer.MAX_VALUE, GROW_FULLY, 0, featureFraction, false, new Interruptible.Splits(), seed);
  }

  /** One over the number of features times the variance of all numbers together. */
  private static double gamma(double[][] rows) {
    double sum = 0;
    double squares = 0;
    long n = 0;
    for (double[] row : rows) {
      for (double value : row) {
        sum += value;
        squares += value * value;
        n++;
      }
    }
    double variance = squares / n - (sum / n) * (sum / n);
    return 1 / (rows[0].length * variance);
  }
}
