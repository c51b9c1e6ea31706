package org.allnet.inference.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.allnet.data.InputException;
import org.allnet.data.dataset.ClassSet;
import org.allnet.data.image.SegmentationMode;
import org.allnet.evaluation.baseline.Baselines;
import org.allnet.evaluation.decision.ConformalSets;
import org.allnet.evaluation.decision.DecisionRule;
import org.allnet.evaluation.experiment.ModelSummary;
import org.allnet.evaluation.metric.EvaluationOptions;
import org.allnet.evaluation.prediction.Origin;
import org.allnet.evaluation.prediction.Role;
import org.allnet.inference.image.input.InputOptions;
import org.allnet.inference.network.architecture.Architectures;
import org.allnet.inference.network.architecture.NetworkOptions;
import org.allnet.inference.network.architecture.NetworkPlan;
import org.jspecify.annotations.Nullable;

/**
 * What a model file says of itself.
 *
 * @param recipe the name of the recipe it was trained by
 * @param members its networks, whose answers are averaged
 * @param input what is done to a cell before a network sees it
 * @param pipeline how networks and learners come to an answer
 * @param classes the class names in the order of the outputs
 * @param positive the positive class
 * @param rule what turns the outputs into answers, fitted on validation predictions
 * @param baselines the systems that it has to beat, fitted on its training images; absent if
 *     unknown
 * @param provenance where the weights come from
 */
public record ModelDescription(
    String recipe,
    List<EnsembleMember> members,
    InputOptions input,
    PredictionPipeline pipeline,
    List<String> classes,
    String positive,
    DecisionRule rule,
    @Nullable Baselines baselines,
    Provenance provenance) {

  private static final Pattern NAME = Pattern.compile("[^\\p{Cntrl}\\u0085\\u2028\\u2029]+");

  /**
   * Copies its lists and checks that its parts fit each other.
   *
   * @throws InputException if it has neither a network nor a learner, fewer than two classes, an
   *     empty or a repeated class name, a positive class that is none of them, no rule, or a
   *     network, pipeline, baseline or rule for other classes or channels
   */
  public ModelDescription {
    members = List.copyOf(members);
    classes = List.copyOf(classes);
    if (members.isEmpty() && pipeline.learners().isEmpty()) {
      throw new InputException("members, learners: it has neither a network nor a learner");
    }
    if (classes.size() < 2 || Set.copyOf(classes).size() < classes.size()) {
      throw new InputException(
          "classes: %s are not two or more that differ".formatted(String.join(", ", classes)));
    }
    for (String name : classes) {
      if (name.isBlank() || !NAME.matcher(name).matches()) {
        throw new InputException(
            "classes: a name is empty or has a line break or another control character");
      }
    }
    if (!classes.contains(positive)) {
      throw new InputException(
          "positive: '%s' is none of its classes %s"
              .formatted(positive, String.join(", ", classes)));
    }
    pipeline.check(classes.size(), members.size());
    if (baselines != null) {
      baselines.check(classes.size());
    }
    for (EnsembleMember member : members) {
      if (member.network().channels() != input.channels()) {
        throw new InputException(
            "channels: a network takes %d, the input gives %d"
                .formatted(member.network().channels(), input.channels()));
      }
      if (member.network().classes() != classes.size()) {
        throw new InputException(
            "classes: it has a network for %d of them and names %d"
                .formatted(member.network().classes(), classes.size()));
      }
    }
    if (rule == null) {
      throw new InputException("rule: it is missing");
    }
    ConformalSets sets = rule.sets();
    if (sets != null && sets.maxScores().size() != classes.size()) {
      throw new InputException(
          "sets.maxScores: they are for %d classes, it has %d"
              .formatted(sets.maxScores().size(), classes.size()));
    }
    if (classes.size() != 2 && (rule.point() != null || rule.band() != null)) {
      throw new InputException(
          "rule: it has an operating point or a refer band, which need two classes, and %d classes"
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
        recipe, members, input, pipeline, classes, positive, other, baselines, provenance);
  }

  /**
   * The same model with another rule, which was chosen after the training.
   *
   * @param other the rule
   * @param time when it was chosen, ISO 8601
   * @return a new description, which says so
   */
  public ModelDescription with(DecisionRule other, String time) {
    return new ModelDescription(
        recipe,
        members,
        input,
        pipeline,
        classes,
        positive,
        other,
        baselines,
        provenance.withRuleChosen(time));
  }

  /**
   * The same model that comes to an answer in another way.
   *
   * @param other how
   * @return a new description
   */
  public ModelDescription with(PredictionPipeline other) {
    return new ModelDescription(
        recipe, members, input, other, classes, positive, rule, baselines, provenance);
  }

  /**
   * The same model with other networks or weights.
   *
   * @param others the networks
   * @return a new description
   */
  public ModelDescription withMembers(List<EnsembleMember> others) {
    return new ModelDescription(
        recipe, others, input, pipeline, classes, positive, rule, baselines, provenance);
  }

  /** {@return the classes with their positive one} */
  public ClassSet classSet() {
    return ClassSet.of(classes).withPositive(positive);
  }

  /**
   * {@return numbers that training changes, of all networks together; the moving averages of batch
   * normalisation are not counted}
   */
  public long parameters() {
    return members.stream()
        .mapToLong(member -> new NetworkPlan(member.network()).trainable())
        .sum();
  }

  /**
   * Returns what a report says of the model.
   *
   * @param options how classes are predicted
   */
  public ModelSummary summary(EvaluationOptions options) {
    Double threshold = options.threshold();
    return new ModelSummary(
        title(),
        makeUp(),
        parameters(),
        inputText(),
        threshold == null
            ? null
            : String.format(Locale.ROOT, "P(%s) from %.4f", positive, threshold));
  }

  /** {@return what to call the model in print} */
  public String title() {
    return recipe.equals(Architectures.ALLNET) ? "ALLNet" : recipe;
  }

  /** {@return whether an answer depends on the other images that are asked about} */
  public boolean transductive() {
    return pipeline.correction() != null;
  }

  /**
   * What its prediction of an image comes from. An image-level model stays one on whatever it
   * predicts; a subject-level one is known to have seen no cell of the same person only of images
   * that its split held out, or if the caller knows it, and never if it began with a model whose
   * people are not known.
   *
   * @param role what the image was to the model
   * @param otherPeople whether the image is known to be of nobody whose cells it was trained on
   * @param synthetic whether the image is synthetic
   * @return what every metric of the prediction has to say again
   */
  public Origin origin(Role role, boolean otherPeople, boolean synthetic) {
    boolean apart = otherPeople || role == Role.HOLD_OUT || role == Role.VALIDATION;
    return new Origin(
        provenance.keptApart().filter(protocol -> protocol.imageLevel() || apart).orElse(null),
        role,
        synthetic || provenance.synthetic(),
        transductive(),
        false,
        provenance.ruleChosen() != null,
        provenance.foreignWeights());
  }

  /** {@return its networks and learners in one line} */
  public String makeUp() {
    List<String> parts = new ArrayList<>();
    Map<String, Integer> counts = new LinkedHashMap<>();
    for (EnsembleMember member : members) {
      NetworkOptions network = member.network();
      String width = network.width() == 1 ? "" : " at width " + network.width();
      counts.merge(Architectures.named(network.architecture()).title() + width, 1, Integer::sum);
    }
    counts.forEach((name, count) -> parts.add(count == 1 ? name : count + " x " + name));
    pipeline.learners().forEach(learner -> parts.add(learner.text()));
    if (transductive()) {
      parts.add("neighbourhood correction (transductive: an answer depends on the batch)");
    }
    return String.join(", ", parts);
  }

  /** {@return what its networks see, in a few words} */
  public String inputText() {
    String sizes =
        members.stream()
            .map(member -> member.network().inputSize())
            .distinct()
            .map(size -> size + " x " + size)
            .collect(Collectors.joining(", "));
    return (sizes.isEmpty() ? "hand-crafted features" : sizes + " RGB")
        + (input.stacked() ? " and its segmented copy" : "")
        + (input.crop() == 0 ? "" : ", middle " + input.crop())
        + ", segmentation "
        + input.segmentation().key();
  }

  /** {@return how images are segmented before they enter} */
  public SegmentationMode segmentation() {
    return input.segmentation();
  }

  /**
   * A model of one network that looks once.
   *
   * @param network the network
   * @param classes the class names in the order of the outputs
   * @param positive the positive class
   * @param segmentation how images are segmented
   * @param rule what turns the outputs into answers
   * @param baselines the systems that it has to beat
   * @param provenance where the weights come from
   */
  public static ModelDescription alone(
      NetworkOptions network,
      List<String> classes,
      String positive,
      SegmentationMode segmentation,
      DecisionRule rule,
      @Nullable Baselines baselines,
      Provenance provenance) {
    return new ModelDescription(
        network.architecture(),
        List.of(EnsembleMember.alone(network)),
        new InputOptions(segmentation, 0, false),
        PredictionPipeline.PLAIN,
        classes,
        positive,
        rule,
        baselines,
        provenance);
  }
}
