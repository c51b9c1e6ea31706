package org.allnet.inference;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.allnet.data.dataset.ClassSet;
import org.allnet.evaluation.decision.Decision;
import org.allnet.evaluation.decision.DecisionRule;
import org.allnet.evaluation.decision.NothingToSee;

/**
 * What a model says of one image. Immutable and thread-safe.
 *
 * @param image the image's name
 * @param decision the class, or why a morphologist has to look at the image
 * @param probabilities the probability of each class in [0,1], in the model's order of the classes;
 *     they sum to 1. Empty if nothing is to be seen in the image
 * @param predictionSet the classes that can't be ruled out, in the model's order; none if all are.
 *     All of them if the model has no prediction sets, or if nothing is to be seen in the image
 */
public record Classification(
    String image,
    Decision decision,
    Map<String, Double> probabilities,
    List<String> predictionSet) {

  /** Copies. */
  public Classification {
    probabilities = Collections.unmodifiableMap(new LinkedHashMap<>(probabilities));
    predictionSet = List.copyOf(predictionSet);
  }

  /** What a model's rule makes of its probabilities. */
  static Classification of(
      String image, List<Double> probabilities, DecisionRule rule, ClassSet classes) {
    Map<String, Double> byClass = new LinkedHashMap<>();
    for (int k = 0; k < classes.size(); k++) {
      byClass.put(classes.names().get(k), probabilities.get(k));
    }
    List<String> set =
        rule.sets() == null
            ? classes.names()
            : rule.sets().set(probabilities).stream().map(classes.names()::get).toList();
    return new Classification(image, rule.decide(probabilities, classes), byClass, set);
  }

  /** The same of an image of which the model sees nothing. */
  static Classification of(String image, NothingToSee nothing, ClassSet classes) {
    return new Classification(image, new Decision.Referred(nothing), Map.of(), classes.names());
  }

  /** {@return the name of the predicted class; empty if the image is referred} */
  public Optional<String> predicted() {
    return decision instanceof Decision.Predicted predicted
        ? Optional.of(predicted.label())
        : Optional.empty();
  }

  /** {@return why there is nothing to see in the image; empty if there is something} */
  public Optional<NothingToSee> nothingToSee() {
    return decision instanceof Decision.Referred referred
            && referred.reason() instanceof NothingToSee nothing
        ? Optional.of(nothing)
        : Optional.empty();
  }
}
