package org.allnet.evaluation.decision;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.allnet.data.dataset.ClassSet;
import org.allnet.evaluation.prediction.Refusal;
import org.allnet.evaluation.prediction.Unanswered;

/** The words of a {@link Decision} in text, CSV and JSON. */
public final class DecisionWords {

  /** The answer about an image that is referred: a morphologist looks at it. */
  public static final String REFER = "refer";

  private DecisionWords() {}

  /**
   * Returns the word that a reader is told.
   *
   * @param decision the decision
   * @param classes the classes that it was taken among
   * @return {@code blast} or {@code healthy} if the classes are known to be blasts and healthy
   *     cells, else the name of the class; {@link #REFER} if it is referred; {@link
   *     Unanswered#ANSWER} if nothing is to be seen
   */
  public static String answer(Decision decision, ClassSet classes) {
    if (decision instanceof Decision.Referred referred) {
      return referred.reason() instanceof NothingToSee ? Unanswered.ANSWER : REFER;
    }
    String label = ((Decision.Predicted) decision).label();
    if (!classes.tellsBlasts()) {
      return label;
    }
    return label.equals(classes.positiveName()) ? "blast" : "healthy";
  }

  /**
   * Returns why a decision is as it is.
   *
   * @param decision the decision
   * @return part of a sentence, such as {@code referred: P(all) 0.4321 is in the refer band from
   *     0.3000 to 0.6000}
   */
  public static String reason(Decision decision) {
    if (decision instanceof Decision.Referred referred) {
      return reason(referred.reason());
    }
    return reason(((Decision.Predicted) decision).basis());
  }

  /**
   * Returns why an image is referred.
   *
   * @param reason why
   * @return part of a sentence, as {@link #reason(Decision)}
   */
  public static String reason(ReferralReason reason) {
    if (reason instanceof NothingToSee nothing) {
      return nothing.reason();
    }
    if (reason instanceof UnlikeTraining unlike) {
      return String.format(
          Locale.ROOT,
          "referred: unlike the images of training, %s %.4g is above %.4g",
          unlike.method().words(),
          unlike.score(),
          unlike.threshold());
    }
    if (reason instanceof PoorImage poor) {
      return all(poor)
          .map(
              one ->
                  String.format(
                      Locale.ROOT,
                      "%s %.4g is outside %.4g to %.4g",
                      one.measure().words(),
                      one.value(),
                      one.low(),
                      one.high()))
          .collect(Collectors.joining("; ", "referred: " + compared(poor, ", ") + ": ", ""));
    }
    ReferralReason.Uncertain uncertain = (ReferralReason.Uncertain) reason;
    return String.format(
        Locale.ROOT,
        "referred: P(%s) %.4f is in the refer band from %.4f to %.4f",
        uncertain.positive(),
        uncertain.probability(),
        uncertain.band().low(),
        Math.min(1, uncertain.band().high()));
  }

  /**
   * Returns why an image is referred in a few words.
   *
   * @param reason why
   * @return such as {@code unlike the images of training}
   */
  public static String shortly(ReferralReason reason) {
    if (reason instanceof UnlikeTraining unlike) {
      return unlike.method() == OutlierMethod.APPEARANCE
          ? "unlike the images of training in colour or texture"
          : "unlike the images of training";
    }
    if (reason instanceof PoorImage poor) {
      return compared(poor, ": ");
    }
    return reason instanceof ReferralReason.Uncertain ? "uncertain" : "nothing to see";
  }

  /**
   * Returns what predictions keep of whether a model refuses an image.
   *
   * @param reason why it does, or why nothing is to be seen; empty if it accepts the image
   */
  public static Refusal refusal(Optional<? extends ReferralReason> reason) {
    return reason
        .map(one -> new Refusal(Refusal.Cause.ofKey(one.key()).orElseThrow(), reason(one)))
        .orElse(Refusal.NONE);
  }

  /** All of an image that is poor, compared with the images of training. */
  private static String compared(PoorImage poor, String colon) {
    return all(poor)
        .map(one -> one.measure().compared(one.isLow()))
        .collect(Collectors.joining(" and ", "poor image" + colon, " than those of training"));
  }

  private static Stream<PoorImage> all(PoorImage poor) {
    return Stream.concat(Stream.of(poor), poor.further().stream());
  }

  private static String reason(Decision.Basis basis) {
    if (!(basis instanceof Decision.OfThreshold side)) {
      return "the most probable class";
    }
    return String.format(
        Locale.ROOT,
        "P(%s) %.4f is %s the operating point %.4f",
        side.positive(),
        side.probability(),
        side.probability() >= side.threshold() ? "at or above" : "below",
        side.threshold());
  }
}
