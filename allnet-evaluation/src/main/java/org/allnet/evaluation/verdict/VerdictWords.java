package org.allnet.evaluation.verdict;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.allnet.evaluation.metric.Interval;
import org.allnet.evaluation.metric.Metric;
import org.allnet.evaluation.metric.MetricValue;
import org.allnet.evaluation.metric.StatedProportion;
import org.allnet.evaluation.prediction.Origin;
import org.allnet.evaluation.prediction.Role;
import org.jspecify.annotations.Nullable;

/** Words findings: the one place in which a terminal, a page and a model card find their text. */
final class VerdictWords {

  private static final String CHECK = " check the labels and which class each probability is of.";

  private VerdictWords() {}

  /**
   * Words a finding.
   *
   * @param finding what was found
   * @param origin what the evaluated images are; a finding of one of several systems has its own
   * @return one or two sentences
   */
  static String of(Finding finding, Origin origin) {
    if (finding instanceof OfSystem one) {
      return one.system() + ": " + of(one.finding(), one.origin());
    }
    String marks =
        finding.isFavourable() ? marks(isOfRanking(finding) ? origin.withoutRule() : origin) : "";
    if (finding instanceof TooFewPeople few) {
      return of(few);
    }
    if (finding instanceof Guessing guessing) {
      return of(guessing, marks);
    }
    if (finding instanceof BesideArea area) {
      return of(area, marks);
    }
    if (finding instanceof KeptPromise promise) {
      return of(promise, marks);
    }
    return "The evaluated images were trained on, so their metrics say nothing of new images.";
  }

  private static String of(TooFewPeople few) {
    List<String> counts = new ArrayList<>();
    few.counts().forEach((name, count) -> counts.add(count + " of '" + name + "'"));
    return "Too few %s to draw a conclusion: %s%s were evaluated; at least %d of each class are needed%s."
        .formatted(
            few.counted().word(),
            few.counted() == TooFewPeople.Counted.AT_MOST ? "at most " : "",
            String.join(", ", counts),
            few.counted().least(),
            switch (few.counted()) {
              case IMAGES -> " if the people are not known";
              case AT_MOST -> ", and each image without a subject is counted as another person";
              case PEOPLE, PRESUMED -> "";
            });
  }

  private static String of(Guessing guessing, String marks) {
    if (guessing.measured() instanceof MetricValue.Undefined undefined) {
      return "Whether it is better than guessing is not known: the %s is undefined (%s)."
          .formatted(guessing.metric().label(), undefined.reason());
    }
    boolean ranking = guessing.metric() == Metric.AUROC;
    String who = ranking ? "" : "the system's decisions are ";
    String what =
        ": "
            + guessing.metric().label()
            + " "
            + number(guessing.measured())
            + "; guessing gives "
            + number(guessing.chance());
    return switch (guessing.result()) {
      case BETTER -> sentence(who + "better than guessing" + marks + what + ".");
      case NOT_SHOWN ->
          sentence(who + "not shown to be better than guessing" + what + ".")
              + (guessing.isBackwards() ? " The AUROC is far below 0.5:" + CHECK : "");
      case WORSE ->
          sentence(who + "worse than guessing" + what + ".")
              + (ranking ? " The classes are ranked the wrong way round:" + CHECK : "");
      case UNKNOWN -> "Whether it is better than guessing is not known" + marks + what + ".";
    };
  }

  private static String of(BesideArea area, String marks) {
    MetricValue.Value lead = area.difference();
    return switch (area.result()) {
      case SYSTEM_BETTER ->
          "Better than cell area alone" + marks + against(area.system(), area.area(), lead);
      case NOT_SHOWN ->
          "Not shown to be better than cell area alone" + against(area.system(), area.area(), lead);
      case AREA_NOT_WORSE ->
          "Cell area alone is not worse" + against(area.area(), area.system(), reversed(lead));
      case AREA_BETTER ->
          "Cell area alone does better" + against(area.area(), area.system(), reversed(lead));
    };
  }

  private static MetricValue.Value reversed(MetricValue.Value lead) {
    Interval interval = lead.interval();
    return new MetricValue.Value(
        0 - lead.value(),
        interval == null
            ? null
            : new Interval(0 - interval.high(), 0 - interval.low(), interval.method()),
        lead.noInterval(),
        List.of());
  }

  private static String against(double first, double second, MetricValue.Value lead) {
    return ": AUROC %s against %s; the difference is %s."
        .formatted(number(first), number(second), number(lead));
  }

  private static String of(KeptPromise kept, String marks) {
    boolean error = kept.promise() != KeptPromise.Promise.SENSITIVITY;
    String promise =
        error
            ? "the promise of at most " + StatedProportion.percent(kept.promised()) + " errors"
            : "the promise of at least "
                + StatedProportion.percent(kept.promised())
                + " sensitivity";
    String before = "";
    if (kept.promise() == KeptPromise.Promise.ERROR_WITHOUT_BAND) {
      before =
          "No image has to be referred: on the validation images "
              + promise
              + " holds without a refer band. ";
    }
    if (kept.measured() instanceof MetricValue.Undefined undefined) {
      return before + sentence(promise + " could not be measured: " + undefined.reason() + ".");
    }
    MetricValue.Value value = (MetricValue.Value) kept.measured();
    boolean sure = value.interval() != null;
    String verb =
        switch (kept.result()) {
          case KEPT -> "was kept";
          case KEPT_HERE ->
              sure
                  ? "was kept here, but its interval is not all within it"
                  : "was kept here, and nothing says how sure that is";
          case NOT_KEPT_HERE ->
              sure
                  ? "was not kept here, but its interval includes it"
                  : "was not kept here, and nothing says how sure that is";
          case NOT_KEPT -> "was not kept";
          case NOT_MEASURED -> "could not be measured";
        };
    return before
        + sentence(promise + " " + verb + marks + ": ")
        + percent(value)
        + (error ? " of the classified images are wrong." : " of the positive images are found.");
  }

  /**
   * What the evaluated images are, in parentheses and with a blank before; empty if nothing limits.
   */
  private static String marks(Origin origin) {
    List<String> marks = new ArrayList<>();
    if (origin.role() == Role.VALIDATION) {
      marks.add("fitted on these images");
    }
    marks.addAll(origin.limits());
    return marks.isEmpty() ? "" : " (" + String.join(", ", marks) + ")";
  }

  /** Whether the decision rule has no part in a finding. */
  private static boolean isOfRanking(Finding finding) {
    return finding instanceof BesideArea
        || finding instanceof Guessing guessing && guessing.metric() == Metric.AUROC;
  }

  private static String sentence(String text) {
    return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }

  private static String number(double value) {
    String text = String.format(Locale.ROOT, "%.3f", value);
    return text.equals("-0.000") ? "0.000" : text;
  }

  private static String number(MetricValue metric) {
    if (!(metric instanceof MetricValue.Value value)) {
      return "undefined";
    }
    Interval interval = value.interval();
    return number(value.value())
        + " ("
        + (interval == null
            ? withoutInterval(value.noInterval())
            : number(interval.low()) + " to " + number(interval.high()))
        + ")";
  }

  private static String percent(MetricValue.Value value) {
    Interval interval = value.interval();
    return String.format(Locale.ROOT, "%.1f %% (", 100 * value.value())
        + (interval == null
            ? withoutInterval(value.noInterval())
            : String.format(
                Locale.ROOT, "%.1f to %.1f %%", 100 * interval.low(), 100 * interval.high()))
        + ")";
  }

  private static String withoutInterval(@Nullable String reason) {
    return reason == null ? "no interval" : "no interval: " + reason;
  }
}
