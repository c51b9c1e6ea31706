package org.allnet.training.trainer.loss;

import org.allnet.data.OptionException;
import org.allnet.data.option.OptionGrammar;
import org.allnet.data.option.OptionRange;
import org.allnet.data.option.OptionText;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/** How far logits are from their targets, as a mean over a batch. Immutable and thread-safe. */
public sealed interface Loss {

  /** How losses are written. */
  OptionGrammar<Loss> GRAMMAR =
      OptionGrammar.<Loss>of("loss")
          .or(
              "cross-entropy smoothing=0.05",
              settings -> new CrossEntropy(settings.number("smoothing", 0)))
          .or(
              "symmetric-cross-entropy alpha=1 beta=0.5",
              settings ->
                  new SymmetricCrossEntropy(
                      settings.number("alpha", 1), settings.number("beta", 1)));

  /**
   * The mean loss of a batch.
   *
   * @param logits (batch, classes)
   * @param targets (batch, classes), fractions of each class, rows that sum to 1
   * @param classWeights (classes), what each class counts, or null if all count the same; the mean
   *     is then over the weights
   * @return a number that gradients flow through, for the caller's scope to free
   */
  Tensor of(Tensor logits, Tensor targets, @Nullable Tensor classWeights);

  /** {@return what {@link #parse} reads} */
  String text();

  /**
   * Reads a loss.
   *
   * @param text {@code cross-entropy} or {@code symmetric-cross-entropy} with settings as {@link
   *     #GRAMMAR} has them; case does not matter
   * @throws OptionException if it is none of these or a number is out of range
   */
  static Loss parse(String text) {
    return GRAMMAR.read(text);
  }

  /** The mean over a batch of a row's sums, weighted by class. */
  private static Tensor mean(Tensor perClass, Tensor targets, @Nullable Tensor classWeights) {
    if (classWeights == null) {
      return perClass.sum(1).mean();
    }
    Tensor weights = targets.mul(classWeights).sum(1);
    return perClass.mul(classWeights).sum(1).sum().div(weights.sum());
  }

  /**
   * Cross-entropy.
   *
   * @param smoothing fraction of each target that is spread over all classes (Szegedy et al. 2016),
   *     0 to below 1
   */
  record CrossEntropy(double smoothing) implements Loss {

    /**
     * Checks the smoothing.
     *
     * @throws OptionException if it is not in [0,1)
     */
    public CrossEntropy {
      OptionRange.require(smoothing >= 0 && smoothing < 1, "smoothing", smoothing, "0 to below 1");
    }

    @Override
    public Tensor of(Tensor logits, Tensor targets, @Nullable Tensor classWeights) {
      Tensor smooth =
          smoothing == 0
              ? targets
              : targets.mul(new Scalar(1 - smoothing)).add(new Scalar(smoothing / logits.size(1)));
      Tensor logFractions = torch.log_softmax(logits, 1);
      return mean(smooth.mul(logFractions).neg(), targets, classWeights);
    }

    @Override
    public String text() {
      return OptionText.of("cross-entropy").with("smoothing", smoothing).toString();
    }
  }

  /**
   * Cross-entropy and its reverse against noisy labels (Wang et al. 2019, arXiv 1908.06112); the
   * logarithm of 0 is taken as {@value #LOG_OF_ZERO}, as there.
   *
   * @param alpha weight of the cross-entropy, 0 to 1000
   * @param beta weight of the reverse, 0 to 1000
   */
  record SymmetricCrossEntropy(double alpha, double beta) implements Loss {

    /** What stands for the logarithm of 0. */
    static final double LOG_OF_ZERO = -4;

    private static final double SMALLEST = Math.exp(LOG_OF_ZERO);
    private static final double FRACTION_FLOOR = 1e-7;
    private static final double MOST = 1000;

    /**
     * Checks both weights.
     *
     * @throws OptionException if one is not 0 to 1000, or both are 0
     */
    public SymmetricCrossEntropy {
      OptionRange.require(alpha >= 0 && alpha <= MOST, "alpha", alpha, "0 to 1000");
      OptionRange.require(beta >= 0 && beta <= MOST, "beta", beta, "0 to 1000");
      if (alpha + beta == 0) {
        throw new OptionException("alpha and beta are both 0, which asks for nothing; set one");
      }
    }

    @Override
    public Tensor of(Tensor logits, Tensor targets, @Nullable Tensor classWeights) {
      Tensor forward = targets.mul(torch.log_softmax(logits, 1)).neg();
      Tensor fractions = torch.softmax(logits, 1).clamp_min(new Scalar(FRACTION_FLOOR));
      Tensor logTargets = targets.clamp_min(new Scalar(SMALLEST)).log();
      Tensor reverse = fractions.mul(logTargets).neg();
      Tensor weighted =
          classWeights == null ? reverse.sum(1).mean() : reversed(reverse, targets, classWeights);
      return mean(forward, targets, classWeights)
          .mul(new Scalar(alpha))
          .add(weighted.mul(new Scalar(beta)));
    }

    /** A row of the reverse counts as its targets' classes do. */
    private static Tensor reversed(Tensor reverse, Tensor targets, Tensor classWeights) {
      Tensor weights = targets.mul(classWeights).sum(1);
      return reverse.sum(1).mul(weights).sum().div(weights.sum());
    }

    @Override
    public String text() {
      return OptionText.of("symmetric-cross-entropy")
          .with("alpha", alpha)
          .with("beta", beta)
          .toString();
    }
  }
}
