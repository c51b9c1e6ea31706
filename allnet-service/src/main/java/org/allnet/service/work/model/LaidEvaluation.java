package org.allnet.service.work.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.allnet.data.Counted;
import org.allnet.data.InputException;
import org.allnet.data.dataset.PresumedSubject;
import org.allnet.data.file.FileFormat;
import org.allnet.data.file.FilePlace;
import org.allnet.data.file.Json;
import org.allnet.evaluation.experiment.Setting;
import org.allnet.evaluation.metric.Metric;
import org.allnet.inference.ModelFacts;
import org.allnet.service.domain.ModelSheet;

/**
 * What the evaluation that lay beside a model's file says of the model. If it is of another model,
 * it says nothing but that.
 *
 * @param figures its metrics
 * @param limits what has to be said with them, or why they are left out
 */
record LaidEvaluation(List<ModelSheet.Figure> figures, List<String> limits) {

  private static final String ANEW = "; make the run's report anew";

  /**
   * Reads an evaluation.
   *
   * @param file the evaluation
   * @param beside the files of its run
   * @param model what the model's file says
   * @throws InputException if it is broken, of a newer format, or does not say what it is of
   */
  static LaidEvaluation read(Path file, RunFiles beside, ModelFacts model) {
    try {
      JsonNode node = Json.read(file);
      int version = FileFormat.EVALUATION.take(node, FilePlace.of(file));
      return switch (version) {
        case 1 -> of(node, file, beside, model);
        default -> throw FileFormat.EVALUATION.unread(version);
      };
    } catch (IOException e) {
      throw InputException.in(
          file, "is no evaluation; take it away from the model, or make it anew", e);
    }
  }

  private static LaidEvaluation of(JsonNode node, Path file, RunFiles beside, ModelFacts model) {
    Optional<String> other = whyOfAnother(node, file, beside, model);
    if (other.isPresent()) {
      return new LaidEvaluation(
          List.of(),
          List.of(
              "How often it is right is not known here. An evaluation lay beside its file and is left out: %s."
                  .formatted(other.get())));
    }
    String images = images(node, file, beside);
    List<ModelSheet.Figure> figures = new ArrayList<>();
    for (Metric metric : Metric.values()) {
      JsonNode value = node.path(metric.key());
      if (!value.path("value").isMissingNode()) {
        figures.add(figure(metric, value, images, file));
      }
    }
    return new LaidEvaluation(figures, limits(node));
  }

  /** Why the evaluation is of another model; empty if nothing says so. */
  private static Optional<String> whyOfAnother(
      JsonNode node, Path file, RunFiles beside, ModelFacts model) {
    List<String> classes = texts(node.path("classes"));
    if (classes.size() < 2 || !node.path("positive").isTextual()) {
      throw InputException.in(file, "names no classes" + ANEW);
    }
    if (!new HashSet<>(classes).equals(Set.copyOf(model.classes().names()))) {
      return Optional.of("its classes are %s".formatted(String.join(", ", classes)));
    }
    String positive = node.path("positive").asText();
    if (!positive.equals(model.classes().positiveName())) {
      return Optional.of("its positive class is %s".formatted(positive));
    }
    if (isSynthetic(node, file) != model.isSynthetic()) {
      return Optional.of(
          model.isSynthetic()
              ? "it is not of synthetic cells, and the model's training was"
              : "it is of synthetic cells, and the model's training was not");
    }
    return whyOfAnother(node, beside);
  }

  /** By what the evaluation itself says of whom it is. */
  private static Optional<String> whyOfAnother(JsonNode node, RunFiles beside) {
    if (node.path("model").isTextual()) {
      return beside.checksum().equals(node.path("model").asText())
          ? Optional.empty()
          : Optional.of("it names another model");
    }
    if (!node.path("run").isTextual()) {
      return Optional.of("it names neither its run nor its model; make the run's report anew");
    }
    if (beside.isSealedForAnother()) {
      return Optional.of("the seal beside it is of another model");
    }
    if (!beside.isSealed()) {
      return Optional.of(
          "no seal lies beside the model, so that nobody can tell whether it is of the evaluated run");
    }
    return beside.sealedRun().equals(Optional.of(node.path("run").asText()))
        ? Optional.empty()
        : Optional.of("it is of another run than the model");
  }

  private static boolean isSynthetic(JsonNode node, Path file) {
    if (!node.path("synthetic").isBoolean()) {
      throw InputException.in(file, "does not say 'synthetic' as true or false" + ANEW);
    }
    return node.path("synthetic").asBoolean();
  }

  private static String images(JsonNode node, Path file, RunFiles beside) {
    if (!node.path("images").isInt()) {
      throw InputException.in(file, "does not say of how many images it is" + ANEW);
    }
    int subjects = node.path("subjects").asInt();
    String said = node.path("tested").asText();
    Setting.Tested tested =
        Setting.Tested.ofKey(said)
            .orElseThrow(
                () -> InputException.in(file, "tested '%s' is unknown%s".formatted(said, ANEW)));
    return "%s %s (%s), %s%s"
        .formatted(
            Counted.of(node.path("images").asInt(), "image"),
            subjects == 0
                ? "of unknown subjects"
                : "of "
                    + PresumedSubject.counted(subjects, node.path("presumedSubjects").asBoolean()),
            tested.label(),
            node.path("run").isTextual()
                ? "evaluation of the run that made it"
                : "evaluation of this very model",
            node.path("run").isTextual() ? pooled(tested, beside.folds()) : "");
  }

  /** Held-out images are those of the fold model that the run chose, others are of all. */
  private static String pooled(Setting.Tested tested, int folds) {
    boolean several = folds > 1;
    return switch (tested) {
      case FOLDS, VALIDATION ->
          several
              ? ", pooled over %d fold models, of which this is one".formatted(folds)
              : tested == Setting.Tested.FOLDS
                  ? ", pooled over the fold models of a run, of which this is one"
                  : "";
      case HOLD_OUT ->
          several
              ? ", of the one of %d fold models that the run chose, which may be another"
                  .formatted(folds)
              : "";
      case PRELIMINARY, FINAL, TRAINING, OTHER -> "";
    };
  }

  private static ModelSheet.Figure figure(Metric metric, JsonNode value, String images, Path file) {
    double number = value.path("value").isNumber() ? value.path("value").asDouble() : Double.NaN;
    if (!(number >= metric.least() && number <= metric.most())) {
      throw InputException.in(
          file, "%s is %s, which it can't be%s".formatted(metric.key(), value.path("value"), ANEW));
    }
    String without = value.path("noInterval").asText();
    String method = value.path("method").asText();
    String interval =
        !without.isEmpty()
            ? "; no interval: " + without
            : method.isEmpty() ? "" : "; interval by " + method;
    return new ModelSheet.Figure(
        metric.label(), number, end(value, "low"), end(value, "high"), images + interval);
  }

  private static Optional<Double> end(JsonNode value, String name) {
    JsonNode end = value.path(name);
    return end.isNumber() ? Optional.of(end.asDouble()) : Optional.empty();
  }

  private static List<String> limits(JsonNode node) {
    Set<String> limits = new LinkedHashSet<>();
    node.path("verdict").forEach(finding -> limits.add(finding.path("sentence").asText()));
    if (node.path("synthetic").asBoolean()) {
      limits.add("It was evaluated on synthetic cells, which says nothing about blood.");
    }
    if (node.path("presumedSubjects").asBoolean()) {
      limits.add("The subjects of its evaluation are presumed: nobody named them.");
    }
    limits.addAll(texts(node.path("warnings")));
    limits.remove("");
    return List.copyOf(limits);
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(text -> texts.add(text.asText()));
    return texts;
  }
}
