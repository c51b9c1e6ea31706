package org.allnet.service.work.model;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.allnet.data.InputException;
import org.allnet.detect.model.DetectorDescription;
import org.allnet.evaluation.decision.OperatingPoint;
import org.allnet.evaluation.decision.ReferBand;
import org.allnet.evaluation.detection.BoxMetric;
import org.allnet.evaluation.metric.ValidationMetric;
import org.allnet.inference.ModelFacts;
import org.allnet.service.domain.ModelSheet;

/** Makes the sheet of a model: of its file, and of evaluation and model card beside it. */
final class SheetReading {

  private static final int MOST_CARD = 200_000;

  private SheetReading() {}

  static ModelSheet ofClassifier(Path file, ModelFacts model) {
    Optional<OperatingPoint> point = Optional.ofNullable(model.rule().point());
    Optional<ReferBand> band = Optional.ofNullable(model.rule().band());
    RunFiles beside = new RunFiles(file);
    Optional<LaidEvaluation> evaluation =
        beside.file(LaidFiles.EVALUATION).map(laid -> LaidEvaluation.read(laid, beside, model));
    return new ModelSheet(
        model.classes().names(),
        Optional.of(model.classes().positiveName()),
        model.rule().describe(model.classes()),
        point.map(
            some -> new ModelSheet.Point(some.threshold(), some.sensitivity(), some.specificity())),
        band.map(some -> new ModelSheet.Band(some.low(), some.high())),
        evaluation.map(LaidEvaluation::figures).orElse(List.of()),
        limits(model, evaluation),
        model.isSynthetic(),
        model.refusesImages(),
        card(file));
  }

  private static List<String> limits(ModelFacts model, Optional<LaidEvaluation> evaluation) {
    List<String> limits = new ArrayList<>();
    if (model.isSynthetic()) {
      limits.add("It was trained on synthetic cells and knows nothing of blood.");
    }
    limits.addAll(
        evaluation
            .map(LaidEvaluation::limits)
            .orElse(
                List.of("No evaluation came with it: how often it is right is not known here.")));
    if (!model.refusesImages()) {
      limits.add(
          "It can't tell images that are unlike those of its training; it answers anything.");
    }
    if (model.rule().band() == null) {
      limits.add("It has no refer band: it proposes a class however doubtful a cell is.");
    }
    if (model.protocol().isEmpty()) {
      limits.add("Whether people of its evaluation took part in its training is not known.");
    }
    model
        .protocol()
        .filter(protocol -> protocol.imageLevel())
        .ifPresent(
            protocol ->
                limits.add(
                    "Cells of one person were in its training and its evaluation, so that its metrics are too good."));
    model
        .mapCheck()
        .ifPresentOrElse(
            check -> limits.add("Maps that explain its answers: " + check.verdict() + "."),
            () ->
                limits.add("Whether maps that explain its answers can be believed is not known."));
    limits.add("It was evaluated on no other laboratory's preparation unless its card says so.");
    limits.add("It is for research, and decides nothing about a person.");
    return limits;
  }

  static ModelSheet ofDetector(Path file, DetectorDescription detector) {
    List<ModelSheet.Figure> figures = new ArrayList<>();
    detector
        .training()
        .metrics()
        .forEach(
            (metric, value) ->
                figures.add(
                    new ModelSheet.Figure(
                        name(metric),
                        value,
                        Optional.empty(),
                        Optional.empty(),
                        "validation fields of its training")));
    boolean synthetic = detector.training().ofSyntheticFields();
    List<String> limits = new ArrayList<>();
    if (synthetic) {
      limits.add("It was trained on synthetic fields and knows nothing of blood.");
    }
    limits.add("It misses cells, and takes other things for cells.");
    return new ModelSheet(
        detector.classes(),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        figures,
        limits,
        synthetic,
        false,
        card(file));
  }

  /** Such as {@code AP 50 of WBC}. */
  private static String name(ValidationMetric metric) {
    if (metric instanceof BoxMetric boxes) {
      return boxes.ofClass() == null
          ? boxes.metric().title()
          : "%s of %s".formatted(boxes.metric().title(), boxes.ofClass());
    }
    return metric.key();
  }

  private static Optional<String> card(Path model) {
    return new RunFiles(model)
        .file(LaidFiles.CARD)
        .map(
            file -> {
              try {
                if (Files.size(file) > MOST_CARD) {
                  throw InputException.in(file, "is longer than a model card; take it away");
                }
                return Files.readString(file, StandardCharsets.UTF_8);
              } catch (IOException e) {
                throw InputException.in(file, "can't be read; take it away, or make it anew", e);
              }
            });
  }
}
