package org.allnet.service.export;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.allnet.data.RunException;
import org.allnet.service.domain.CellVerdict;
import org.allnet.service.domain.ModelSheet;
import org.allnet.service.domain.SignOff;
import org.allnet.service.result.CaseResult;
import org.allnet.service.result.CellChange;
import org.allnet.service.result.CellWords;
import org.allnet.service.result.ClassShare;
import org.allnet.service.result.MachineAnswer;
import org.allnet.service.result.ModelFigures;
import org.allnet.service.result.ReportFacts;
import org.allnet.service.result.ResultCounts;
import org.allnet.service.result.VersionChanges;

/** A result as a PDF of the same version and in the same words as its page. */
public final class ResultPdf {

  private static final float[] HALVES = {130, PdfPages.WIDTH - 130};
  private static final float[] SHARES = {135, 60, 125, 60, 115};
  private static final float[] FIGURES = {160, 50, 95, PdfPages.WIDTH - 305};
  private static final float[] CHANGES = {60, 40, 90, 90, PdfPages.WIDTH - 280};

  private ResultPdf() {}

  /**
   * Makes the PDF.
   *
   * @param result the result
   * @param printedBy who prints it, with the role
   * @param at when it is printed
   * @param time writes a time with its zone
   * @return the file
   * @throws RunException if it can't be made
   */
  public static byte[] of(
      CaseResult result, String printedBy, Instant at, Function<Instant, String> time) {
    try (PdfPages pages = new PdfPages(result.watermark())) {
      String title = "Result of case " + result.reportId();
      pages.text(title, 16);
      pages.text(ExportNotes.RESEARCH_USE, 10);
      if (result.isSynthetic()) {
        pages.text(ReportFacts.SYNTHETIC, 11);
      }
      Optional<String> leftOut = ReportFacts.leftOut(result);
      if (leftOut.isPresent()) {
        pages.text(leftOut.get(), 11);
      }
      pages.gap(6);
      for (ReportFacts.Fact fact : ReportFacts.of(result, time)) {
        pages.row(List.of(fact.name(), fact.value()), HALVES, 9.5f);
      }
      counts(pages, result.counts());
      changes(pages, result);
      model(pages, result, time);
      signatures(pages, result, time);
      List<String> foot = new ArrayList<>();
      foot.add("Report %s, %s".formatted(result.reportId(), version(result)));
      foot.add(
          result
              .signature()
              .map(last -> "signed SHA-256 " + last.signed().hex())
              .orElse("not signed"));
      foot.add("printed by %s, %s".formatted(printedBy, time.apply(at)));
      foot.add(ExportNotes.RESEARCH_USE);
      return pages.finish(title, foot, at);
    } catch (IOException e) {
      throw new RunException("PDF: can't be made", e);
    }
  }

  private static String version(CaseResult result) {
    return result.signature().map(last -> "version " + last.version()).orElse("no signed version");
  }

  private static void counts(PdfPages pages, ResultCounts counts) throws IOException {
    pages.gap(12);
    pages.text("Counts by class", 12);
    pages.head(
        List.of("Class", "People", "of counted (95 %)", "Model", "of proposed (95 %)"),
        SHARES,
        9.5f);
    for (int i = 0; i < counts.people().size(); i++) {
      ClassShare people = counts.people().get(i);
      Optional<ClassShare> machine =
          counts.machine().stream().filter(one -> one.label().equals(people.label())).findFirst();
      pages.row(
          List.of(
              people.label(),
              Long.toString(people.count()),
              ReportFacts.percent(people),
              machine.map(one -> Long.toString(one.count())).orElse("-"),
              machine.map(ReportFacts::percent).orElse("-")),
          SHARES,
          9.5f);
    }
    pages.endHead();
    pages.text(ResultCounts.INTERVALS, 8);
    pages.gap(4);
    List<String> beside = new ArrayList<>();
    for (CellVerdict.Other other : CellVerdict.Other.values()) {
      beside.add("%s %d".formatted(CellWords.of(other), counts.others().getOrDefault(other, 0L)));
    }
    beside.add("not judged %d".formatted(counts.cells() - counts.judged()));
    pages.text("People, beside the classes: " + String.join(", ", beside) + ".", 9.5f);
    List<String> machine = new ArrayList<>();
    counts
        .withoutClass()
        .forEach(
            (outcome, reasons) ->
                reasons.forEach(
                    (reason, count) ->
                        machine.add(
                            "%s (%s) %d"
                                .formatted(
                                    outcome.words(),
                                    outcome.isReferred()
                                        ? MachineAnswer.reasonWords(reason)
                                        : reason,
                                    count))));
    machine.sort(String::compareTo);
    machine.add(0, "referred to a person %d".formatted(counts.referred()));
    machine.add("no answer %d".formatted(counts.unanswered()));
    pages.text("Model, beside the classes: " + String.join(", ", machine) + ".", 9.5f);
    pages.text(
        "People say something else than the model proposed of %d cells."
            .formatted(counts.overridden()),
        9.5f);
  }

  private static void changes(PdfPages pages, CaseResult result) throws IOException {
    if (result.history().isEmpty()) {
      return;
    }
    pages.gap(12);
    pages.text("Changed since it was first signed", 12);
    pages.head(List.of("Version", "Cell", "Old value", "New value", "Reason"), CHANGES, 9.5f);
    for (VersionChanges version : result.history()) {
      for (CellChange change : version.cells()) {
        pages.row(
            List.of(
                version.words(),
                Integer.toString(change.cell().number()),
                change.before().map(CellWords::of).orElse("nothing"),
                change.after().map(CellWords::of).orElse("nothing"),
                change
                    .judgement()
                    .map(id -> result.reasons().getOrDefault(id, "erased"))
                    .orElse("")),
            CHANGES,
            9.5f);
      }
    }
    pages.endHead();
  }

  private static void model(PdfPages pages, CaseResult result, Function<Instant, String> time)
      throws IOException {
    if (result.model().isEmpty()) {
      return;
    }
    pages.gap(12);
    pages.text("What is known of the model", 12);
    Optional<String> newer = result.known().words(time);
    if (newer.isPresent()) {
      pages.text(newer.get(), 9.5f);
    }
    ModelSheet sheet = result.model().get().sheet();
    ModelFigures figures = ModelFigures.of(sheet);
    pages.text(figures.rows().isEmpty() ? ReportFacts.NOT_MEASURED : figures.heading(), 9.5f);
    if (!figures.rows().isEmpty()) {
      pages.head(
          List.of("Metric", "Value", "95 % interval", figures.hasNotes() ? "Note" : ""),
          FIGURES,
          9.5f);
    }
    for (ModelFigures.Row row : figures.rows()) {
      pages.row(List.of(row.name(), row.value(), row.interval(), row.note()), FIGURES, 9.5f);
    }
    pages.endHead();
    pages.gap(4);
    for (String limit : sheet.limits()) {
      pages.text(limit, 9.5f);
    }
  }

  private static void signatures(PdfPages pages, CaseResult result, Function<Instant, String> time)
      throws IOException {
    pages.gap(12);
    pages.text("Signatures", 12);
    if (result.signatures().isEmpty()) {
      pages.text("Nobody has signed.", 9.5f);
    }
    for (SignOff one : result.signatures()) {
      pages.text(
          String.format(
              Locale.ROOT,
              "Version %d, %s, %s: \"%s\"%s",
              one.version(),
              one.printedName(),
              time.apply(one.at()),
              one.meaning().words(),
              one.reason().map(reason -> " Reason: " + reason.text().orElse("erased")).orElse("")),
          9.5f);
    }
  }
}
