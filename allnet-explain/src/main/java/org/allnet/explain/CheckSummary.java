package org.allnet.explain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.allnet.evaluation.explanation.Estimate;
import org.allnet.evaluation.explanation.MapCheck;
import org.allnet.evaluation.interval.BootstrapOptions;
import org.allnet.explain.check.CascadingRandomisation;
import org.allnet.explain.check.FaithfulnessCheck;
import org.allnet.explain.check.HeatFractions;
import org.allnet.explain.check.MethodVerdict;
import org.jspecify.annotations.Nullable;

/** A {@link MethodCheck} in the form that reports and files have. */
final class CheckSummary {

  private CheckSummary() {}

  static MapCheck of(MethodCheck check) {
    return new MapCheck(
        check.method(),
        check.images(),
        check.examples().persons(),
        randomisation(check),
        check.faithfulness().comparisons().stream().map(CheckSummary::comparison).toList(),
        heat(check),
        check.verdict() instanceof MethodVerdict.Failed failed
            ? failed.reasons().stream().map(MethodVerdict.Reason::words).toList()
            : List.of(),
        check.verdict() instanceof MethodVerdict.NotChecked not ? not.reason() : null);
  }

  private static List<MapCheck.Randomised> randomisation(MethodCheck check) {
    List<MapCheck.Randomised> steps = new ArrayList<>();
    for (int i = 0; i < check.cascades().get(0).steps().size(); i++) {
      int step = i;
      steps.add(
          new MapCheck.Randomised(
              check.cascades().get(0).steps().get(step).layer(),
              correlation(check, step, CascadingRandomisation.Step::signed),
              correlation(check, step, CascadingRandomisation.Step::absolute)));
    }
    return steps;
  }

  /** The mean over the images that have one. */
  private static @Nullable Estimate correlation(
      MethodCheck check, int step, Function<CascadingRandomisation.Step, OptionalDouble> of) {
    return mean(
        check,
        check.cascades().stream()
            .mapToDouble(cascade -> of.apply(cascade.steps().get(step)).orElse(Double.NaN))
            .toArray());
  }

  private static @Nullable Estimate mean(MethodCheck check, double[] values) {
    return Arrays.stream(values).allMatch(Double::isNaN)
        ? null
        : check.examples().mean(values, BootstrapOptions.DEFAULTS).estimate();
  }

  private static MapCheck.Comparison comparison(FaithfulnessCheck.Comparison one) {
    var interval = one.interval().interval();
    return new MapCheck.Comparison(
        one.kind(),
        one.than(),
        interval == null
            ? new Estimate(one.advantage(), null, null)
            : new Estimate(one.advantage(), interval.low(), interval.high()),
        one.better());
  }

  private static MapCheck.@Nullable Heat heat(MethodCheck check) {
    Estimate cell = heat(check, HeatFractions::cell);
    Estimate area = heat(check, HeatFractions::cellArea);
    Estimate excess = heat(check, heat -> heat.cell() - heat.cellArea());
    if (cell == null || area == null || excess == null) {
      return null;
    }
    Estimate nucleusArea = heat(check, heat -> heat.nucleusArea().orElse(Double.NaN));
    return new MapCheck.Heat(
        cell,
        area.value(),
        excess,
        heat(check, heat -> heat.nucleus().orElse(Double.NaN)),
        nucleusArea == null ? null : nucleusArea.value());
  }

  private static @Nullable Estimate heat(MethodCheck check, ToDoubleFunction<HeatFractions> of) {
    return mean(
        check,
        check.heat().stream()
            .mapToDouble(heat -> heat == null ? Double.NaN : of.applyAsDouble(heat))
            .toArray());
  }
}
