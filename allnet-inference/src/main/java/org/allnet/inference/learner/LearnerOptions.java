package org.allnet.inference.learner;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.allnet.data.OptionException;

/** Which classical learner, with its settings. */
public sealed interface LearnerOptions {

  /** What {@link #of} knows. */
  List<String> NAMES = List.of("svm", "random-forest", "bagged-trees", "logistic");

  /** {@return the text that {@link #of} reads as the same options} */
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

    /** Checks the ranges. */
    public Svm {
      require(cost > 0 && cost <= 1e6, "svm cost", cost, "above 0 to 1e6");
      require(gamma >= 0 && gamma <= 1e6, "svm gamma", gamma, "0 to 1e6");
    }

    @Override
    public String text() {
      return "svm:cost=" + cost + ",gamma=" + gamma;
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

    /** Checks the ranges. */
    public RandomForest {
      require(trees >= 1 && trees <= 10_000, "random-forest trees", trees, "1 to 10000");
      require(
          features >= 0 && features <= 1_000_000, "random-forest features", features, "0 to 1e6");
    }

    @Override
    public String text() {
      return "random-forest:trees=" + trees + ",features=" + features;
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

    /** Checks the range. */
    public BaggedTrees {
      require(trees >= 1 && trees <= 10_000, "bagged-trees trees", trees, "1 to 10000");
    }

    @Override
    public String text() {
      return "bagged-trees:trees=" + trees;
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

    /** Checks the ranges. */
    public Logistic {
      require(epochs >= 1 && epochs <= 10_000, "logistic epochs", epochs, "1 to 10000");
      require(
          learningRate > 0 && learningRate <= 10, "logistic rate", learningRate, "above 0 to 10");
    }

    @Override
    public String text() {
      return "logistic:epochs=" + epochs + ",rate=" + learningRate;
    }
  }

  /**
   * Reads options from text: a name of {@link #NAMES}, then, after a colon, settings where the
   * defaults are not wanted, such as {@code svm:cost=10,gamma=0.01}, {@code
   * random-forest:trees=500,features=8}, {@code bagged-trees:trees=50} or {@code
   * logistic:epochs=20,rate=0.5}.
   *
   * @param text the text; case and surrounding spaces do not matter
   * @return the options
   * @throws OptionException where the name or a setting is unknown, or a value is no number or out
   *     of range
   */
  static LearnerOptions of(String text) {
    String[] parts = text.strip().toLowerCase(Locale.ROOT).split(":", 2);
    String name = parts[0].strip();
    Map<String, String> settings = settings(text, parts.length > 1 ? parts[1] : "");
    LearnerOptions options =
        switch (name) {
          case "svm" ->
              new Svm(
                  number(settings, "cost", Svm.DEFAULTS.cost()),
                  number(settings, "gamma", Svm.DEFAULTS.gamma()));
          case "random-forest" ->
              new RandomForest(
                  whole(settings, "trees", RandomForest.DEFAULTS.trees()),
                  whole(settings, "features", RandomForest.DEFAULTS.features()));
          case "bagged-trees" ->
              new BaggedTrees(whole(settings, "trees", BaggedTrees.DEFAULTS.trees()));
          case "logistic" ->
              new Logistic(
                  whole(settings, "epochs", Logistic.DEFAULTS.epochs()),
                  number(settings, "rate", Logistic.DEFAULTS.learningRate()));
          default ->
              throw new OptionException(
                  "learner '" + name + "' is unknown; use " + String.join(", ", NAMES));
        };
    if (!settings.isEmpty()) {
      Set<String> known = new TreeSet<>();
      for (String setting : options.text().split(":", 2)[1].split(",")) {
        known.add(setting.split("=", 2)[0]);
      }
      throw new OptionException(
          "learner "
              + name
              + " has no setting '"
              + settings.keySet().iterator().next()
              + "'; it has "
              + String.join(", ", known));
    }
    return options;
  }

  private static Map<String, String> settings(String text, String list) {
    Map<String, String> settings = new LinkedHashMap<>();
    if (list.isBlank()) {
      return settings;
    }
    for (String setting : list.split(",", -1)) {
      String[] sides = setting.split("=", 2);
      if (sides.length < 2 || settings.put(sides[0].strip(), sides[1].strip()) != null) {
        throw new OptionException(
            "learner '"
                + text.strip()
                + "' can't be read at '"
                + setting
                + "'; write name:key=value");
      }
    }
    return settings;
  }

  private static double number(Map<String, String> settings, String key, double otherwise) {
    String value = settings.remove(key);
    try {
      return value == null ? otherwise : Double.parseDouble(value);
    } catch (NumberFormatException e) {
      throw new OptionException("learner setting " + key + " '" + value + "' is no number", e);
    }
  }

  private static int whole(Map<String, String> settings, String key, int otherwise) {
    String value = settings.remove(key);
    try {
      return value == null ? otherwise : Integer.parseInt(value);
    } catch (NumberFormatException e) {
      throw new OptionException(
          "learner setting " + key + " '" + value + "' is no whole number", e);
    }
  }

  private static void require(boolean good, String option, Object value, String range) {
    if (!good) {
      throw new OptionException(option + " " + value + " is out of range; use " + range);
    }
  }
}
