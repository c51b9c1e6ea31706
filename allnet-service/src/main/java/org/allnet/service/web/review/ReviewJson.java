package org.allnet.service.web.review;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.allnet.evaluation.decision.Decision;
import org.allnet.evaluation.decision.DecisionWords;
import org.allnet.service.domain.Cell;
import org.allnet.service.domain.CellVerdict;
import org.allnet.service.domain.GalleryCell;
import org.allnet.service.domain.GalleryCounts;
import org.allnet.service.domain.Hash;
import org.allnet.service.domain.Project;
import org.allnet.service.domain.Proposal;
import org.allnet.service.domain.ReferenceCell;
import org.allnet.service.domain.ReviewSettings;

/** What the scripts of a review are told. */
final class ReviewJson {

  /** Enough of a picture's hash to tell versions of an address apart. */
  private static final int HASH_LETTERS = 16;

  private ReviewJson() {}

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  static ArrayNode array() {
    return JsonNodeFactory.instance.arrayNode();
  }

  /** A page of cells. */
  static ObjectNode page(Project project, List<GalleryCell> cells, int most) {
    ObjectNode page = object();
    page.put("classes", classes(project));
    ArrayNode list = page.putArray("cells");
    cells.forEach(cell -> list.add(cell(project, cell)));
    page.put("more", cells.size() == most);
    return page;
  }

  private static ObjectNode cell(Project project, GalleryCell one) {
    ObjectNode node = object();
    node.put("id", one.cell().id().text());
    node.put("number", one.place().number());
    node.put("version", version(one.content()));
    node.put("place", one.place().key());
    node.put("verdict", key(one.verdict()));
    one.proposal()
        .ifPresent(
            said -> {
              node.put("proposed", project.classOf(said).orElse(""));
              node.put("own", said.proposed().orElse(""));
              if (said.decision() instanceof Decision.Referred referred) {
                node.put("stage", one.place().stage().words());
                node.put("why", DecisionWords.shortly(referred.reason()));
              }
              said.proposed()
                  .map(said.probabilities()::get)
                  .ifPresent(probability -> node.put("probability", probability));
            });
    return node;
  }

  /** What a model says of a cell, with its reason. */
  static ObjectNode proposal(Project project, Proposal said) {
    ObjectNode node = object();
    node.put("words", sentence(said));
    ArrayNode probabilities = node.putArray("probabilities");
    for (Map.Entry<String, Double> one : said.probabilities().entrySet()) {
      probabilities.add(
          object().put("label", named(project, one.getKey())).put("value", one.getValue()));
    }
    return node;
  }

  /** A class of a model, behind that of the project if it has another name there. */
  private static String named(Project project, String own) {
    return project
        .classOf(own)
        .filter(label -> !label.equals(own))
        .map(label -> "%s (%s)".formatted(label, own))
        .orElse(own);
  }

  /** Why a decision is as it is, with the numbers, as a sentence. */
  private static String sentence(Proposal said) {
    String reason = DecisionWords.reason(said.decision());
    return Character.toUpperCase(reason.charAt(0)) + reason.substring(1) + ".";
  }

  /** A cell that is only shown. */
  static ObjectNode other(Cell cell, Optional<Hash> content) {
    return object().put("id", cell.id().text()).put("version", version(content));
  }

  static ObjectNode reference(ReferenceCell one, String at) {
    return other(one.cell(), Optional.of(one.content()))
        .put("subject", one.subject())
        .put("source", "signed by %s, %s reading".formatted(one.signer(), one.kind().key()))
        .put("at", at);
  }

  /**
   * Tells the classes of a project, and as which those of models count, from those of a minute ago.
   */
  private static String classes(Project project) {
    return Hash.of(project.classes() + " " + project.naming().countsAs())
        .hex()
        .substring(0, HASH_LETTERS);
  }

  static ObjectNode counts(GalleryCounts counts, Project project) {
    ObjectNode node = object();
    node.put("classes", classes(project));
    node.put("cells", counts.cells());
    node.put("reviewed", counts.reviewed());
    node.put("referred", counts.referred());
    ObjectNode groups = node.putObject("groups");
    counts
        .groups()
        .forEach(
            (label, group) ->
                groups
                    .putObject(label)
                    .put("cells", group.cells())
                    .put("reviewed", group.reviewed()));
    ObjectNode verdicts = node.putObject("verdicts");
    counts.verdicts().forEach(verdicts::put);
    return node;
  }

  static ObjectNode settings(ReviewSettings settings) {
    ObjectNode node = object();
    ObjectNode keys = node.putObject("keys");
    settings.keys().forEach((action, key) -> keys.put(action.key(), key));
    node.put("keysOn", settings.keysOn());
    node.put("advance", settings.advance());
    return node;
  }

  static String key(Optional<CellVerdict> verdict) {
    return verdict.map(CellVerdict::key).orElse("");
  }

  static String version(Optional<Hash> content) {
    return content.map(hash -> hash.hex().substring(0, HASH_LETTERS)).orElse("");
  }
}
