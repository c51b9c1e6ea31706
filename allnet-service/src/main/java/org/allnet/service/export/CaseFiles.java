package org.allnet.service.export;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.allnet.data.file.Json;
import org.allnet.data.layout.FolderMark;
import org.allnet.service.domain.Account;
import org.allnet.service.domain.Actor;
import org.allnet.service.domain.AuditEntry;
import org.allnet.service.domain.Case;
import org.allnet.service.domain.CaseReading;
import org.allnet.service.domain.Cell;
import org.allnet.service.domain.CellVerdict;
import org.allnet.service.domain.Hash;
import org.allnet.service.domain.Id;
import org.allnet.service.domain.Judgement;
import org.allnet.service.domain.ModelSheet;
import org.allnet.service.domain.Picture;
import org.allnet.service.domain.Proposal;
import org.allnet.service.domain.SealedText;
import org.allnet.service.domain.ServedModel;
import org.allnet.service.domain.SignOff;
import org.allnet.service.result.CaseResult;
import org.allnet.service.result.CaseResults;
import org.allnet.service.result.CellChange;
import org.allnet.service.result.CellResult;
import org.allnet.service.result.ClassShare;
import org.allnet.service.result.MachineAnswer;
import org.allnet.service.result.ResultCounts;
import org.allnet.service.store.Transaction;

/** All that is known of one case, as the files of an export. Read in one transaction. */
final class CaseFiles {

  /** A table that becomes a CSV file. */
  record Table(List<String> header, List<List<String>> rows) {}

  private final Transaction tx;
  private final Case of;
  private final CaseResult result;
  private final CaseResult now;
  private final Map<Id.Account, String> names = new HashMap<>();
  private final Map<Id.Cell, Integer> numbers = new HashMap<>();
  private final Map<String, String> texts = new LinkedHashMap<>();
  private final Map<String, Table> tables = new LinkedHashMap<>();
  private final Map<String, Hash> pictures = new LinkedHashMap<>();

  private CaseFiles(Transaction tx, Case of) {
    this.tx = tx;
    this.of = of;
    this.result = new CaseResults(tx).last(of);
    this.now = new CaseResults(tx).now(of);
  }

  static CaseFiles read(Transaction tx, Case of, ExportedBy by) {
    CaseFiles files = new CaseFiles(tx, of);
    files.now.content().cells().stream()
        .map(CellResult::cell)
        .forEach(cell -> files.numbers.put(cell.id(), cell.number()));
    files.texts.put("case.json", files.summary(by));
    files.tables.put("cells.csv", files.cells());
    files.tables.put("unsigned.csv", files.unsigned());
    files.tables.put("judgements.csv", files.judgements());
    files.tables.put("signatures.csv", files.signatures());
    files.tables.put("audit.csv", files.audit());
    if (files.now.isSynthetic()) {
      files.texts.put(
          "pictures/" + FolderMark.SYNTHETIC.file(), FolderMark.syntheticText("case of a service"));
    }
    for (Picture picture : tx.pictures().of(of.id())) {
      picture
          .content()
          .ifPresent(hash -> files.pictures.put("pictures/" + picture.id().text() + ".png", hash));
    }
    return files;
  }

  Map<String, String> texts() {
    return texts;
  }

  Map<String, Table> tables() {
    return tables;
  }

  Map<String, Hash> pictures() {
    return pictures;
  }

  private String name(Id.Account account) {
    return names.computeIfAbsent(
        account, id -> tx.accounts().get(id).map(Account::name).orElse("unknown"));
  }

  private String summary(ExportedBy by) {
    ObjectNode all = Json.object();
    all.put("format", 2);
    all.put("label", ExportNotes.RESEARCH_USE);
    all.put("exported", by.at().toString());
    all.put("exportedBy", by.name());
    all.put("project", result.project().name());
    all.put("subject", result.subject().pseudonym().orElse("erased"));
    all.put("case", of.id().text());
    all.put("status", of.status().key());
    all.put("opened", of.created().toString());
    all.put("synthetic", result.isSynthetic());
    result
        .content()
        .pictures()
        .ifPresent(
            counts ->
                all.putObject("pictures")
                    .put("all", counts.pictures())
                    .put("unreadable", counts.unreadable())
                    .put("fields", counts.fields())
                    .put("unsearched", counts.unsearched()));
    result.model().ifPresent(model -> model(all.putObject("model"), model));
    result.known().newer().ifPresent(since -> all.put("modelKnownAnewSince", since.toString()));
    result.detector().ifPresent(model -> model(all.putObject("detector"), model));
    all.put("version", result.signature().map(SignOff::version).orElse(0));
    all.put("unsignedChanges", unsigned().rows().size());
    counts(all.putObject("counts"), result.counts(), byOwnName());
    ArrayNode versions = all.putArray("signatures");
    for (SignOff one : result.signatures()) {
      versions
          .addObject()
          .put("version", one.version())
          .put("meaning", one.meaning().key())
          .put("signer", one.printedName())
          .put("at", one.at().toString())
          .put("signed", one.signed().hex());
      tx.signedResults()
          .get(one.signed())
          .ifPresent(text -> texts.put("signed/version-" + one.version() + ".json", text));
    }
    return Json.indented(all);
  }

  private static void model(ObjectNode node, ServedModel model) {
    node.put("title", model.title()).put("version", model.version());
    node.put("sha256", model.hash().hex());
    node.put("synthetic", model.sheet().synthetic());
    ArrayNode rule = node.putArray("rule");
    model.sheet().rule().forEach(rule::add);
    ArrayNode figures = node.putArray("metrics");
    for (ModelSheet.Figure figure : model.sheet().figures()) {
      ObjectNode one = figures.addObject().put("name", figure.name()).put("value", figure.value());
      figure.low().ifPresent(low -> one.put("low", low));
      figure.high().ifPresent(high -> one.put("high", high));
      one.put("of", figure.of());
    }
    ArrayNode limits = node.putArray("limits");
    model.sheet().limits().forEach(limits::add);
  }

  /** How many cells have each class of the model, by its own name. */
  private Map<MachineAnswer, Long> byOwnName() {
    Map<MachineAnswer, Long> counts = new LinkedHashMap<>();
    for (CellResult cell : result.content().cells()) {
      cell.machine()
          .filter(answer -> answer.own().isPresent())
          .ifPresent(answer -> counts.merge(answer, 1L, Long::sum));
    }
    return counts;
  }

  private static void counts(
      ObjectNode node, ResultCounts counts, Map<MachineAnswer, Long> byOwnName) {
    node.put("cells", counts.cells());
    node.put("judged", counts.judged());
    node.put("unanswered", counts.unanswered());
    node.put("overridden", counts.overridden());
    shares(node.putArray("people"), counts.people());
    shares(node.putArray("machine"), counts.machine());
    ArrayNode own = node.putArray("modelClasses");
    byOwnName.forEach(
        (answer, count) -> {
          ObjectNode one = own.addObject();
          one.put("modelClass", answer.own().orElse(""));
          answer.proposed().ifPresent(label -> one.put("countsAs", label));
          one.put("count", count);
        });
    ObjectNode others = node.putObject("others");
    for (CellVerdict.Other other : CellVerdict.Other.values()) {
      others.put(other.key(), counts.others().getOrDefault(other, 0L));
    }
    ObjectNode without = node.putObject("withoutClass");
    without.put("otherClass", counts.without(MachineAnswer.Outcome.OTHER_CLASS));
    without.put("referred", counts.referred());
    without.put("inReferBand", counts.without(MachineAnswer.Outcome.IN_REFER_BAND));
    without.put("refused", counts.without(MachineAnswer.Outcome.REFUSED));
    without.put("nothingToSee", counts.without(MachineAnswer.Outcome.NOTHING_TO_SEE));
    node.put("intervals", ResultCounts.INTERVALS);
  }

  private static void shares(ArrayNode array, List<ClassShare> shares) {
    for (ClassShare share : shares) {
      ObjectNode node = array.addObject();
      node.put("class", share.label()).put("count", share.count()).put("of", share.of());
      share
          .interval()
          .ifPresent(
              interval ->
                  node.put("fraction", share.fraction())
                      .put("low", interval.low())
                      .put("high", interval.high()));
    }
  }

  private Table cells() {
    Map<Id.Cell, Proposal> proposals = new HashMap<>();
    result
        .content()
        .model()
        .ifPresent(
            model ->
                tx.proposals().of(of.id(), model).forEach(one -> proposals.put(one.cell(), one)));
    // Not those of some proposal: one of a cell with nothing to see has no probabilities.
    Set<String> classes =
        new LinkedHashSet<>(result.model().map(model -> model.sheet().classes()).orElse(List.of()));
    for (CellResult one : result.content().cells()) {
      Proposal proposal = proposals.get(one.cell().id());
      if (proposal != null) {
        classes.addAll(proposal.probabilities().keySet());
      }
    }
    List<String> header =
        new ArrayList<>(
            List.of(
                "number",
                "cell",
                "picture",
                "x",
                "y",
                "width",
                "height",
                "model",
                "machine",
                "model_class"));
    classes.forEach(name -> header.add("p_" + name));
    header.addAll(List.of("verdict", "reading", "judgement", "case_status", "synthetic"));
    List<List<String>> rows = new ArrayList<>();
    for (CellResult one : result.content().cells()) {
      Cell.Box box = one.cell().box();
      List<String> row =
          new ArrayList<>(
              List.of(
                  Integer.toString(one.cell().number()),
                  one.cell().id().text(),
                  one.cell().picture().text(),
                  Integer.toString(box.x()),
                  Integer.toString(box.y()),
                  Integer.toString(box.width()),
                  Integer.toString(box.height()),
                  one.machine().isPresent()
                      ? result.content().model().map(Hash::hex).orElse("")
                      : "",
                  one.machine().map(MachineAnswer::key).orElse(""),
                  one.machine().flatMap(MachineAnswer::own).orElse("")));
      Proposal proposal = proposals.get(one.cell().id());
      for (String name : classes) {
        Double probability = proposal == null ? null : proposal.probabilities().get(name);
        row.add(probability == null ? "" : probability.toString());
      }
      row.add(one.verdict().map(CellVerdict::key).orElse(""));
      row.add(one.kind().map(CaseReading.Kind::key).orElse(""));
      row.add(one.judgement().map(Id::text).orElse(""));
      row.add(of.status().key());
      row.add(Boolean.toString(one.synthetic()));
      rows.add(row);
    }
    return new Table(header, rows);
  }

  /** What is said of cells since the last signature; no part of the summary and the cells. */
  private Table unsigned() {
    List<List<String>> rows = new ArrayList<>();
    for (CellChange change : now.signatures().isEmpty() ? List.<CellChange>of() : now.changes()) {
      rows.add(
          List.of(
              Integer.toString(change.cell().number()),
              change.cell().id().text(),
              change.before().map(CellVerdict::key).orElse(""),
              change.after().map(CellVerdict::key).orElse(""),
              change.judgement().map(Id::text).orElse(""),
              change.judgement().map(id -> now.reasons().getOrDefault(id, "erased")).orElse(""),
              "not signed"));
    }
    return new Table(
        List.of("number", "cell", "signed", "since", "judgement", "reason", "state"), rows);
  }

  private Table judgements() {
    Map<Id.Reading, CaseReading> readings = new HashMap<>();
    tx.readings().of(of.id()).forEach(reading -> readings.put(reading.id(), reading));
    List<List<String>> rows = new ArrayList<>();
    for (CellResult cell : now.content().cells()) {
      for (Judgement event : tx.judgements().of(cell.cell().id())) {
        CaseReading reading = readings.get(event.reading());
        if (reading != null) { // else it was hidden in a reading of another case
          rows.add(judgement(event, reading));
        }
      }
    }
    return new Table(
        List.of(
            "judgement",
            "number",
            "cell",
            "reading",
            "kind",
            "blinded",
            "reader",
            "at",
            "before",
            "after",
            "reason",
            "shown_model",
            "shown_class",
            "shown_model_class",
            "heat_map",
            "together",
            "milliseconds"),
        rows);
  }

  private List<String> judgement(Judgement event, CaseReading reading) {
    return List.of(
        event.id().text(),
        Integer.toString(numbers.getOrDefault(event.cell(), 0)),
        event.cell().text(),
        reading.id().text(),
        reading.kind().key(),
        Boolean.toString(reading.blinded()),
        name(event.reader()),
        event.at().toString(),
        event.before().map(CellVerdict::key).orElse(""),
        event.after().map(CellVerdict::key).orElse(""),
        words(event.reason()),
        event.shown().model().map(Hash::hex).orElse(""),
        event.shown().proposed().orElse(""),
        event
            .shown()
            .model()
            .flatMap(model -> tx.proposals().get(event.cell(), model))
            .flatMap(Proposal::proposed)
            .orElse(""),
        Boolean.toString(event.shown().heatMap()),
        Integer.toString(event.shown().together()),
        event.shown().milliseconds().map(String::valueOf).orElse(""));
  }

  private static String words(Optional<SealedText> reason) {
    return reason.map(text -> text.text().orElse("erased")).orElse("");
  }

  private Table signatures() {
    List<List<String>> rows = new ArrayList<>();
    for (SignOff one : result.signatures()) {
      rows.add(
          List.of(
              Integer.toString(one.version()),
              one.meaning().key(),
              one.meaning().words(),
              one.printedName(),
              one.at().toString(),
              words(one.reason()),
              one.signed().hex()));
    }
    return new Table(
        List.of("version", "meaning", "words", "signer", "at", "reason", "signed_sha256"), rows);
  }

  private Table audit() {
    Set<Id> objects = new HashSet<>(List.of(of.id(), of.subject()));
    tx.pictures().of(of.id()).forEach(one -> objects.add(one.id()));
    tx.handed().unreadable(of.id()).forEach(one -> objects.add(one.picture()));
    tx.readings().of(of.id()).forEach(one -> objects.add(one.id()));
    result.signatures().forEach(one -> objects.add(one.id()));
    for (CellResult cell : now.content().cells()) {
      objects.add(cell.cell().id());
      tx.judgements().of(cell.cell().id()).forEach(event -> objects.add(event.id()));
    }
    List<List<String>> rows = new ArrayList<>();
    tx.audit()
        .each(
            1,
            entry -> {
              if (objects.contains(entry.event().object())) {
                rows.add(line(entry));
              }
            });
    return new Table(
        List.of(
            "sequence",
            "at",
            "who",
            "role",
            "request",
            "act",
            "object",
            "id",
            "before",
            "after",
            "reason",
            "previous",
            "hash"),
        rows);
  }

  private List<String> line(AuditEntry entry) {
    boolean isPerson = entry.actor() instanceof Actor.Person;
    return List.of(
        Long.toString(entry.sequence()),
        entry.at().toString(),
        entry.actor() instanceof Actor.Person person
            ? name(person.account())
            : ((Actor.Service) entry.actor()).part(),
        isPerson ? ((Actor.Person) entry.actor()).role().key() : "service",
        entry.actor().request(),
        entry.event().act().key(),
        entry.event().object().kind(),
        entry.event().object().text(),
        entry.event().before(),
        entry.event().after(),
        words(entry.event().reason()),
        entry.previous().hex(),
        entry.hash().hex());
  }
}
