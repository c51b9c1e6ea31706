package org.allnet.training.trainer.optimiser;

import java.util.Locale;
import java.util.Map;
import org.allnet.data.OptionException;
import org.bytedeco.pytorch.Tensor;

/**
 * Which optimiser, with what constants.
 *
 * @param kind which
 * @param momentum share of itself that the first moment keeps unless a schedule moves it, 0 to
 *     below 1
 * @param weightDecay what pulls weights to 0, at least 0
 */
public record OptimiserOptions(Kind kind, double momentum, double weightDecay) {

  /** Adam as Keras has it. */
  public static final OptimiserOptions ADAM = new OptimiserOptions(Kind.ADAM, 0.9, 0);

  /** The optimisers there are. */
  public enum Kind {
    /** Adam (Kingma and Ba 2015); its weight decay is added to the gradient. */
    ADAM,
    /** Adam with decoupled weight decay (Loshchilov and Hutter 2019). */
    ADAMW,
    /** Gradient descent with momentum; its weight decay is added to the gradient. */
    SGD
  }

  /** Checks the ranges. */
  public OptimiserOptions {
    if (!(momentum >= 0 && momentum < 1)) {
      throw new OptionException("momentum " + momentum + " is out of range; use 0 to below 1");
    }
    if (!(weightDecay >= 0 && weightDecay < 1)) {
      throw new OptionException(
          "weight decay " + weightDecay + " is out of range; use 0 to below 1");
    }
  }

  /**
   * Reads an optimiser.
   *
   * @param text {@code adam [decay]}, {@code adamw [decay]} or {@code sgd [momentum [decay]]}
   * @throws OptionException where it is none of these
   */
  public static OptimiserOptions parse(String text) {
    String[] words = text.strip().toLowerCase(Locale.ROOT).split("\\s+");
    try {
      double first = words.length > 1 ? Double.parseDouble(words[1]) : Double.NaN;
      double second = words.length > 2 ? Double.parseDouble(words[2]) : 0;
      if (words[0].equals("adam") && words.length <= 2) {
        return new OptimiserOptions(Kind.ADAM, 0.9, words.length > 1 ? first : 0);
      }
      if (words[0].equals("adamw") && words.length <= 2) {
        return new OptimiserOptions(Kind.ADAMW, 0.9, words.length > 1 ? first : 0.01);
      }
      if (words[0].equals("sgd") && words.length <= 3) {
        return new OptimiserOptions(Kind.SGD, words.length > 1 ? first : 0.9, second);
      }
    } catch (NumberFormatException e) {
      throw unknown(text);
    }
    throw unknown(text);
  }

  private static OptionException unknown(String text) {
    return new OptionException(
        "optimiser '%s' is unknown; use 'adam [decay]', 'adamw [decay]' or 'sgd [momentum [decay]]'"
            .formatted(text));
  }

  /** {@return what {@link #parse} reads} */
  public String text() {
    return switch (kind) {
      case ADAM -> weightDecay == 0 ? "adam" : "adam " + weightDecay;
      case ADAMW -> "adamw " + weightDecay;
      case SGD -> "sgd " + momentum + " " + weightDecay;
    };
  }

  /**
   * Makes the optimiser, with moments of zero.
   *
   * @param weights what is trained, by name; not owned
   * @param factors what the rate is multiplied by for a tensor; 1 where it says nothing
   * @return the optimiser; the caller closes it
   */
  public Optimiser make(Map<String, Tensor> weights, Map<String, Double> factors) {
    return kind == Kind.SGD
        ? new Momentum(weights, factors, weightDecay)
        : new Adam(weights, factors, weightDecay, kind == Kind.ADAMW);
  }
}
