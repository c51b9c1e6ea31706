package org.allnet.spark.scoring;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.allnet.data.Counted;
import org.allnet.data.file.Json;
import org.allnet.data.split.Protocol;
import org.allnet.evaluation.decision.DecisionRule;
import org.allnet.evaluation.metric.Evaluation;
import org.allnet.evaluation.prediction.Origin;
import org.allnet.evaluation.prediction.Role;
import org.jspecify.annotations.Nullable;

/**
 * What came of a scoring.
 *
 * @param model the model's name for a reader
 * @param sha256 of the model file
 * @param origin what metrics of the model have to say of it
 * @param rounds how many there were
 * @param skipped rounds that an earlier start had finished
 * @param images rows of answers
 * @param predicted images of each predicted class
 * @param referred images that are referred, by the word of the reason
 * @param failed images without an answer
 * @param known images that the model knows from its making, by their role
 * @param unknownLabels labelled images whose label is no class of the model
 * @param unmatchedLabels labels of a table whose image is none of those that were scored
 * @param labelled whether true classes were given
 * @param knows whether it is known which images the model was trained on
 * @param rule how the model's probabilities become decisions
 * @param evaluated what labelled answers tell of the model
 */
public record ScoringResult(
    String model,
    String sha256,
    Origin origin,
    int rounds,
    int skipped,
    long images,
    Map<String, Long> predicted,
    Map<String, Long> referred,
    long failed,
    Map<String, Long> known,
    long unknownLabels,
    long unmatchedLabels,
    boolean labelled,
    boolean knows,
    DecisionRule rule,
    EvaluatedAnswers evaluated) {

  /** Copies the maps, keeping their order. */
  public ScoringResult {
    predicted = Collections.unmodifiableMap(new LinkedHashMap<>(predicted));
    referred = Collections.unmodifiableMap(new LinkedHashMap<>(referred));
    known = Collections.unmodifiableMap(new LinkedHashMap<>(known));
  }

  /** {@return the metrics; null without labels, or if no image is left} */
  public @Nullable Evaluation evaluation() {
    return evaluated.evaluation();
  }

  /** {@return what the evaluated images were to the model} */
  public Role role() {
    return evaluated.role();
  }

  /**
   * {@return labelled and answered images that are in no metric because the model was trained or
   * fitted on them, or because those of another role are evaluated, by the word of their role}
   */
  public Map<String, Long> leftOut() {
    return evaluated.leftOut();
  }

  /** {@return everything for programs} */
  public ObjectNode toJson() {
    ObjectNode tree = Json.object();
    tree.put("model", model);
    tree.put("sha256", sha256);
    Protocol protocol = origin.protocol();
    tree.put("protocol", protocol == null ? "unknown" : protocol.key());
    tree.put("synthetic", origin.synthetic());
    tree.put("ruleChosenAnew", origin.ruleChosenAnew());
    tree.put("foreignWeights", origin.foreignWeights());
    ArrayNode warnings = tree.putArray("warnings");
    marks().forEach(warnings::add);
    tree.put("rounds", rounds);
    tree.put("images", images);
    ObjectNode classes = tree.putObject("predicted");
    predicted.forEach(classes::put);
    ObjectNode reasons = tree.putObject("referred");
    referred.forEach(reasons::put);
    tree.put("failed", failed);
    ObjectNode roles = tree.putObject("known");
    known.forEach(roles::put);
    if (labelled) {
      tree.put("unknownLabels", unknownLabels);
      tree.put("unmatchedLabels", unmatchedLabels);
      ObjectNode unused = tree.putObject("leftOut");
      leftOut().forEach(unused::put);
      tree.put("nothingToSee", evaluated.nothingToSee());
      ArrayNode why = tree.putArray("notes");
      notes().forEach(why::add);
    }
    Evaluation metrics = evaluation();
    if (metrics != null) {
      tree.put("role", role().key());
      tree.set("evaluation", metrics.toJson());
    }
    return tree;
  }

  /** {@return the same for a person, a line each} */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s in %s%s"
            .formatted(
                Counted.of(images, "image"),
                Counted.of(rounds, "round"),
                skipped == 0 ? "" : ", %d of them finished before".formatted(skipped)));
    marks().forEach(mark -> lines.add("warning: " + mark));
    predicted.forEach((name, count) -> lines.add("  %s: %,d".formatted(name, count)));
    referred.forEach((reason, count) -> lines.add("  referred, %s: %,d".formatted(reason, count)));
    if (failed > 0) {
      lines.add("  without an answer: %,d; the column error says why".formatted(failed));
    }
    known.forEach(
        (role, count) ->
            lines.add(
                "warning: the model knows %,d of these images (%s); its answers there do not show how good it is on new ones"
                    .formatted(count, role)));
    if (unknownLabels > 0) {
      lines.add(
          "warning: the labels of %,d images are no classes of the model; they are in no metric"
              .formatted(unknownLabels));
    }
    lines.addAll(notes());
    Evaluation metrics = evaluation();
    if (metrics != null) {
      lines.addAll(metrics.describe().lines().toList());
    }
    return lines;
  }

  /** What has to be said of the model beside whatever it answers, a line each. */
  private List<String> marks() {
    List<String> marks = new ArrayList<>();
    if (origin.synthetic()) {
      marks.add("this model was trained on synthetic cells; it knows nothing of blood");
    }
    List<String> limits = origin.limits();
    if (!limits.isEmpty()) {
      marks.add("every metric of this model has to say: " + String.join(", ", limits));
    }
    return marks;
  }

  /** {@return what a reader has to know of the metrics, a line each} */
  public List<String> notes() {
    List<String> notes = new ArrayList<>();
    String learned = counts(true);
    String others = counts(false);
    if (!learned.isEmpty()) {
      notes.add(
          "left out of the metrics, because the model was trained or fitted on them: " + learned);
    }
    if (!others.isEmpty()) {
      notes.add(
          "metrics are of the %s, never together with others: %s left out"
              .formatted(role().label(), others));
    }
    if (evaluated.nothingToSee() > 0) {
      notes.add(
          "left out of the metrics, because nothing is to be seen: "
              + Counted.of(evaluated.nothingToSee(), "image"));
    }
    if (labelled && knows) {
      notes.add(
          "an image that the model was trained on is known by its file or its pixels; near-duplicates of such images were not looked for");
    }
    notes.addAll(evaluated.notes());
    if (unmatchedLabels > 0) {
      notes.add(
          "%s of images that were not scored; names have to be those of column 'image'"
              .formatted(Counted.of(unmatchedLabels, "label").then("is", "are")));
    }
    if (labelled && evaluation() == null) {
      notes.add(
          leftOut().isEmpty()
              ? "no metrics: no answered image has a label that is a class of the model"
              : "no metrics: no labelled image is left; give other images");
    }
    return notes;
  }

  private String counts(boolean learned) {
    return leftOut().entrySet().stream()
        .filter(
            one ->
                learned
                    == List.of(Role.TRAINING.word(), Role.VALIDATION.word()).contains(one.getKey()))
        .map(one -> "%,d %s".formatted(one.getValue(), one.getKey()))
        .collect(Collectors.joining(", "));
  }
}
