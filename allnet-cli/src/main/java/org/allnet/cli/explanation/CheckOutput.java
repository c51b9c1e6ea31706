package org.allnet.cli.explanation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.allnet.cli.terminal.JsonOutput;
import org.allnet.data.Counted;
import org.allnet.evaluation.metric.Interval;
import org.allnet.explain.MethodCheck;
import org.allnet.explain.check.CascadingRandomisation;
import org.allnet.explain.check.FaithfulnessCheck;
import org.allnet.explain.check.MethodVerdict;

/**
 * A check of a method, in words and as JSON.
 *
 * @param check what came of it
 */
record CheckOutput(MethodCheck check) {

  /** What the check came to, one line without a full stop. */
  String verdict() {
    String name = check.method().title();
    String on = Counted.of(check.images(), "image").toString();
    if (check.verdict() instanceof MethodVerdict.Failed failed) {
      return "%s fails for this model, checked on %s: %s"
          .formatted(
              name,
              on,
              failed.reasons().stream()
                  .map(MethodVerdict.Reason::words)
                  .collect(Collectors.joining("; ")));
    }
    return check.verdict() instanceof MethodVerdict.NotChecked not
        ? "%s is not checked: %s".formatted(name, not.reason())
        : "%s passes for this model, checked on %s".formatted(name, on);
  }

  /** The figures, a line each. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (int step = 0; step < steps().size(); step++) {
      OptionalDouble mean = mean(step, false);
      lines.add(
          "layers from the last to %s random: rank correlation %s"
              .formatted(
                  steps().get(step).layer(),
                  mean.isPresent()
                      ? String.format(Locale.ROOT, "%.2f", mean.getAsDouble())
                      : "none, the maps are even"));
    }
    for (FaithfulnessCheck.Comparison one : check.faithfulness().comparisons()) {
      Interval interval = one.interval().interval();
      lines.add(
          String.format(
                  Locale.ROOT,
                  "%s: %+.3f beside %s",
                  curve(one),
                  one.advantage(),
                  one.than().words())
              + (interval == null
                  ? ""
                  : String.format(
                      Locale.ROOT, ", 95 %% %+.3f to %+.3f", interval.low(), interval.high())));
    }
    return lines;
  }

  private List<CascadingRandomisation.Step> steps() {
    return check.cascades().get(0).steps();
  }

  private static String curve(FaithfulnessCheck.Comparison one) {
    return one.kind().name().toLowerCase(Locale.ROOT);
  }

  /** The mean over the images that have one. */
  private OptionalDouble mean(int step, boolean signed) {
    return check.cascades().stream()
        .map(cascade -> cascade.steps().get(step))
        .map(one -> signed ? one.signed() : one.absolute())
        .filter(OptionalDouble::isPresent)
        .mapToDouble(OptionalDouble::getAsDouble)
        .average();
  }

  /** Everything, for programs. */
  String json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("format", 1);
    json.put("method", check.method().key());
    json.put("images", check.images());
    json.put("verdict", verdict());
    json.put("fails", check.verdict() instanceof MethodVerdict.Failed);
    List<Map<String, Object>> randomised = new ArrayList<>();
    for (int step = 0; step < steps().size(); step++) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("layer", steps().get(step).layer());
      mean(step, true).ifPresent(value -> one.put("signed", value));
      mean(step, false).ifPresent(value -> one.put("absolute", value));
      randomised.add(one);
    }
    json.put("randomisation", randomised);
    json.put(
        "comparisons",
        check.faithfulness().comparisons().stream().map(CheckOutput::comparison).toList());
    return JsonOutput.text(json) + "\n";
  }

  private static Map<String, Object> comparison(FaithfulnessCheck.Comparison comparison) {
    Map<String, Object> one = new LinkedHashMap<>();
    one.put("curve", curve(comparison));
    one.put("than", comparison.than().name().toLowerCase(Locale.ROOT));
    one.put("advantage", comparison.advantage());
    Interval interval = comparison.interval().interval();
    if (interval != null) {
      one.put("low", interval.low());
      one.put("high", interval.high());
    }
    one.put("better", comparison.better());
    return one;
  }
}
