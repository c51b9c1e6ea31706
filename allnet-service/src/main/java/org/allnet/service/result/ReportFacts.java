package org.allnet.service.result;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.allnet.data.Counted;
import org.allnet.evaluation.metric.Interval;
import org.allnet.service.domain.CaseStatus;
import org.allnet.service.domain.ModelSheet;
import org.allnet.service.domain.ServedModel;
import org.allnet.service.domain.SignOff;

/** What stands at the head of every page, print and export of a result, in the same words. */
public final class ReportFacts {

  /**
   * A line of the head.
   *
   * @param name what it is about
   * @param value what it says
   */
  public record Fact(String name, String value) {}

  /** What is said first wherever synthetic cells are shown. */
  public static final String SYNTHETIC =
      "Synthetic cells: a program made them. Nothing here says anything about blood.";

  /** What stands for the measured values of a model that has none. */
  public static final String NOT_MEASURED =
      "Not known: no evaluation of it was taken over with its file.";

  private static final String PICTURES_NOT_COUNTED =
      "Not known: this version was signed before results told how many could not be read.";

  private ReportFacts() {}

  /**
   * Returns what has to be said first if a result tells nothing of a part of its pictures.
   *
   * @param result the result
   * @return empty if all pictures were read and all fields searched, or that is not known
   */
  public static Optional<String> leftOut(CaseResult result) {
    return result
        .content()
        .pictures()
        .filter(counts -> !counts.isWhole())
        .map(counts -> counts.words() + ". This result says nothing of what they show.");
  }

  /**
   * Returns the lines of the head.
   *
   * @param result the result
   * @param time writes a time with its zone
   */
  public static List<Fact> of(CaseResult result, Function<Instant, String> time) {
    ResultCounts counts = result.counts();
    List<Fact> facts = new ArrayList<>();
    facts.add(new Fact("Subject", result.subject().pseudonym().orElse("erased")));
    facts.add(new Fact("Project", result.project().name()));
    facts.add(new Fact("Status", status(result, time)));
    facts.add(new Fact("Report", result.reportId() + ", " + version(result)));
    result
        .signature()
        .ifPresent(last -> facts.add(new Fact("Signed text (SHA-256)", last.signed().hex())));
    if (result.isSynthetic()) {
      facts.add(new Fact("Synthetic", synthetic(result)));
    }
    facts.add(new Fact("Model", result.model().map(ReportFacts::model).orElse("none")));
    result.model().ifPresent(model -> facts.add(new Fact("Operating point", point(model.sheet()))));
    result.detector().ifPresent(model -> facts.add(new Fact("Cells found by", model(model))));
    facts.add(
        new Fact(
            "Pictures",
            result.content().pictures().map(PictureCounts::words).orElse(PICTURES_NOT_COUNTED)));
    facts.add(new Fact("Cells", cells(counts)));
    facts.add(
        new Fact(
            "Judged by people",
            "%d of %s".formatted(counts.judged(), Counted.of(counts.cells(), "cell"))));
    facts.add(new Fact("Case opened", time.apply(result.of().created())));
    return List.copyOf(facts);
  }

  private static String ofNoClass(long count) {
    return count == 0
        ? ""
        : "%d proposed a class that is none of this project's, ".formatted(count);
  }

  private static String cells(ResultCounts counts) {
    long none = counts.without(MachineAnswer.Outcome.OTHER_CLASS);
    return "%s: %d proposed a class, %s%d referred (%s), %d without answer"
        .formatted(
            Counted.of(counts.cells(), "cell"),
            counts.cells() - counts.unanswered() - none - counts.referred(),
            ofNoClass(none),
            counts.referred(),
            referred(counts),
            counts.unanswered());
  }

  /**
   * Returns in which ways cells are referred.
   *
   * @param counts the counts of the result
   * @return such as {@code 2 in the refer band, 1 refused, 0 nothing to see}
   */
  public static String referred(ResultCounts counts) {
    List<String> ways = new ArrayList<>();
    for (MachineAnswer.Outcome outcome : MachineAnswer.Outcome.values()) {
      if (outcome.isReferred()) {
        ways.add("%d %s".formatted(counts.without(outcome), outcome.words()));
      }
    }
    return String.join(", ", ways);
  }

  /** What is said wherever a synthetic case is shown. */
  private static String synthetic(CaseResult result) {
    long made = result.content().cells().stream().filter(CellResult::synthetic).count();
    return "A program made %s. Nothing here says anything about blood."
        .formatted(
            made == result.counts().cells()
                ? "these cells"
                : "%d of these %s".formatted(made, Counted.of(result.counts().cells(), "cell")));
  }

  /** The status in a word or a few, with who and when. */
  private static String status(CaseResult result, Function<Instant, String> time) {
    String words = result.status().words();
    if (result.signature().isEmpty()) {
      return result.changes().isEmpty()
          ? words + progress(result, time)
          : words
              + ", and changed since%s: the changes are not signed".formatted(last(result, time));
    }
    SignOff last = result.signature().get();
    return "%s by %s, %s%s"
        .formatted(words, last.printedName(), time.apply(last.at()), since(result));
  }

  private static String progress(CaseResult result, Function<Instant, String> time) {
    return progress(result.status(), result.progress(), time);
  }

  /**
   * Returns who reads and when something was last said, of what nobody has signed.
   *
   * @param status the case's
   * @param since how far it has come
   * @param time writes a time with its zone
   * @return words behind those of the status, such as {@code by Dr. Ada, last judged ...}; empty if
   *     there is nothing to say
   */
  public static String progress(
      CaseStatus status, CaseProgress.Since since, Function<Instant, String> time) {
    return switch (status) {
      case IN_REVIEW ->
          since.readers().isEmpty()
              ? ""
              : " by %s, last judged %s"
                  .formatted(
                      String.join(", ", since.readers()),
                      since.last().map(time).orElse("at an unknown time"));
      case ANSWERED -> since.last().map(at -> ", last answered " + time.apply(at)).orElse("");
      case QUEUED, SIGNED, AMENDED, WITHDRAWN, CANCELLED -> "";
    };
  }

  private static String last(CaseResult result, Function<Instant, String> time) {
    CaseProgress.Since since = result.progress();
    return since.last().isEmpty()
        ? ""
        : ", last by %s, %s"
            .formatted(since.lastReader().orElse("unknown"), time.apply(since.last().get()));
  }

  private static String since(CaseResult result) {
    if (!result.isReplaced()) {
      return "";
    }
    return result.isWithdrawn() ? "; withdrawn since" : "; a later version replaces it";
  }

  private static String version(CaseResult result) {
    return result
        .signature()
        .map(last -> "version %d of %d".formatted(last.version(), result.signatures().size()))
        .orElse(
            result.signatures().isEmpty()
                ? "no version signed"
                : "after version %d, not signed".formatted(result.signatures().size()));
  }

  private static String model(ServedModel model) {
    return "%s, version %d, SHA-256 %s%s"
        .formatted(
            model.title(),
            model.version(),
            model.hash().hex(),
            model.sheet().synthetic()
                ? model.kind() == ServedModel.Kind.DETECTOR
                    ? "; trained on synthetic fields"
                    : "; trained on synthetic cells"
                : "");
  }

  private static String point(ModelSheet sheet) {
    String point =
        sheet
            .point()
            .map(
                at ->
                    String.format(
                        Locale.ROOT,
                        "%s from probability %.3f",
                        sheet.positive().orElse("positive"),
                        at.threshold()))
            .orElse("the most probable class");
    return sheet
        .band()
        .map(
            band ->
                point
                    + String.format(
                        Locale.ROOT, "; referred from %.3f to %.3f", band.low(), band.high()))
        .orElse(point);
  }

  /**
   * Returns a fraction in percent, with its interval.
   *
   * @param share the class's share
   * @return such as {@code 37.5 % (13.7 to 69.4)}, or that there is none
   */
  public static String percent(ClassShare share) {
    if (share.interval().isEmpty()) {
      return "-";
    }
    Interval interval = share.interval().get();
    return String.format(
        Locale.ROOT,
        "%.1f %% (%.1f to %.1f)",
        100 * share.fraction(),
        100 * interval.low(),
        100 * interval.high());
  }
}
