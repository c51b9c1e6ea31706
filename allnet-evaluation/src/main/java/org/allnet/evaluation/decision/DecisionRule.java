package org.allnet.evaluation.decision;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.allnet.data.InputException;
import org.allnet.data.OptionException;
import org.allnet.data.OptionName;
import org.allnet.data.OptionValue;
import org.allnet.data.Sentence;
import org.allnet.data.dataset.ClassSet;
import org.allnet.evaluation.calibration.TemperatureScaling;
import org.allnet.evaluation.metric.EvaluationOptions;
import org.allnet.evaluation.metric.StatedProportion;
import org.allnet.evaluation.prediction.Predictions;
import org.allnet.evaluation.prediction.WrittenRule;
import org.jspecify.annotations.Nullable;

/**
 * What turns a system's probabilities into answers. All of it is fitted on validation predictions,
 * is kept with the model, and is measured on other images.
 *
 * @param scaling makes the probabilities as bold as they may be; comes first
 * @param point from which P(positive) on a cell is predicted positive; absent if the most probable
 *     class is predicted
 * @param band the probabilities at which a cell is referred; absent if every cell is classified
 * @param sets which classes can't be ruled out; absent if no validation image was there
 */
public record DecisionRule(
    TemperatureScaling scaling,
    @Nullable OperatingPoint point,
    @Nullable ReferBand band,
    @Nullable ConformalSets sets) {

  /**
   * Checks that the parts are there and that the operating point lies in the band around it. A band
   * that allows every error refers nothing and promises nothing: it is taken for absent.
   *
   * @throws InputException if the temperature is missing, or the operating point is outside the
   *     refer band; without an operating point, .5 is
   */
  public DecisionRule {
    if (scaling == null) {
      throw new InputException("rule: its temperature is missing");
    }
    double threshold = point == null ? EVEN : point.threshold();
    if (band != null && !(band.low() <= threshold && threshold <= band.high())) {
      throw new InputException(
          "rule: the operating point %s is outside the refer band from %s to %s"
              .formatted(threshold, band.low(), band.high()));
    }
    band = band != null && band.promisesNothing() ? null : band;
  }

  /** Probabilities are taken as they come and the most probable class is predicted. */
  public static final DecisionRule NONE =
      new DecisionRule(TemperatureScaling.NONE, null, null, null);

  /** With two classes the most probable one is the positive one above this. */
  private static final double EVEN = 0.5;

  /**
   * A rule, and what could not be fitted.
   *
   * @param rule the rule
   * @param notes a sentence for each part that had to be left out
   */
  public record FittedRule(DecisionRule rule, List<String> notes) {

    /** Copies {@code notes}, so that nothing changes it from outside. */
    public FittedRule {
      notes = List.copyOf(notes);
    }
  }

  /**
   * Fits a rule. What the validation images can't tell is left out and noted: a temperature that
   * runs to its bound, an operating point or a band if only one class is there.
   *
   * @param validation unscaled predictions of images that were not trained on and are not tested on
   * @param options what is wanted
   * @return the rule
   */
  public static FittedRule fit(Predictions validation, RuleOptions options) {
    TemperatureScaling scaling = temperature(validation);
    return fit(scaling.apply(validation), options, scaling);
  }

  /**
   * Returns the temperature of validation predictions. It does not depend on what is wanted of the
   * rule.
   *
   * @param validation unscaled predictions of images that were not trained on and are not tested on
   * @return {@link TemperatureScaling#NONE} if they can't tell one
   */
  public static TemperatureScaling temperature(Predictions validation) {
    if (validation.labelled().isEmpty()) {
      return TemperatureScaling.NONE;
    }
    TemperatureScaling scaling = TemperatureScaling.fit(validation);
    return scaling.atBound() ? TemperatureScaling.NONE : scaling;
  }

  /**
   * Fits a rule beside a temperature that is known.
   *
   * @param scaled validation predictions, scaled by that temperature
   * @param options what is wanted
   * @param scaling the temperature
   * @return the rule, of that temperature
   */
  public static FittedRule fit(
      Predictions scaled, RuleOptions options, TemperatureScaling scaling) {
    if (scaled.labelled().isEmpty()) {
      return new FittedRule(
          new DecisionRule(scaling, null, null, null),
          List.of("no labelled validation image: probabilities are taken as they come"));
    }
    List<String> notes = new ArrayList<>();
    if (scaling.temperature() == 1) {
      notes.add(
          "calibration left out: the "
              + scaled.labelled().size()
              + " validation images can't tell a temperature");
    }
    OperatingPoint point = null;
    ReferBand band = null;
    try {
      point = options.point(scaled);
    } catch (InputException | OptionException e) {
      notes.add("operating point left out: " + e.getMessage());
    }
    Double maxError = options.maxError();
    if (maxError != null) {
      try {
        band = ReferBand.choose(scaled, point == null ? EVEN : point.threshold(), maxError);
        if (band.coverage() == 0) {
          notes.add(refersAll(band));
        }
      } catch (InputException | OptionException e) {
        notes.add("refer band left out: " + e.getMessage());
      }
    }
    ConformalSets sets = ConformalSets.fit(scaled, options.setError());
    notes.addAll(neverRuledOut(sets, scaled.classes()));
    return new FittedRule(new DecisionRule(scaling, point, band, sets), notes);
  }

  private static String refersAll(ReferBand band) {
    return "refer band: no band keeps the error at most "
        + band.maxError()
        + " on the validation images; every cell is referred";
  }

  private static List<String> neverRuledOut(ConformalSets sets, ClassSet classes) {
    List<String> sentences = new ArrayList<>();
    for (int k = 0; k < classes.size(); k++) {
      if (sets.maxScores().get(k) == 1) {
        sentences.add(
            "prediction sets: always hold '"
                + classes.names().get(k)
                + "', which its validation images never let rule out");
      }
    }
    return sentences;
  }

  /**
   * What was wanted of a rule and is not in it. It follows from the two alone, so that a run that
   * is taken up again says the same.
   *
   * @param wanted what {@link #fit} was asked for
   * @param classes the classes that it was fitted for
   * @return a sentence for each part that is missing, or refers every cell, and for each class that
   *     is never ruled out
   */
  public List<String> lacks(RuleOptions wanted, ClassSet classes) {
    List<String> sentences = new ArrayList<>();
    if (scaling.temperature() == 1) {
      sentences.add("calibration left out: the validation images can't tell a temperature");
    }
    if (point == null && !wanted.operatingPoint().equals(RuleOptions.DEFAULTS.operatingPoint())) {
      sentences.add(
          "operating point "
              + wanted.operatingPoint().word()
              + " left out: it needs two classes and validation images of both; the most probable"
              + " class is predicted");
    }
    if (band == null && wanted.maxError() != null) {
      sentences.add(
          "refer band left out: it needs two classes and validation images of both; every cell is"
              + " classified");
    }
    if (band != null && band.coverage() == 0) {
      sentences.add(refersAll(band));
    }
    if (sets == null) {
      sentences.add("prediction sets left out: no labelled validation image");
    } else {
      sentences.addAll(neverRuledOut(sets, classes));
    }
    return sentences;
  }

  /**
   * Returns the same rule without operating point and refer band, which have no meaning without
   * each other, for whoever decides by another threshold.
   */
  public DecisionRule withoutPoint() {
    return new DecisionRule(scaling, null, null, sets);
  }

  /**
   * Returns how classes are predicted, for a predictions file: the operating point alone, not the
   * band.
   *
   * @param classes the classes with their positive one
   */
  public WrittenRule written(ClassSet classes) {
    return new WrittenRule(classes.positiveName(), point == null ? null : point.threshold());
  }

  /**
   * Refuses what was asked for and can't be had of so many classes.
   *
   * @param wanted what {@link #fit} is to be asked for
   * @param classes the classes
   * @throws OptionException if an operating point or a refer band is wanted of other than two
   */
  public static void check(RuleOptions wanted, ClassSet classes) {
    List<OptionValue> refused = new ArrayList<>();
    if (!wanted.operatingPoint().equals(RuleOptions.DEFAULTS.operatingPoint())) {
      refused.add(OptionName.OPERATING_POINT.with(wanted.operatingPoint().word()));
    }
    if (wanted.maxError() != null) {
      refused.add(OptionName.MAX_ERROR.with(wanted.maxError()));
    }
    if (classes.size() != 2 && !refused.isEmpty()) {
      throw new OptionException(
          refused.get(0),
          Sentence.of(
              "%s can't act with %d classes, it takes two; leave it out, or merge classes by %s",
              Sentence.joined(", ", refused), classes.size(), OptionName.CLASSES));
    }
  }

  /**
   * Undoes the scaling.
   *
   * @param scaled predictions that this rule has scaled
   * @return as they were before, but for rounding
   */
  public Predictions unscaled(Predictions scaled) {
    return scaling.undo(scaled);
  }

  /**
   * Takes this rule off predictions, for metrics in which it is to have no part.
   *
   * @param scaled predictions that this rule has scaled
   * @return as they were before, but for rounding, of an origin that does not know the rule
   */
  public Predictions takenOff(Predictions scaled) {
    Predictions before = unscaled(scaled);
    return before.with(
        before.rows().stream().map(row -> row.from(row.origin().withoutRule())).toList());
  }

  /** {@return how {@link #decide} decides if nothing is referred} */
  public EvaluationOptions toOptions() {
    return point == null ? EvaluationOptions.DEFAULTS : point.toOptions();
  }

  /**
   * Decides about an image: it is referred within the refer band, else its class is the positive
   * one from the operating point on, or the most probable one if there is no operating point.
   *
   * @param probabilities of all classes, scaled
   * @param classes the classes in that order
   * @return the decision
   */
  public Decision decide(List<Double> probabilities, ClassSet classes) {
    if (classes.size() == 2) {
      double positive = probabilities.get(classes.positive());
      if (band != null && band.refers(positive)) {
        return new Decision.Referred(
            new ReferralReason.Uncertain(classes.positiveName(), positive, band));
      }
      if (point != null) {
        int side = positive >= point.threshold() ? classes.positive() : 1 - classes.positive();
        return new Decision.Predicted(
            classes.names().get(side),
            new Decision.OfThreshold(classes.positiveName(), positive, point.threshold()));
      }
    }
    int best = 0;
    for (int k = 1; k < probabilities.size(); k++) {
      if (probabilities.get(k) > probabilities.get(best)) {
        best = k;
      }
    }
    return new Decision.Predicted(classes.names().get(best), new Decision.MostProbable());
  }

  /**
   * The rule for a reader.
   *
   * @param classes the classes that it was fitted for
   * @return a line for each part
   */
  public List<String> describe(ClassSet classes) {
    List<String> lines = new ArrayList<>();
    lines.add(
        scaling.temperature() == 1
            ? "calibration: none"
            : String.format(Locale.ROOT, "calibration: temperature %.4f", scaling.temperature()));
    lines.add("operating point: " + (point == null ? "the most probable class" : point.describe()));
    lines.add("refer band: " + (band == null ? "none" : band.describe()));
    if (sets != null) {
      lines.add(
          String.format(
              Locale.ROOT,
              "prediction sets: at most %s misses promised of each class; %s",
              StatedProportion.percent(sets.alpha()),
              String.join(", ", inSetFrom(sets, classes))));
    }
    return lines;
  }

  private static List<String> inSetFrom(ConformalSets sets, ClassSet classes) {
    List<String> words = new ArrayList<>();
    for (int k = 0; k < classes.size(); k++) {
      double lowest = 1 - sets.maxScores().get(k);
      words.add(
          classes.names().get(k)
              + (lowest == 0
                  ? " never ruled out"
                  : String.format(Locale.ROOT, " in from %.4f", lowest)));
    }
    return words;
  }

  /** {@return the parts as JSON, by their names; those absent are left out} */
  public ObjectNode toJson() {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("temperature", scaling.temperature());
    if (point != null) {
      node.set("operatingPoint", point.toJson());
    }
    if (band != null) {
      node.set("referBand", band.toJson());
    }
    if (sets != null) {
      node.set("predictionSets", sets.toJson());
    }
    return node;
  }
}
