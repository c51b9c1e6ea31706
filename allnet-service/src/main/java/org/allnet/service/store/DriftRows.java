package org.allnet.service.store;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.allnet.evaluation.decision.Decision;
import org.allnet.evaluation.decision.NothingToSee;
import org.allnet.evaluation.decision.ReferralReason;
import org.allnet.service.domain.CellVerdict;
import org.allnet.service.domain.DriftDay;
import org.allnet.service.domain.Hash;
import org.allnet.service.domain.Id;
import org.allnet.service.domain.Shown;

/** Counts answers and judgements by day. */
final class DriftRows implements Drift {

  private final Transaction tx;

  DriftRows(Transaction tx) {
    this.tx = tx;
  }

  private static final class Counts {
    private long answered;
    private long doubtful;
    private long refused;
    private double scores;
    private long scored;
    private long judged;
    private long overridden;

    DriftDay of(LocalDate day) {
      double mean = scored == 0 ? Double.NaN : scores / scored;
      return new DriftDay(day, answered, doubtful, refused, mean, judged, overridden);
    }
  }

  @Override
  public List<DriftDay> byDay(Id.Project in, Hash model, String positive, Instant since) {
    Map<LocalDate, Counts> days = new TreeMap<>();
    tx.sql()
        .each(
            "select p.at, p.decision, p.probabilities from proposals p"
                + " join cells e on e.id = p.cell join cases c on c.id = e.case_id"
                + " where c.project = ? and p.model = ? and p.at >= ?",
            row -> answer(day(days, row), row, positive),
            in,
            model,
            since);
    tx.sql()
        .each(
            "select j.at, j.shown, j.after_verdict from judgements j"
                + " join cells e on e.id = j.cell join cases c on c.id = e.case_id"
                + " where c.project = ? and j.at >= ? and j.after_verdict is not null",
            row -> judgement(days, row, model),
            in,
            since);
    return days.entrySet().stream().map(day -> day.getValue().of(day.getKey())).toList();
  }

  private static Counts day(Map<LocalDate, Counts> days, Sql.Row row) {
    LocalDate day = LocalDate.ofInstant(row.instant("at"), ZoneOffset.UTC);
    return days.computeIfAbsent(day, none -> new Counts());
  }

  private static void answer(Counts counts, Sql.Row row, String positive) {
    counts.answered++;
    if (RecordJson.read(row.text("decision"), Decision.class)
        instanceof Decision.Referred referred) {
      ReferralReason reason = referred.reason();
      if (reason.isRefusal() || reason instanceof NothingToSee) {
        counts.refused++;
      } else {
        counts.doubtful++;
      }
    }
    Double score =
        RecordJson.read(row.text("probabilities"), ProposalRows.Probabilities.class)
            .byClass()
            .get(positive);
    if (score != null) {
      counts.scores += score;
      counts.scored++;
    }
  }

  private static void judgement(Map<LocalDate, Counts> days, Sql.Row row, Hash model) {
    Shown shown = RecordJson.read(row.text("shown"), Shown.class);
    if (shown.proposed().isEmpty() || !shown.model().equals(Optional.of(model))) {
      return;
    }
    Counts counts = day(days, row);
    counts.judged++;
    CellVerdict proposed = new CellVerdict.OfClass(shown.proposed().get());
    if (!proposed.key().equals(row.text("after_verdict"))) {
      counts.overridden++;
    }
  }
}
