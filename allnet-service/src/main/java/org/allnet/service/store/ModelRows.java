package org.allnet.service.store;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.allnet.data.InputException;
import org.allnet.service.domain.Act;
import org.allnet.service.domain.AuditEvent;
import org.allnet.service.domain.CaseModels;
import org.allnet.service.domain.DatedSheet;
import org.allnet.service.domain.Hash;
import org.allnet.service.domain.Id;
import org.allnet.service.domain.ModelSheet;
import org.allnet.service.domain.ModelUse;
import org.allnet.service.domain.SealedText;
import org.allnet.service.domain.ServedModel;
import org.allnet.service.domain.ServiceEvent;

/** Models as rows. */
final class ModelRows implements ServedModels {

  /** Models with what is known of them now. */
  private static final String NOW =
      "select m.id, m.hash, m.kind, m.version, m.title, m.added, m.stopped, coalesce((select s.sheet"
          + " from model_sheets s where s.model = m.id order by s.number desc limit 1), m.sheet)"
          + " as sheet from models m";

  /** A model is looked up for each picture that is asked about, and its sheet seldom changes. */
  private static final ReadSheets SHEETS = new ReadSheets();

  private final Transaction tx;

  ModelRows(Transaction tx) {
    this.tx = tx;
  }

  @Override
  public ServedModel add(Hash hash, ServedModel.Kind kind, String title, ModelSheet sheet) {
    Optional<ServedModel> known = get(hash);
    if (known.isPresent()) {
      return known.get();
    }
    long versions =
        tx.sql().count("select max(version) as n from models where kind = ?", kind.key());
    ServedModel model =
        new ServedModel(
            Id.Model.fresh(),
            hash,
            kind,
            Math.toIntExact(versions + 1),
            title,
            sheet,
            tx.now(),
            Optional.empty());
    tx.record(
        new AuditEvent(
            Act.MODEL_ADDED,
            model.id(),
            "",
            kind.key() + ":" + hash.hex(),
            Optional.of(hash(model)),
            Optional.empty()));
    tx.sql()
        .insert(
            "model",
            "insert into models (id, hash, kind, version, title, sheet, added)"
                + " values (?, ?, ?, ?, ?, ?, ?)",
            model.id(),
            hash,
            kind.key(),
            model.version(),
            title,
            RecordJson.text(sheet),
            model.added());
    return model;
  }

  /** The hash of what never changes of a model. */
  static Hash hash(ServedModel model) {
    return RecordHash.of(
        model.id(),
        model.hash(),
        model.kind(),
        model.version(),
        model.title(),
        RecordJson.text(model.sheet()),
        model.added());
  }

  @Override
  public Optional<ServedModel> get(Hash hash) {
    return tx.sql().one(NOW + " where m.hash = ?", ModelRows::model, hash);
  }

  private ServedModel require(Hash hash) {
    return get(hash).orElseThrow(() -> new InputException("models: there is none of this hash"));
  }

  @Override
  public List<ServedModel> all() {
    return tx.sql().list(NOW + " order by m.added desc, m.kind, m.version desc", ModelRows::model);
  }

  @Override
  public boolean renew(Hash model, ModelSheet sheet) {
    ServedModel known = require(model);
    List<DatedSheet> before = sheets(model);
    DatedSheet last = before.get(before.size() - 1);
    String text = RecordJson.text(sheet);
    DatedSheet next = new DatedSheet(last.number() + 1, Hash.of(text), tx.now(), sheet);
    if (next.hash().equals(last.hash())) {
      return false;
    }
    tx.record(
        new AuditEvent(
            Act.MODEL_SHEET_CHANGED,
            known.id(),
            said(last),
            said(next),
            Optional.of(hash(known.id(), next)),
            Optional.empty()));
    tx.sql()
        .insert(
            "sheet of the model",
            "insert into model_sheets (model, number, hash, sheet, since) values (?, ?, ?, ?, ?)",
            known.id(),
            next.number(),
            next.hash(),
            text,
            next.since());
    return true;
  }

  private static String said(DatedSheet sheet) {
    return sheet.number() + ":" + sheet.hash().hex();
  }

  /** The hash of all parts of a later sheet. */
  static Hash hash(Id.Model model, DatedSheet sheet) {
    return RecordHash.of(model, sheet.number(), sheet.hash(), sheet.since());
  }

  @Override
  public List<DatedSheet> sheets(Hash model) {
    List<DatedSheet> sheets = new ArrayList<>();
    tx.sql()
        .each(
            "select sheet, added from models where hash = ?",
            row -> sheets.add(first(row.text("sheet"), row)),
            model);
    sheets.addAll(
        tx.sql()
            .list(
                "select s.* from model_sheets s join models m on m.id = s.model where m.hash = ?"
                    + " order by s.number",
                ModelRows::sheet,
                model));
    return List.copyOf(sheets);
  }

  private static DatedSheet first(String text, Sql.Row row) {
    return new DatedSheet(1, Hash.of(text), row.instant("added"), SHEETS.of(text));
  }

  static DatedSheet sheet(Sql.Row row) {
    return new DatedSheet(
        row.small("number"), row.hash("hash"), row.instant("since"), SHEETS.of(row.text("sheet")));
  }

  @Override
  public Optional<Hash> laid(Hash model) {
    return tx.sql()
        .one("select laid from models where hash = ?", row -> row.maybe("laid"), model)
        .flatMap(laid -> laid)
        .map(Hash::new);
  }

  @Override
  public void look(Hash model, Hash laid) {
    tx.actor(); // refuses while reading
    tx.sql().update("update models set laid = ? where hash = ?", laid, model);
  }

  @Override
  public void choose(ModelUse use, Optional<Hash> model) {
    CaseModels before = choice();
    Optional<Hash> was = before.of(use);
    if (was.equals(model)) {
      return;
    }
    if (model.isEmpty()) {
      tx.record(event(Act.MODEL_CHOSEN, require(was.orElseThrow()), use.key(), "none"));
      tx.sql().update("delete from model_choices where use = ?", use.key());
      return;
    }
    ServedModel chosen = require(model.get());
    if (chosen.kind() != use.kind()) {
      throw new InputException(
          "models: this one is a %s; choose a %s".formatted(chosen.kind().key(), use.kind().key()));
    }
    if (chosen.isStopped()) {
      throw new InputException("models: this one is stopped; let it answer again first");
    }
    ModelUse other = use == ModelUse.SHADOW ? ModelUse.CLASSIFIER : ModelUse.SHADOW;
    if (use != ModelUse.DETECTOR && before.of(other).equals(model)) {
      throw new InputException(
          "models: this one is the %s already; choose another one".formatted(other.key()));
    }
    tx.record(event(Act.MODEL_CHOSEN, chosen, was.map(Hash::hex).orElse("none"), use.key()));
    tx.sql()
        .update(
            "insert into model_choices (use, model) values (?, ?)"
                + " on conflict (use) do update set model = excluded.model",
            use.key(),
            chosen.hash());
  }

  private static AuditEvent event(Act act, ServedModel model, String before, String after) {
    return AuditEvent.of(act, model.id(), before, after);
  }

  @Override
  public CaseModels choice() {
    return models("select use, model from model_choices");
  }

  private CaseModels models(String select, Object... values) {
    Map<ModelUse, Hash> byUse = new EnumMap<>(ModelUse.class);
    tx.sql()
        .each(
            select,
            row ->
                byUse.put(
                    ModelUse.valueOf(row.text("use").toUpperCase(Locale.ROOT)), row.hash("model")),
            values);
    return new CaseModels(
        Optional.ofNullable(byUse.get(ModelUse.CLASSIFIER)),
        Optional.ofNullable(byUse.get(ModelUse.SHADOW)),
        Optional.ofNullable(byUse.get(ModelUse.DETECTOR)));
  }

  @Override
  public int stop(Hash hash, SealedText reason) {
    ServedModel model = require(hash);
    if (model.isStopped()) {
      return 0;
    }
    SealedTexts.keep(tx, Optional.of(reason));
    tx.record(
        new AuditEvent(
            Act.MODEL_STOPPED,
            model.id(),
            "running",
            "stopped",
            Optional.empty(),
            Optional.of(reason)));
    tx.sql().update("update models set stopped = ? where hash = ?", tx.now(), hash);
    new EventRows(tx).addToAll(ServiceEvent.Kind.MODEL_STOPPED, model.id());
    return new JobRows(tx).cancelOf(hash, JobRows.STOPPED);
  }

  @Override
  public void resume(Hash hash, SealedText reason) {
    ServedModel model = require(hash);
    if (!model.isStopped()) {
      return;
    }
    SealedTexts.keep(tx, Optional.of(reason));
    tx.record(
        new AuditEvent(
            Act.MODEL_RESUMED,
            model.id(),
            "stopped",
            "running",
            Optional.empty(),
            Optional.of(reason)));
    tx.sql().update("update models set stopped = null where hash = ?", hash);
    new JobRows(tx).queueLeftOut(hash);
  }

  @Override
  public CaseModels assign(Id.Case of, CaseModels models) {
    for (ModelUse use : ModelUse.values()) {
      Optional<Hash> model = models.of(use);
      if (model.isPresent() && of(of).of(use).isEmpty()) {
        tx.record(
            AuditEvent.of(Act.MODEL_ASSIGNED, of, "", use.key() + ":" + model.orElseThrow().hex()));
        tx.sql()
            .insert(
                "model of the case",
                "insert into case_models (case_id, use, model) values (?, ?, ?)",
                of,
                use.key(),
                model);
      }
    }
    return of(of);
  }

  @Override
  public CaseModels of(Id.Case of) {
    return models("select use, model from case_models where case_id = ?", of);
  }

  @Override
  public Set<Id.Case> synthetic(List<Id.Case> among) {
    Set<Id.Case> found = new HashSet<>();
    if (among.isEmpty()) {
      return found;
    }
    Set<Hash> synthetic =
        tx.sql().list("select * from models where kind = 'classifier'", ModelRows::model).stream()
            .filter(model -> model.sheet().synthetic())
            .map(ServedModel::hash)
            .collect(Collectors.toSet());
    tx.sql()
        .each(
            "select case_id, model from case_models where use = 'classifier' and case_id in "
                + Sql.marks(among.size()),
            row -> {
              if (synthetic.contains(row.hash("model"))) {
                found.add(row.id("case_id", Id.Case::new));
              }
            },
            among.toArray());
    return found;
  }

  static ServedModel model(Sql.Row row) {
    return new ServedModel(
        row.id("id", Id.Model::new),
        row.hash("hash"),
        ServedModel.Kind.valueOf(row.text("kind").toUpperCase(Locale.ROOT)),
        row.small("version"),
        row.text("title"),
        SHEETS.of(row.text("sheet")),
        row.instant("added"),
        row.maybeInstant("stopped"));
  }
}
