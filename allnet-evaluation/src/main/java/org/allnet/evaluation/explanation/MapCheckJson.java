package org.allnet.evaluation.explanation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.allnet.data.InputException;
import org.allnet.data.file.FileFormat;
import org.allnet.data.file.FilePlace;
import org.allnet.data.file.Json;
import org.allnet.evaluation.explanation.MapCheck.Comparison;
import org.allnet.evaluation.explanation.MapCheck.Heat;
import org.allnet.evaluation.explanation.MapCheck.Randomised;
import org.jspecify.annotations.Nullable;

/** A {@link MapCheck} as JSON, in files of explanations and in model files. */
public final class MapCheckJson {

  private MapCheckJson() {}

  /**
   * Writes a check.
   *
   * @param check the check
   * @return the object, with the version of its format
   */
  public static ObjectNode of(MapCheck check) {
    ObjectNode node = Json.object();
    node.put("method", check.method().key()).put("title", check.method().title());
    node.put("images", check.images()).put("people", check.people());
    node.put("verdict", check.verdict()).put("fails", check.fails());
    if (check.lacking() != null) {
      node.put("lacking", check.lacking());
    }
    ArrayNode failures = node.putArray("failures");
    check.failures().forEach(failures::add);
    ArrayNode steps = node.putArray("randomisation");
    for (Randomised step : check.randomisation()) {
      ObjectNode one = steps.addObject().put("layer", step.layer());
      put(one, "signed", step.signed());
      put(one, "absolute", step.absolute());
    }
    ArrayNode comparisons = node.putArray("comparisons");
    for (Comparison comparison : check.comparisons()) {
      ObjectNode one = comparisons.addObject().put("curve", comparison.curve().key());
      one.put("than", comparison.than().key()).put("words", comparison.than().words());
      one.setAll(comparison.advantage().toJson("advantage"));
      one.put("better", comparison.better());
    }
    Heat heat = check.heat();
    if (heat != null) {
      ObjectNode one = node.putObject("heat").put("cellArea", heat.cellArea());
      put(one, "cell", heat.cell());
      put(one, "cellExcess", heat.cellExcess());
      put(one, "nucleus", heat.nucleus());
      if (heat.nucleusArea() != null) {
        one.put("nucleusArea", heat.nucleusArea());
      }
    }
    return FileFormat.MAP_CHECK.mark(node);
  }

  private static void put(ObjectNode node, String name, @Nullable Estimate estimate) {
    if (estimate != null) {
      node.set(name, estimate.toJson("mean"));
    }
  }

  /**
   * Reads a check.
   *
   * @param text what {@link #of} wrote, as text
   * @param place where it is, for messages
   * @return the check
   * @throws InputException if it is of a newer format, or damaged
   */
  public static MapCheck read(String text, FilePlace place) {
    try {
      JsonNode node = Json.read(text);
      int version = FileFormat.MAP_CHECK.take(node, place);
      return switch (version) {
        case 1 -> check(node);
        default -> throw FileFormat.MAP_CHECK.unread(version);
      };
    } catch (JsonProcessingException | IllegalArgumentException e) {
      throw place.failure("its check of explanations is damaged; copy the file again");
    }
  }

  private static MapCheck check(JsonNode node) {
    List<Randomised> steps = new ArrayList<>();
    node.path("randomisation")
        .forEach(
            one ->
                steps.add(
                    new Randomised(
                        text(one, "layer"), estimate(one, "signed"), estimate(one, "absolute"))));
    List<Comparison> comparisons = new ArrayList<>();
    node.path("comparisons")
        .forEach(
            one ->
                comparisons.add(
                    new Comparison(
                        curve(text(one, "curve")),
                        ComparedMap.stored(text(one, "than"), text(one, "words")),
                        Estimate.of(one, "advantage"),
                        one.path("better").asBoolean())));
    List<String> failures = new ArrayList<>();
    node.path("failures").forEach(one -> failures.add(one.asText()));
    return new MapCheck(
        method(text(node, "method")),
        (int) Estimate.number(node, "images"),
        (int) Estimate.number(node, "people"),
        steps,
        comparisons,
        node.has("heat") ? heat(node.path("heat")) : null,
        failures,
        node.has("lacking") ? text(node, "lacking") : null);
  }

  private static ExplanationMethod method(String key) {
    return ExplanationMethod.ofKey(key)
        .orElseThrow(() -> new IllegalArgumentException("method " + key + " is unknown"));
  }

  private static PerturbationKind curve(String key) {
    return PerturbationKind.ofKey(key)
        .orElseThrow(() -> new IllegalArgumentException("curve " + key + " is unknown"));
  }

  private static Heat heat(JsonNode node) {
    return new Heat(
        Estimate.of(node.path("cell"), "mean"),
        Estimate.number(node, "cellArea"),
        Estimate.of(node.path("cellExcess"), "mean"),
        estimate(node, "nucleus"),
        node.has("nucleusArea") ? Estimate.number(node, "nucleusArea") : null);
  }

  private static @Nullable Estimate estimate(JsonNode node, String name) {
    return node.has(name) ? Estimate.of(node.path(name), "mean") : null;
  }

  private static String text(JsonNode node, String name) {
    if (!node.path(name).isTextual()) {
      throw new IllegalArgumentException(name + " is no text");
    }
    return node.path(name).asText();
  }
}
