package org.allnet.cli.network;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.allnet.data.dataset.ClassSet;
import org.allnet.evaluation.decision.Decision;
import org.allnet.evaluation.decision.DecisionWords;
import org.allnet.evaluation.decision.ImageAnswer;
import org.allnet.evaluation.prediction.Origin;
import org.allnet.inference.Classification;
import org.allnet.inference.ModelFacts;
import org.jspecify.annotations.Nullable;

/**
 * The answers of {@code predict} as lines, for programs and as rows of a table.
 *
 * @param model the model file
 * @param facts what it says of itself
 * @param answers what it says of the images
 * @param warnings what a user must know of them
 */
record PredictionOutput(
    Path model, ModelFacts facts, BatchAnswers answers, BatchWarnings warnings) {

  /** Returns the line of an answer, with its prediction set if that is wanted. */
  static String line(Classification cell, ClassSet classes, boolean sets) {
    String positive = classes.positiveName();
    return String.format(
        Locale.ROOT,
        "%s  %s  P(%s)=%.4f%s%s",
        cell.image(),
        DecisionWords.answer(cell.decision(), classes),
        positive,
        cell.probabilities().get(positive),
        sets ? "  " + set(cell.predictionSet()) : "",
        AcceptanceMixin.mark(cell));
  }

  private static String set(List<String> classes) {
    return classes.isEmpty() ? "{} (unlike every class)" : "{" + String.join(", ", classes) + "}";
  }

  /**
   * Returns everything for programs.
   *
   * @param problems what was named and is no image, a line each
   * @param sets whether each image's prediction set is wanted
   * @param acceptsAnything whether images are answered that the model would refuse
   */
  Map<String, Object> map(List<String> problems, boolean sets, boolean acceptsAnything) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("model", model.toString());
    map.put("synthetic", warnings.areSynthetic());
    map.put("augmented", warnings.augmented() > 0);
    map.put("warnings", warnings.forPrograms());
    map.put("transductive", facts.isTransductive());
    map.put("ruleChosenAnew", facts.isRuleChosenAnew());
    map.put("foreignWeights", facts.hasForeignWeights());
    facts.protocol().ifPresent(protocol -> map.put("protocol", protocol.key()));
    map.put("classes", facts.classes().names());
    map.put("positive", facts.classes().positiveName());
    map.put("rule", facts.rule().toJson());
    map.put("refusesImages", facts.refusesImages());
    map.put("acceptAnything", acceptsAnything);
    map.put("images", answers.classified().stream().map(cell -> map(cell, sets)).toList());
    map.put("unanswered", unanswered());
    map.put("problems", Stream.of(answers.skipped(), problems).flatMap(List::stream).toList());
    return map;
  }

  private Map<String, Object> map(Classification cell, boolean sets) {
    Map<String, Object> image = new LinkedHashMap<>();
    image.put("image", cell.image());
    image.put("predicted", cell.predicted().orElse(null));
    image.put("answer", DecisionWords.answer(cell.decision(), facts.classes()));
    cell.referred().ifPresent(reason -> image.put("referred", reason.key()));
    cell.overruled().ifPresent(reason -> image.put("overruled", reason.key()));
    image.put("reason", AcceptanceMixin.reason(cell));
    if (sets) {
      image.put("set", cell.predictionSet());
    }
    image.put("probabilities", cell.probabilities());
    return image;
  }

  /** The images without an answer: those that could not be read or asked about, then the blank. */
  private List<Map<String, String>> unanswered() {
    List<Map<String, String>> rows = new ArrayList<>();
    answers.failed().forEach(one -> rows.add(unanswered(one.image(), "failed", one.reason())));
    answers
        .unseen()
        .forEach(
            one ->
                rows.add(
                    unanswered(
                        one.image(),
                        one.nothingToSee().orElseThrow().key(),
                        DecisionWords.reason(one.decision()))));
    return rows;
  }

  private static Map<String, String> unanswered(String image, String cause, String reason) {
    Map<String, String> row = new LinkedHashMap<>();
    row.put("image", image);
    row.put("cause", cause);
    row.put("reason", reason);
    return row;
  }

  /**
   * Returns a row for each image: the answers, then the images without one.
   *
   * @param subject the subject of all images; absent if nobody says it
   * @param origins where the images come from
   */
  List<ImageAnswer> rows(@Nullable String subject, ImageOrigins origins) {
    List<ImageAnswer> rows = new ArrayList<>();
    for (Classification cell : answers.classified()) {
      rows.add(
          new ImageAnswer(
              cell.image(),
              subject,
              cell.decision(),
              AcceptanceMixin.reason(cell),
              origins.of(cell.image()),
              List.copyOf(cell.probabilities().values())));
    }
    answers
        .failed()
        .forEach(
            one ->
                rows.add(none(one.image(), subject, null, one.reason(), origins.of(one.image()))));
    answers
        .unseen()
        .forEach(
            one ->
                rows.add(
                    none(
                        one.image(),
                        subject,
                        one.decision(),
                        DecisionWords.reason(one.decision()),
                        origins.of(one.image()))));
    return rows;
  }

  private static ImageAnswer none(
      String image,
      @Nullable String subject,
      @Nullable Decision decision,
      String reason,
      Origin origin) {
    return new ImageAnswer(image, subject, decision, reason, origin, List.of());
  }
}
