package org.allnet.training.trainer.optimiser;

import java.util.Locale;
import java.util.Map;
import org.allnet.data.OptionException;
import org.allnet.data.option.OptionGrammar;
import org.allnet.data.option.OptionRange;
import org.allnet.data.option.OptionText;
import org.bytedeco.pytorch.Tensor;

/**
 * Which optimiser, with what constants.
 *
 * @param kind which
 * @param momentum fraction of itself that the first moment keeps unless a schedule moves it, 0 to
 *     below 1
 * @param weightDecay what pulls weights to 0, at least 0
 */
public record OptimiserOptions(Kind kind, double momentum, double weightDecay) {

  /** Adam as Keras has it. */
  public static final OptimiserOptions ADAM = new OptimiserOptions(Kind.ADAM, 0.9, 0);

  /** Adam's first beta, as it is published. */
  private static final double BETA = 0.9;

  /** The optimisers there are. */
  public enum Kind {
    /** Adam (Kingma and Ba 2015); its weight decay is added to the gradient. */
    ADAM,
    /** Adam with decoupled weight decay (Loshchilov and Hutter 2019). */
    ADAMW,
    /** Gradient descent with momentum; its weight decay is added to the gradient. */
    SGD
  }

  /** How optimisers are written. */
  public static final OptionGrammar<OptimiserOptions> GRAMMAR =
      OptionGrammar.<OptimiserOptions>of("optimiser")
          .or("adam decay=0", s -> new OptimiserOptions(Kind.ADAM, BETA, s.number("decay", 0)))
          .or(
              "adamw decay=0.01",
              s -> new OptimiserOptions(Kind.ADAMW, BETA, s.number("decay", 0.01)))
          .or(
              "sgd momentum=0.9 decay=1e-4",
              s -> new OptimiserOptions(Kind.SGD, s.number("momentum", 0.9), s.number("decay", 0)));

  /**
   * Checks momentum and weight decay.
   *
   * @throws OptionException if one is not in [0,1)
   */
  public OptimiserOptions {
    OptionRange.require(momentum >= 0 && momentum < 1, "momentum", momentum, "0 to below 1");
    OptionRange.require(weightDecay >= 0 && weightDecay < 1, "decay", weightDecay, "0 to below 1");
  }

  /**
   * Reads an optimiser.
   *
   * @param text {@code adam}, {@code adamw} or {@code sgd} with settings as {@link #GRAMMAR} has
   *     them; case does not matter
   * @throws OptionException if it is none of these or a number is out of range
   */
  public static OptimiserOptions parse(String text) {
    return GRAMMAR.read(text);
  }

  /**
   * Returns the same optimiser with another momentum.
   *
   * @param other the momentum
   */
  public OptimiserOptions withMomentum(double other) {
    return new OptimiserOptions(kind, other, weightDecay);
  }

  /** {@return what {@link #parse} reads} */
  public String text() {
    OptionText name = OptionText.of(kind.name().toLowerCase(Locale.ROOT));
    return (kind == Kind.SGD ? name.with("momentum", momentum) : name)
        .with("decay", weightDecay)
        .toString();
  }

  /**
   * Makes the optimiser, with moments of zero.
   *
   * @param weights what is trained, by name; not owned
   * @param factors what the rate is multiplied by for a tensor; 1 if it says nothing
   * @return the optimiser; the caller closes it
   */
  public Optimiser make(Map<String, Tensor> weights, Map<String, Double> factors) {
    return kind == Kind.SGD
        ? new Momentum(weights, factors, weightDecay)
        : new Adam(weights, factors, weightDecay, kind == Kind.ADAMW);
  }
}
