package org.allnet.service.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.allnet.data.InputException;
import org.allnet.data.file.Json;
import org.allnet.service.domain.Act;
import org.allnet.service.domain.CellVerdict;
import org.allnet.service.domain.Hash;
import org.allnet.service.domain.Id;
import org.allnet.service.domain.KnownCell;
import org.allnet.service.domain.SealedText;
import org.allnet.service.domain.SignOff;

/** Compares readings, what they say, and what was signed with the audit log. */
final class ReadingCheck {

  private final StateCheck check;
  private final Sql sql;

  ReadingCheck(StateCheck check, Sql sql) {
    this.check = check;
    this.sql = sql;
  }

  void run() {
    check.made("readings", Act.READING_OPENED, row -> ReadingRows.hash(ReadingRows.reading(row)));
    hiddenCells();
    check.done("readings", "closed", Act.READING_CLOSED);
    events(
        "judgements",
        Act.JUDGED,
        " and a.sequence = t.sequence",
        row -> JudgementRows.hash(JudgementRows.judgement(row)));
    events("sign_offs", Act.SIGNED, "", row -> SignOffRows.hash(SignOffRows.signature(row)));
    verdicts();
    acts();
    check.each(
        "signed_results",
        "row",
        "select s.id as row, s.signed, r.content from sign_offs s"
            + " left join signed_results r on r.hash = s.signed",
        row -> {
          boolean isKept =
              row.maybe("content")
                  .filter(text -> Hash.of(text).equals(row.hash("signed")))
                  .isPresent();
          if (!isKept) {
            check.add("signed_results", row.text("signed"), "it is not what was signed");
          }
        });
    check.each(
        "signed_verdicts",
        "case_id",
        "select s.case_id, s.meaning, r.content from sign_offs s"
            + " join signed_results r on r.hash = s.signed where s.version ="
            + " (select max(o.version) from sign_offs o where o.case_id = s.case_id)",
        this::signedVerdicts);
    check.none(
        "signed_verdicts",
        "nothing of the case is signed",
        "select v.cell as row from signed_verdicts v where not exists"
            + " (select 1 from sign_offs s where s.id = v.sign_off and s.case_id = v.case_id)");
    texts();
  }

  /** What stands signed of each cell has to be what the last signature is bound to. */
  private void signedVerdicts(Sql.Row row) {
    Map<String, String> said = new TreeMap<>();
    if (!row.text("meaning").equals(SignOff.Meaning.WITHDRAWN.key())) {
      try {
        for (JsonNode cell : Json.read(row.text("content")).path("cells")) {
          if (cell.hasNonNull("verdict")) {
            said.put(cell.path("cell").asText(), cell.path("verdict").asText());
          }
        }
      } catch (JsonProcessingException e) {
        throw new InputException("signed result: is none", e);
      }
    }
    Map<String, String> is = new TreeMap<>();
    sql.each(
        "select cell, verdict from signed_verdicts where case_id = ?",
        one -> is.put(one.text("cell"), one.text("verdict")),
        row.text("case_id"));
    if (!is.equals(said)) {
      check.add(
          "signed_verdicts", "of case " + row.text("case_id"), "they are not what was signed");
    }
  }

  private void hiddenCells() {
    check.each(
        "hidden_cells",
        "object",
        "select object, record from audit_log where act = 'hidden-cells-chosen'",
        row -> {
          List<KnownCell> hidden =
              sql.list(
                  "select cell, expected from hidden_cells where reading = ?",
                  one ->
                      new KnownCell(
                          one.id("cell", Id.Cell::new), CellVerdict.of(one.text("expected"))),
                  row.text("object"));
          if (!ReadingRows.hash(hidden).equals(row.hash("record"))) {
            check.add(
                "hidden_cells",
                "of reading " + row.text("object"),
                "they are not those that were chosen");
          }
        });
    check.none(
        "hidden_cells",
        "no line of the audit log chose it",
        "select h.reading || ' of cell ' || h.cell as row from hidden_cells h where not exists"
            + " (select 1 from audit_log a where a.object = h.reading"
            + " and a.act = 'hidden-cells-chosen')");
  }

  /** Compares events, whose lines are tied to all that they say, in both directions. */
  private void events(String table, Act act, String more, Function<Sql.Row, Hash> hash) {
    check.each(
        table,
        "id",
        "select t.*, x.salt, x.text, (select a.record "
            + StateCheck.LINES
            + " = ?"
            + more
            + ") as log_record from "
            + table
            + " t left join sealed_texts x on x.digest = t.reason",
        row -> {
          Optional<String> said = row.maybe("log_record");
          if (said.isEmpty()) {
            check.add(table, row.text("id"), "no line of the audit log made it");
          } else if (!said.get().equals(hash.apply(row).hex())) {
            check.add(table, row.text("id"), "it is not what was written");
          }
        },
        act.key());
    check.none(
        table,
        "it was deleted",
        "select a.object as row from audit_log a where a.act = ? and not exists (select 1 from "
            + table
            + " t where t.id = a.object"
            + more
            + ")",
        act.key());
  }

  /** What a reading says now has to be what its last event says. */
  private void verdicts() {
    check.none(
        "verdicts",
        "no judgement of the reading says so",
        "select v.reading || ' of cell ' || v.cell as row from verdicts v where not exists"
            + " (select 1 from judgements j where j.reading = v.reading and j.cell = v.cell"
            + " and j.sequence = v.sequence and j.after_verdict = v.verdict)"
            + " or exists (select 1 from judgements j where j.reading = v.reading"
            + " and j.cell = v.cell and j.sequence > v.sequence)"
            + " or not exists (select 1 from readings r join cases c on c.id = r.case_id"
            + " where r.id = v.reading and c.project = v.project)");
    check.none(
        "verdicts",
        "the judgement of the reading is missing here",
        "select j.reading || ' of cell ' || j.cell as row from judgements j"
            + " where j.after_verdict is not null and not exists (select 1 from judgements k"
            + " where k.reading = j.reading and k.cell = j.cell and k.sequence > j.sequence)"
            + " and not exists (select 1 from verdicts v where v.reading = j.reading"
            + " and v.cell = j.cell)");
  }

  /** By acts things are taken back: each event is in one of its reading, and in no other. */
  private void acts() {
    check.none(
        "acts",
        "it holds events of another reading, or none",
        "select t.first_sequence as row from acts t where not exists (select 1 from judgements j"
            + " where j.sequence = t.first_sequence and j.reading = t.reading)"
            + " or not exists (select 1 from judgements j"
            + " where j.sequence = t.last_sequence and j.reading = t.reading)"
            + " or exists (select 1 from judgements j where j.sequence > t.first_sequence"
            + " and j.sequence < t.last_sequence and j.reading <> t.reading)"
            + " or (t.undoes is not null and not exists (select 1 from acts u"
            + " where u.first_sequence = t.undoes and u.reading = t.reading))");
    check.none(
        "acts",
        "the judgement of this line is in no act",
        "select j.sequence as row from judgements j where not exists (select 1 from acts t"
            + " where t.reading = j.reading and t.first_sequence <= j.sequence"
            + " and t.last_sequence >= j.sequence)");
  }

  /** Texts are what they were, and are gone only if their subject was erased. */
  private void texts() {
    check.each(
        "sealed_texts",
        "digest",
        "select * from sealed_texts",
        row -> {
          SealedText text =
              new SealedText(
                  row.hash("digest"),
                  Optional.of(new SealedText.Content(row.text("salt"), row.text("text"))));
          if (!text.isIntact()) {
            check.add("sealed_texts", row.text("digest"), "the text was changed");
          }
        });
    check.none(
        "sealed_texts",
        "the reason of this line of the log is missing, and nobody was erased",
        "select a.sequence as row from audit_log a where a.reason is not null and not exists"
            + " (select 1 from sealed_texts t where t.digest = a.reason) and not exists"
            + " (select 1 from audit_log e where e.act = 'subject-erased' and e.object in"
            + " (select c.subject from judgements j join readings r on r.id = j.reading"
            + " join cases c on c.id = r.case_id where j.id = a.object"
            + " union select c.subject from sign_offs s join cases c on c.id = s.case_id"
            + " where s.id = a.object))");
  }
}
