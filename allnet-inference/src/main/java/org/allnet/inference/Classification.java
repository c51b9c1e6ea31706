package org.allnet.inference;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.allnet.data.dataset.ClassSet;
import org.allnet.evaluation.decision.Decision;
import org.allnet.evaluation.decision.DecisionRule;
import org.allnet.evaluation.decision.NothingToSee;
import org.allnet.evaluation.decision.ReferralReason;
import org.allnet.inference.prediction.CellAnswer;

/**
 * What a model says of one image. Immutable and thread-safe.
 *
 * @param image the image's name
 * @param decision the class, or why a morphologist has to look at the image
 * @param probabilities the probability of each class in [0,1], in the model's order of the classes;
 *     they sum to 1. Empty if nothing is to be seen in the image
 * @param predictionSet the classes that can't be ruled out, in the model's order; none if all are.
 *     All of them if the model has no prediction sets, or if nothing is to be seen in the image
 * @param overruled why the model would have refused the image, if it was told to {@linkplain
 *     Classifier.Builder#acceptAnything accept anything}; empty otherwise
 */
public record Classification(
    String image,
    Decision decision,
    Map<String, Double> probabilities,
    List<String> predictionSet,
    Optional<ReferralReason> overruled) {

  /**
   * Copies {@code probabilities} and {@code predictionSet}, so that nothing changes them from
   * outside.
   */
  public Classification {
    probabilities = Collections.unmodifiableMap(new LinkedHashMap<>(probabilities));
    predictionSet = List.copyOf(predictionSet);
  }

  /**
   * {@return whether the model has no business with the image: it refuses it, or would if it were
   * not overruled, or there is nothing to see}
   */
  public boolean isRefused() {
    return referred().filter(ReferralReason::isRefusal).isPresent()
        || overruled.isPresent()
        || nothingToSee().isPresent();
  }

  /** What a model's rule makes of its answer. */
  static Classification of(
      String image,
      CellAnswer answer,
      DecisionRule rule,
      ClassSet classes,
      boolean acceptAnything) {
    List<Double> probabilities = Arrays.stream(answer.probabilities()).boxed().toList();
    Map<String, Double> byClass = new LinkedHashMap<>();
    for (int k = 0; k < classes.size(); k++) {
      byClass.put(classes.names().get(k), probabilities.get(k));
    }
    List<String> set =
        rule.sets() == null
            ? classes.names()
            : rule.sets().set(probabilities).stream().map(classes.names()::get).toList();
    Optional<ReferralReason> refusal = answer.refusal();
    Decision decision =
        refusal.isPresent() && !acceptAnything
            ? new Decision.Referred(refusal.get())
            : rule.decide(probabilities, classes);
    return new Classification(
        image, decision, byClass, set, acceptAnything ? refusal : Optional.empty());
  }

  /** The same of an image of which the model sees nothing. */
  static Classification of(String image, NothingToSee nothing, ClassSet classes) {
    return new Classification(
        image, new Decision.Referred(nothing), Map.of(), classes.names(), Optional.empty());
  }

  /** {@return the name of the predicted class; empty if the image is referred} */
  public Optional<String> predicted() {
    return decision instanceof Decision.Predicted predicted
        ? Optional.of(predicted.label())
        : Optional.empty();
  }

  /** {@return why the image is referred; empty if it has a class} */
  public Optional<ReferralReason> referred() {
    return decision instanceof Decision.Referred referred
        ? Optional.of(referred.reason())
        : Optional.empty();
  }

  /** {@return why there is nothing to see in the image; empty if there is something} */
  public Optional<NothingToSee> nothingToSee() {
    return referred().filter(NothingToSee.class::isInstance).map(NothingToSee.class::cast);
  }
}
