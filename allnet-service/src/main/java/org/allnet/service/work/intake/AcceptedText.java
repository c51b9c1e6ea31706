package org.allnet.service.work.intake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.allnet.data.InputException;
import org.allnet.data.file.Json;
import org.allnet.service.domain.FieldLook;
import org.allnet.service.domain.Id;

/**
 * An answer as it is kept for the next time that the same is sent. It has no name of a file, which
 * may be a person's.
 */
final class AcceptedText {

  private AcceptedText() {}

  static String of(IntakeAnswer.Accepted answer) {
    ObjectNode node = Json.object();
    node.put("case", answer.of().text());
    node.put("subject", answer.subject().text());
    node.put("pictures", answer.pictures());
    node.put("cells", answer.cells());
    node.put("jobs", answer.jobs());
    ArrayNode refused = node.putArray("refused");
    for (RefusedFile file : answer.refused()) {
      refused.addObject().put("number", file.number()).put("reason", file.reason());
    }
    ArrayNode notes = node.putArray("notes");
    answer.notes().forEach(notes::add);
    return Json.line(node);
  }

  static IntakeAnswer.Accepted read(String text) {
    try {
      JsonNode node = Json.read(text);
      List<RefusedFile> refused = new ArrayList<>();
      for (JsonNode one : node.path("refused")) {
        refused.add(
            new RefusedFile(one.path("number").intValue(), "", one.path("reason").asText()));
      }
      List<String> notes = new ArrayList<>();
      node.path("notes").forEach(note -> notes.add(note.asText()));
      return new IntakeAnswer.Accepted(
          new Id.Case(Id.parse(node.path("case").asText())),
          new Id.Subject(Id.parse(node.path("subject").asText())),
          node.path("pictures").intValue(),
          node.path("cells").intValue(),
          node.path("jobs").intValue(),
          refused,
          notes);
    } catch (JsonProcessingException e) {
      throw new InputException("database: a stored answer can't be read", e);
    }
  }

  /** All of a request but its files, so that one text is one request. */
  static String of(IntakeRequest request) {
    ObjectNode node = Json.object();
    node.put("project", request.project().text());
    if (request.subject() instanceof Whose.Named named) {
      node.put("pseudonym", named.pseudonym());
    } else if (request.subject() instanceof Whose.Known known) {
      node.put("subject", known.subject().text());
    }
    request.into().ifPresent(into -> node.put("case", into.text()));
    node.put("kind", request.kind().name());
    request.scale().map(FieldLook.Scale::redCellPixels).ifPresent(red -> node.put("redCell", red));
    return Json.line(node);
  }
}
