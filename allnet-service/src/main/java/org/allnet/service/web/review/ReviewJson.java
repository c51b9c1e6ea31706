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
  static ObjectNode page(List<GalleryCell> cells, int most) {
    ObjectNode page = object();
    ArrayNode list = page.putArray("cells");
    cells.forEach(cell -> list.add(cell(cell)));
    page.put("more", cells.size() == most);
    return page;
  }

  private static ObjectNode cell(GalleryCell one) {
    ObjectNode node = object();
    node.put("id", one.cell().id().text());
    node.put("number", one.place().number());
    node.put("version", version(one.content()));
    node.put("place", one.place().key());
    node.put("verdict", key(one.verdict()));
    one.proposal()
        .ifPresent(
            said -> {
              node.put("proposed", said.proposed().orElse(""));
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
  static ObjectNode proposal(Proposal said) {
    ObjectNode node = object();
    node.put("words", DecisionWords.reason(said.decision()));
    ArrayNode probabilities = node.putArray("probabilities");
    for (Map.Entry<String, Double> one : said.probabilities().entrySet()) {
      probabilities.add(object().put("label", one.getKey()).put("value", one.getValue()));
    }
    return node;
  }

  /** A cell that is only shown. */
  static ObjectNode other(Cell cell, Optional<Hash> content) {
    return object().put("id", cell.id().text()).put("version", version(content));
  }

  static ObjectNode reference(ReferenceCell one, String at) {
    return other(one.cell(), Optional.of(one.content()))
        .put("subject", one.subject())
        .put("at", at);
  }

  static ObjectNode counts(GalleryCounts counts) {
    ObjectNode node = object();
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
