package org.allnet.service.result;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.allnet.data.InputException;
import org.allnet.data.file.Json;
import org.allnet.service.domain.CaseReading;
import org.allnet.service.domain.Cell;
import org.allnet.service.domain.CellVerdict;
import org.allnet.service.domain.Hash;
import org.allnet.service.domain.Id;
import org.allnet.service.domain.SignOff;

/**
 * A result as the one text that a signature is bound to, and back. Texts of earlier versions of
 * this program are read for ever: whoever changes one raises {@link #FORMAT} and adds a reader.
 *
 * @param content what is signed
 * @param version which signature of the case it is for
 * @param meaning what the signature says
 * @param signer who signs
 */
record SignedText(ResultContent content, int version, SignOff.Meaning meaning, Id.Account signer) {

  static final int FORMAT = 5;

  /** In which the model's classes had no names of the project; later ones only add. */
  private static final int UNNAMED = 1;

  String text() {
    ObjectNode all = Json.object();
    all.put("format", FORMAT);
    all.put("project", content.project().text());
    all.put("subject", content.subject().text());
    all.put("case", content.of().text());
    all.put("version", version);
    all.put("meaning", meaning.key());
    all.put("signer", signer.text());
    content.model().ifPresent(model -> all.put("model", model.hex()));
    content.sheets().model().ifPresent(hash -> all.put("modelSheet", hash.hex()));
    content.detector().ifPresent(hash -> all.put("detector", hash.hex()));
    content.sheets().detector().ifPresent(hash -> all.put("detectorSheet", hash.hex()));
    if (content.synthetic()) {
      all.put("synthetic", true);
    }
    content
        .pictures()
        .ifPresent(
            counts ->
                all.putObject("pictures")
                    .put("all", counts.pictures())
                    .put("unreadable", counts.unreadable())
                    .put("fields", counts.fields())
                    .put("unsearched", counts.unsearched()));
    ArrayNode classes = all.putArray("classes");
    content.classes().forEach(classes::add);
    ArrayNode cells = all.putArray("cells");
    content.cells().forEach(cell -> cells.add(node(cell)));
    return Json.line(all);
  }

  private static ObjectNode node(CellResult of) {
    ObjectNode node = Json.object();
    Cell cell = of.cell();
    node.put("number", cell.number());
    node.put("cell", cell.id().text());
    node.put("picture", cell.picture().text());
    Cell.Box box = cell.box();
    node.putArray("box").add(box.x()).add(box.y()).add(box.width()).add(box.height());
    of.content().ifPresent(hash -> node.put("content", hash.hex()));
    of.machine().ifPresent(answer -> node.put("machine", answer.key()));
    of.machine()
        .flatMap(MachineAnswer::own)
        .filter(own -> !own.equals(of.machine().get().said()))
        .ifPresent(own -> node.put("modelClass", own));
    of.verdict().ifPresent(verdict -> node.put("verdict", verdict.key()));
    of.judgement().ifPresent(id -> node.put("judgement", id.text()));
    of.kind().ifPresent(kind -> node.put("reading", kind.key()));
    if (of.synthetic()) {
      node.put("synthetic", true);
    }
    return node;
  }

  /** Reads a text; refuses what is none, or of a newer version. */
  static SignedText of(String text) {
    try {
      JsonNode all = Json.read(text);
      int format = all.path("format").asInt();
      if (format < UNNAMED || format > FORMAT) {
        throw new InputException(
            "result: its format is %d, and this version reads up to %d".formatted(format, FORMAT));
      }
      Id.Case of = new Id.Case(Id.parse(string(all, "case")));
      List<String> classes = new ArrayList<>();
      all.path("classes").forEach(name -> classes.add(name.asText()));
      List<CellResult> cells = new ArrayList<>();
      all.path("cells").forEach(cell -> cells.add(cell(of, cell, classes)));
      return new SignedText(
          new ResultContent(
              new Id.Project(Id.parse(string(all, "project"))),
              new Id.Subject(Id.parse(string(all, "subject"))),
              of,
              maybe(all, "model").map(Hash::new),
              maybe(all, "detector").map(Hash::new),
              new ResultContent.Sheets(
                  maybe(all, "modelSheet").map(Hash::new), // none up to format 4
                  maybe(all, "detectorSheet").map(Hash::new)),
              classes,
              cells,
              all.path("synthetic").asBoolean(),
              pictures(all.path("pictures"))),
          all.path("version").asInt(),
          SignOff.Meaning.valueOf(string(all, "meaning").toUpperCase(Locale.ROOT)),
          new Id.Account(Id.parse(string(all, "signer"))));
    } catch (JsonProcessingException e) {
      throw new InputException("result: the signed text can't be read", e);
    }
  }

  private static Optional<PictureCounts> pictures(JsonNode counts) {
    return counts.isObject()
        ? Optional.of(
            new PictureCounts(
                counts.path("all").asLong(),
                counts.path("unreadable").asLong(),
                counts.path("fields").asLong(),
                counts.path("unsearched").asLong()))
        : Optional.empty(); // up to format 3
  }

  private static CellResult cell(Id.Case of, JsonNode node, List<String> classes) {
    JsonNode box = node.path("box");
    return new CellResult(
        new Cell(
            new Id.Cell(Id.parse(string(node, "cell"))),
            of,
            new Id.Picture(Id.parse(string(node, "picture"))),
            node.path("number").asInt(),
            new Cell.Box(
                box.path(0).asInt(),
                box.path(1).asInt(),
                box.path(2).asInt(),
                box.path(3).asInt())),
        maybe(node, "content").map(Hash::new),
        maybe(node, "machine").map(key -> machine(key, maybe(node, "modelClass"), classes)),
        maybe(node, "verdict").map(CellVerdict::of),
        maybe(node, "judgement").map(id -> new Id.Judgement(Id.parse(id))),
        maybe(node, "reading").map(kind -> CaseReading.Kind.valueOf(kind.toUpperCase(Locale.ROOT))),
        node.path("synthetic").asBoolean());
  }

  private static MachineAnswer machine(String key, Optional<String> own, List<String> classes) {
    MachineAnswer answer = MachineAnswer.of(key, own);
    return answer.proposed().filter(name -> !classes.contains(name)).isEmpty()
        ? answer
        : new MachineAnswer(MachineAnswer.Outcome.OTHER_CLASS, answer.said(), answer.own());
  }

  private static String string(JsonNode node, String key) {
    return maybe(node, key)
        .orElseThrow(() -> new InputException("result: the signed text has no " + key));
  }

  private static Optional<String> maybe(JsonNode node, String key) {
    return Optional.ofNullable(node.path(key).textValue());
  }
}
