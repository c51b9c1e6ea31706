package org.allnet.service.store;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
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
import org.allnet.service.domain.Veil;

/** Counts answers and judgements by day. */
final class DriftRows implements Drift {

  private final Transaction tx;

  DriftRows(Transaction tx) {
    this.tx = tx;
  }

  /** A reading said something of a cell on a day. */
  private record Said(String reading, String cell, LocalDate day) {}

  /** Its last event of the day. */
  private record Last(LocalDate day, String shown, Optional<String> after) {}

  private static final class Counts {
    private long answered;
    private long inReferBand;
    private long refused;
    private long nothingToSee;
    private double scores;
    private long scored;
    private long judged;
    private long overridden;

    DriftDay of(LocalDate day) {
      double mean = scored == 0 ? Double.NaN : scores / scored;
      return new DriftDay(
          day, answered, inReferBand, refused, nothingToSee, mean, judged, overridden);
    }
  }

  @Override
  public List<DriftDay> byDay(
      Id.Project in, Hash model, String positive, Instant since, Veil veil) {
    Map<LocalDate, Counts> days = new TreeMap<>();
    tx.sql()
        .each(
            "select e.case_id, p.at, p.decision, p.probabilities from proposals p"
                + " join cells e on e.id = p.cell join cases c on c.id = e.case_id"
                + " where c.project = ? and p.model = ? and p.at >= ?",
            row -> {
              if (!veil.hides(row.id("case_id", Id.Case::new))) {
                answer(day(days, row), row, positive);
              }
            },
            in,
            model,
            since);
    lastOfDays(in, since, veil).values().forEach(last -> judgement(days, last, model));
    return days.entrySet().stream().map(day -> day.getValue().of(day.getKey())).toList();
  }

  /** What a reading says of a cell at the end of a day: what was taken back is not counted. */
  private Map<Said, Last> lastOfDays(Id.Project in, Instant since, Veil veil) {
    NavigableMap<Long, Long> takenBack = takenBack(in);
    Map<Said, Last> last = new HashMap<>();
    tx.sql()
        .each(
            "select e.case_id, j.sequence, j.cell, j.reading, j.at, j.shown, j.after_verdict from judgements j"
                + " join cells e on e.id = j.cell join cases c on c.id = e.case_id"
                + " where c.project = ? and j.at >= ? order by j.sequence",
            row -> {
              long sequence = row.number("sequence");
              Map.Entry<Long, Long> act = takenBack.floorEntry(sequence);
              boolean stands = act == null || act.getValue() < sequence;
              if (stands && !veil.hides(row.id("case_id", Id.Case::new))) {
                last.put(
                    new Said(row.text("reading"), row.text("cell"), day(row)),
                    new Last(day(row), row.text("shown"), row.maybe("after_verdict")));
              }
            },
            in,
            since);
    return last;
  }

  /** The first and the last event of each act that was taken back, and of each that does so. */
  private NavigableMap<Long, Long> takenBack(Id.Project in) {
    NavigableMap<Long, Long> acts = new TreeMap<>();
    tx.sql()
        .each(
            "select u.first_sequence, u.last_sequence, a.first_sequence as undone_first,"
                + " a.last_sequence as undone_last from acts u"
                + " join acts a on a.first_sequence = u.undoes"
                + " join readings r on r.id = u.reading join cases c on c.id = r.case_id"
                + " where c.project = ?",
            row -> {
              acts.put(row.number("first_sequence"), row.number("last_sequence"));
              acts.put(row.number("undone_first"), row.number("undone_last"));
            },
            in);
    return acts;
  }

  private static LocalDate day(Sql.Row row) {
    return LocalDate.ofInstant(row.instant("at"), ZoneOffset.UTC);
  }

  private static Counts day(Map<LocalDate, Counts> days, Sql.Row row) {
    return days.computeIfAbsent(day(row), none -> new Counts());
  }

  private static void answer(Counts counts, Sql.Row row, String positive) {
    counts.answered++;
    if (RecordJson.read(row.text("decision"), Decision.class)
        instanceof Decision.Referred referred) {
      ReferralReason reason = referred.reason();
      if (reason instanceof NothingToSee) {
        counts.nothingToSee++;
      } else if (reason.isRefusal()) {
        counts.refused++;
      } else {
        counts.inReferBand++;
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

  private static void judgement(Map<LocalDate, Counts> days, Last last, Hash model) {
    Shown shown = RecordJson.read(last.shown, Shown.class);
    if (last.after.isEmpty()
        || shown.proposed().isEmpty()
        || !shown.model().equals(Optional.of(model))) {
      return;
    }
    Counts counts = days.computeIfAbsent(last.day, none -> new Counts());
    counts.judged++;
    CellVerdict proposed = new CellVerdict.OfClass(shown.proposed().get());
    if (!proposed.key().equals(last.after.get())) {
      counts.overridden++;
    }
  }
}
