package org.allnet.service.store;

import java.util.Map;
import java.util.TreeMap;
import org.allnet.service.domain.Act;
import org.allnet.service.domain.DatedSheet;
import org.allnet.service.domain.Hash;
import org.allnet.service.domain.Id;

/** Compares models, and which of them answers, with the audit log. */
final class ModelCheck {

  private final StateCheck check;
  private final Sql sql;

  ModelCheck(StateCheck check, Sql sql) {
    this.check = check;
    this.sql = sql;
  }

  void run() {
    check.made("models", Act.MODEL_ADDED, row -> ModelRows.hash(ModelRows.model(row)));
    check.each(
        "models",
        "id",
        "select t.*, (select a.after_text "
            + StateCheck.LINES
            + " in ('model-stopped', 'model-resumed') order by a.sequence desc limit 1) as said"
            + " from models t",
        row ->
            check.same(
                "models",
                row.text("id"),
                "whether it is stopped",
                row.maybe("stopped").isPresent(),
                row.maybe("said").orElse("running").equals("stopped")));
    sheets();
    choices();
    check.none(
        "case_models",
        "no line of the audit log says that this model answers",
        "select m.case_id as row from case_models m where not exists (select 1 from audit_log a"
            + " where a.object = m.case_id and a.act = 'model-assigned'"
            + " and a.after_text = m.use || ':' || m.model)");
    check.none(
        "case_models",
        "the model that answers is missing here",
        "select a.object as row from audit_log a where a.act = 'model-assigned' and not exists"
            + " (select 1 from case_models m where m.case_id = a.object"
            + " and a.after_text = m.use || ':' || m.model)");
  }

  /** What became known of a model later; the first sheet belongs to the model itself. */
  private void sheets() {
    check.each(
        "model_sheets",
        "model",
        "select t.*, (select a.record from audit_log a where a.object = t.model"
            + " and a.act = 'model-sheet-changed' and a.after_text = t.number || ':' || t.hash)"
            + " as log_record from model_sheets t",
        row -> {
          DatedSheet sheet = ModelRows.sheet(row);
          Hash is = ModelRows.hash(row.id("model", Id.Model::new), sheet);
          if (row.maybe("log_record").isEmpty()) {
            check.add("model_sheets", row.text("model"), "no line of the audit log made it");
          } else if (!row.text("log_record").equals(is.hex())
              || !Hash.of(row.text("sheet")).equals(sheet.hash())) {
            check.add("model_sheets", row.text("model"), "it is not what was written");
          }
        });
    check.none(
        "model_sheets",
        "it was deleted",
        "select a.object as row from audit_log a where a.act = 'model-sheet-changed' and not exists"
            + " (select 1 from model_sheets t where t.model = a.object"
            + " and a.after_text = t.number || ':' || t.hash)");
  }

  private void choices() {
    Map<String, String> said = new TreeMap<>();
    check.each(
        "model_choices",
        "object",
        "select a.object, a.before_text, a.after_text, m.hash from audit_log a"
            + " left join models m on m.id = a.object where a.act = 'model-chosen'"
            + " order by a.sequence",
        row -> {
          if (row.text("after_text").equals("none")) {
            said.remove(row.text("before_text"));
          } else {
            said.put(row.text("after_text"), row.maybe("hash").orElse("?"));
          }
        });
    Map<String, String> is = new TreeMap<>();
    sql.each(
        "select use, model from model_choices", row -> is.put(row.text("use"), row.text("model")));
    check.same("model_choices", "all", "which models answer", is, said);
  }
}
