package org.allnet.network.model;

import java.util.List;
import java.util.Map;
import org.allnet.data.InputException;
import org.allnet.data.dataset.ClassSet;
import org.allnet.evaluation.baseline.TrivialFit;
import org.allnet.evaluation.operating.ConformalSets;
import org.allnet.evaluation.operating.DecisionRule;
import org.allnet.network.architecture.NetworkPlan;
import org.jspecify.annotations.Nullable;

/**
 * What a model file says of itself.
 *
 * @param recipe the name of the recipe it was trained by
 * @param members its networks, whose answers are averaged
 * @param classes the class names in the order of the outputs
 * @param positive the positive class
 * @param segmentation how images are segmented before they enter, as {@code --segmentation} names
 *     it
 * @param rule what turns the outputs into answers, settled on validation predictions
 * @param trivial the systems that it has to beat, fitted on its training images; absent where
 *     unknown
 * @param provenance where the weights come from
 */
public record ModelDescription(
    String recipe,
    List<Member> members,
    List<String> classes,
    String positive,
    String segmentation,
    DecisionRule rule,
    @Nullable TrivialFit trivial,
    Provenance provenance) {

  /** Copies and checks that the rule fits the classes. */
  public ModelDescription {
    members = List.copyOf(members);
    classes = List.copyOf(classes);
    for (Member member : members) {
      if (member.network().classes() != classes.size()) {
        throw new InputException(
            "it has a network for %d classes and names %d"
                .formatted(member.network().classes(), classes.size()));
      }
    }
    if (rule == null) {
      throw new InputException("it has no decision rule");
    }
    ConformalSets sets = rule.sets();
    if (sets != null && sets.maxScores().size() != classes.size()) {
      throw new InputException(
          "its prediction sets are for %d classes, it has %d"
              .formatted(sets.maxScores().size(), classes.size()));
    }
    if (classes.size() != 2 && (rule.point() != null || rule.band() != null)) {
      throw new InputException(
          "it has an operating point or a refer band, which need two classes, and %d classes"
              .formatted(classes.size()));
    }
  }

  /**
   * The same model with another rule.
   *
   * @param other the rule
   * @return a new description
   */
  public ModelDescription with(DecisionRule other) {
    return new ModelDescription(
        recipe, members, classes, positive, segmentation, other, trivial, provenance);
  }

  /**
   * Where weights come from.
   *
   * @param dataset the data set's name
   * @param fingerprint its fingerprint
   * @param synthetic whether its cells were painted
   * @param protocol what was kept together in the split
   * @param instance the instance of the cross-validation, from 1
   * @param folds the number of folds
   * @param seed the run's seed
   * @param epoch the epoch the weights are of
   * @param software the versions that made it, by name
   * @param created when, ISO 8601
   * @param figures figures on the validation fold, by key
   */
  public record Provenance(
      String dataset,
      String fingerprint,
      boolean synthetic,
      String protocol,
      int instance,
      int folds,
      long seed,
      int epoch,
      Map<String, String> software,
      String created,
      Map<String, Double> figures) {

    /** Copies. */
    public Provenance {
      software = Map.copyOf(software);
      figures = Map.copyOf(figures);
    }
  }

  /** {@return the classes with their positive one} */
  public ClassSet classSet() {
    return ClassSet.of(classes).withPositive(positive);
  }

  /** {@return numbers that its networks keep, all together} */
  public long parameters() {
    return members.stream()
        .mapToLong(member -> new NetworkPlan(member.network()).parameters())
        .sum();
  }

  /** {@return side of the image that its first network sees, in pixels} */
  public int inputSize() {
    return members.get(0).network().inputSize();
  }
}
