package org.allnet.inference.learner;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import org.allnet.data.OptionException;
import org.allnet.data.option.OptionGrammar;
import org.allnet.data.option.OptionRange;
import org.allnet.data.option.OptionText;

/** Which classical learner, with its settings. */
public sealed interface LearnerOptions {

  /** How learners are written. */
  OptionGrammar<LearnerOptions> GRAMMAR =
      OptionGrammar.<LearnerOptions>of("learner")
          .or(
              "svm cost=1 gamma=0.01",
              s ->
                  new Svm(
                      s.number("cost", Svm.DEFAULTS.cost()),
                      s.number("gamma", Svm.DEFAULTS.gamma())))
          .or(
              "random-forest trees=100 features=8",
              s ->
                  new RandomForest(
                      s.whole("trees", RandomForest.DEFAULTS.trees()),
                      s.whole("features", RandomForest.DEFAULTS.features())))
          .or(
              "bagged-trees trees=100",
              s -> new BaggedTrees(s.whole("trees", BaggedTrees.DEFAULTS.trees())))
          .or(
              "logistic epochs=50 rate=0.1",
              s ->
                  new Logistic(
                      s.whole("epochs", Logistic.DEFAULTS.epochs()),
                      s.number("rate", Logistic.DEFAULTS.learningRate())));

  /** What {@link #parse} knows. */
  List<String> NAMES = GRAMMAR.names();

  /** {@return the text that {@link #parse} reads as the same options} */
  @JsonValue
  String text();

  /**
   * A support vector machine with radial kernel {@code exp(-gamma |a - b|^2)} by libsvm (doi
   * 10.1145/1961189.1961199), and probabilities by Platt's method on {@link LeftOutRows}. More than
   * two classes are decided pair by pair, and the pairs' probabilities are coupled as libsvm does.
   *
   * @param cost what a wrong answer costs, above 0 to 1e6
   * @param gamma the kernel's sharpness, 0 to 1e6; 0 means {@code 1 / (features * variance)} of the
   *     standardised training rows
   */
  record Svm(double cost, double gamma) implements LearnerOptions {

    /** Cost 1, gamma from the rows. */
    public static final Svm DEFAULTS = new Svm(1, 0);

    /**
     * Checks cost and gamma.
     *
     * @throws OptionException if {@code cost} is not above 0 to 1e6, or {@code gamma} is not 0 to
     *     1e6
     */
    public Svm {
      OptionRange.require(cost > 0 && cost <= 1e6, "cost", cost, "above 0 to 1e6");
      OptionRange.require(gamma >= 0 && gamma <= 1e6, "gamma", gamma, "0 to 1e6");
    }

    @Override
    public String text() {
      return OptionText.of("svm").with("cost", cost).with("gamma", gamma).toString();
    }
  }

  /**
   * A random forest (Breiman 2001, doi 10.1023/A:1010933404324): fully grown trees on bootstrap
   * samples, a random part of the features at each split, probabilities averaged.
   *
   * @param trees how many, 1 to 10000
   * @param features how many features a split may choose from, 0 to 1000000; 0 means the square
   *     root of their number, and more than there are means all
   */
  record RandomForest(int trees, int features) implements LearnerOptions {

    /** 100 trees, the square root of the features. */
    public static final RandomForest DEFAULTS = new RandomForest(100, 0);

    /**
     * Checks both numbers.
     *
     * @throws OptionException if {@code trees} is not 1 to 10000, or {@code features} is not 0 to
     *     1000000
     */
    public RandomForest {
      OptionRange.require(trees >= 1 && trees <= 10_000, "trees", trees, "1 to 10000");
      OptionRange.require(features >= 0 && features <= 1_000_000, "features", features, "0 to 1e6");
    }

    @Override
    public String text() {
      return OptionText.of("random-forest")
          .with("trees", trees)
          .with("features", features)
          .toString();
    }
  }

  /**
   * Bagged trees (Breiman 1996, doi 10.1007/BF00058655): fully grown trees on bootstrap samples,
   * all features at each split, probabilities averaged.
   *
   * @param trees how many, 1 to 10000
   */
  record BaggedTrees(int trees) implements LearnerOptions {

    /** 100 trees. */
    public static final BaggedTrees DEFAULTS = new BaggedTrees(100);

    /**
     * Checks the number of trees.
     *
     * @throws OptionException if it is not 1 to 10000
     */
    public BaggedTrees {
      OptionRange.require(trees >= 1 && trees <= 10_000, "trees", trees, "1 to 10000");
    }

    @Override
    public String text() {
      return OptionText.of("bagged-trees").with("trees", trees).toString();
    }
  }

  /**
   * Multinomial logistic regression by stochastic gradient descent with AdaGrad, without penalty.
   *
   * @param epochs passes over the rows, 1 to 10000
   * @param learningRate AdaGrad's step, above 0 to 10
   */
  record Logistic(int epochs, double learningRate) implements LearnerOptions {

    /** 50 passes at 0.1. */
    public static final Logistic DEFAULTS = new Logistic(50, 0.1);

    /**
     * Checks both numbers.
     *
     * @throws OptionException if {@code epochs} is not 1 to 10000, or {@code learningRate} is not
     *     above 0 to 10
     */
    public Logistic {
      OptionRange.require(epochs >= 1 && epochs <= 10_000, "epochs", epochs, "1 to 10000");
      OptionRange.require(
          learningRate > 0 && learningRate <= 10, "rate", learningRate, "above 0 to 10");
    }

    @Override
    public String text() {
      return OptionText.of("logistic").with("epochs", epochs).with("rate", learningRate).toString();
    }
  }

  /**
   * Reads options.
   *
   * @param text a name of {@link #NAMES} with settings as {@link #GRAMMAR} has them; case does not
   *     matter
   * @return the options
   * @throws OptionException if the name or a setting is unknown, or a value is no number or out of
   *     range
   */
  @JsonCreator
  static LearnerOptions parse(String text) {
    return GRAMMAR.read(text);
  }
}
