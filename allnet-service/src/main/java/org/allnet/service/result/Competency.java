package org.allnet.service.result;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.allnet.data.Counted;
import org.allnet.evaluation.agreement.PairedVerdict;
import org.allnet.evaluation.agreement.ReaderAgreement;
import org.allnet.evaluation.interval.Wilson;
import org.allnet.evaluation.metric.MetricValue;
import org.allnet.service.domain.Account;
import org.allnet.service.domain.CaseReading;
import org.allnet.service.domain.CellVerdict;
import org.allnet.service.domain.Id;
import org.allnet.service.domain.Judgement;
import org.allnet.service.domain.KnownCell;
import org.allnet.service.domain.Project;
import org.allnet.service.store.Transaction;

/** How readers do on cells whose verdict is signed, reading by reading. */
public final class Competency {

  private static final String RIGHT = "right";
  private static final String WRONG = "wrong";

  private Competency() {}

  /**
   * Returns the scores of all ended readings that had known cells.
   *
   * @param tx the transaction
   * @param project whose readings
   * @return by reader and time
   */
  public static List<ReaderScore> of(Transaction tx, Project project) {
    List<ReaderScore> scores = new ArrayList<>();
    for (CaseReading.Kind kind : List.of(CaseReading.Kind.SECOND, CaseReading.Kind.COMPETENCY)) {
      for (CaseReading reading : tx.readings().of(project.id(), kind)) {
        List<KnownCell> known = known(tx, project, reading);
        if (reading.closed().isPresent() && !known.isEmpty()) {
          scores.add(score(tx, project, reading, known));
        }
      }
    }
    scores.sort(Comparator.comparing(ReaderScore::reader).thenComparing(ReaderScore::at));
    return List.copyOf(scores);
  }

  /** The hidden cells; of a competency reading also those of its signed case. */
  private static List<KnownCell> known(Transaction tx, Project project, CaseReading reading) {
    Map<Id.Case, Map<Id.Cell, CellVerdict>> signed = new HashMap<>();
    Function<Id.Case, Map<Id.Cell, CellVerdict>> read = of -> signed(tx, project, of);
    List<KnownCell> known = new ArrayList<>();
    for (KnownCell hidden : tx.readings().hidden(reading.id())) {
      tx.cells()
          .get(project.id(), hidden.cell())
          .map(cell -> signed.computeIfAbsent(cell.of(), read).get(hidden.cell()))
          .ifPresent(verdict -> known.add(new KnownCell(hidden.cell(), verdict)));
    }
    if (reading.kind() == CaseReading.Kind.COMPETENCY) {
      signed
          .computeIfAbsent(reading.of(), read)
          .forEach((cell, verdict) -> known.add(new KnownCell(cell, verdict)));
    }
    return known;
  }

  /** The classes that stand signed of a case; none if it is withdrawn. */
  private static Map<Id.Cell, CellVerdict> signed(Transaction tx, Project project, Id.Case id) {
    Map<Id.Cell, CellVerdict> verdicts = new HashMap<>();
    tx.cases()
        .get(project.id(), id)
        .flatMap(of -> new CaseResults(tx).standing(of))
        .ifPresent(
            content ->
                content
                    .cells()
                    .forEach(
                        cell ->
                            cell.verdict()
                                .filter(CellVerdict::counts)
                                .ifPresent(said -> verdicts.put(cell.cell().id(), said))));
    return verdicts;
  }

  private static ReaderScore score(
      Transaction tx, Project project, CaseReading reading, List<KnownCell> known) {
    Map<Id.Cell, Judgement> last = tx.judgements().last(reading.id());
    long right = 0;
    List<PairedVerdict> pairs = new ArrayList<>();
    for (KnownCell one : known) {
      Judgement event = last.get(one.cell());
      if (event != null && event.after().isPresent()) {
        boolean isRight = event.after().get().equals(one.expected());
        right += isRight ? 1 : 0;
        pairs.add(new PairedVerdict(subject(tx, project, one), RIGHT, isRight ? RIGHT : WRONG));
      }
    }
    return new ReaderScore(
        reading.reader(),
        tx.accounts().get(reading.reader()).map(Account::name).orElse("unknown"),
        reading.closed().orElse(reading.opened()),
        right,
        pairs.size(),
        known.size(),
        fraction(right, pairs));
  }

  /** With Wilson's interval if all cells are of one subject, else as agreement is told. */
  private static MetricValue fraction(long right, List<PairedVerdict> pairs) {
    long subjects = pairs.stream().map(PairedVerdict::subject).distinct().count();
    return subjects == 1
        ? new MetricValue.Value(
            right / (double) pairs.size(),
            Wilson.of(right, pairs.size(), Counted.of(pairs.size(), "known cell").toString()),
            null,
            List.of())
        : ReaderAgreement.of(List.of(RIGHT, WRONG), false, pairs, Agreements.BOOTSTRAP).observed();
  }

  private static String subject(Transaction tx, Project project, KnownCell known) {
    return tx.cells()
        .get(project.id(), known.cell())
        .flatMap(cell -> tx.cases().get(project.id(), cell.of()))
        .map(of -> of.subject().text())
        .orElse("unknown");
  }
}
