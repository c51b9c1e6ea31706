package org.allnet.cli.detection;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import org.allnet.data.field.ClassColours;
import org.allnet.detect.scale.WhiteCells;
import org.allnet.evaluation.decision.DecisionWords;
import org.allnet.inference.Classification;

/**
 * Writes answers into features as QuPath reads them: the class of a cell that has one, all
 * probabilities as measurements, the decision and its reason as metadata, and there whether the
 * cell is whole. A cell that is referred keeps the class that it had.
 */
final class AnsweredFeatures {

  /** What ALLNet says of a cell, and of a file. */
  static final String DECISION = "ALLNet";

  private AnsweredFeatures() {}

  /**
   * Writes an answer.
   *
   * @param feature a feature's object
   * @param answer what the model says of its cell
   */
  static void put(ObjectNode feature, Classification answer) {
    ObjectNode properties = object(feature, "properties");
    answer.predicted().ifPresent(label -> classification(properties, label, answer));
    answer
        .probabilities()
        .forEach((label, probability) -> measurement(properties, "p(" + label + ")", probability));
    ObjectNode metadata = object(properties, "metadata");
    metadata.put(DECISION, CropClassifier.word(answer));
    metadata.put(DECISION + " reason", DecisionWords.reason(answer.decision()));
  }

  /**
   * Writes whether a white cell is counted by what it is.
   *
   * @param feature a feature's object
   * @param state the cell's
   */
  static void put(ObjectNode feature, WhiteCells.State state) {
    object(object(feature, "properties"), "metadata").put(DECISION + " white cell", state.key());
  }

  /**
   * Writes what a cell would be called at another scale.
   *
   * @param feature a feature's object
   * @param percent by how much red cells are taken for larger
   * @param word the decision
   */
  static void putAtScale(ObjectNode feature, int percent, String word) {
    object(object(feature, "properties"), "metadata")
        .put("%s at %+d %%".formatted(DECISION, percent), word);
  }

  private static void classification(ObjectNode properties, String label, Classification answer) {
    ObjectNode classification = properties.objectNode();
    classification.put("name", label);
    int[] rgb = ClassColours.rgb(answer.probabilities().keySet().stream().toList().indexOf(label));
    ArrayNode colour = classification.putArray("color");
    for (int level : rgb) {
      colour.add(level);
    }
    properties.set("classification", classification);
  }

  /** Versions of QuPath before 0.4 wrote measurements as a list. */
  private static void measurement(ObjectNode properties, String name, double value) {
    double rounded = Double.parseDouble(String.format(Locale.ROOT, "%.4f", value));
    if (properties.get("measurements") instanceof ArrayNode list) {
      for (JsonNode one : list) {
        if (one instanceof ObjectNode known && known.path("name").asText().equals(name)) {
          known.put("value", rounded);
          return;
        }
      }
      list.addObject().put("name", name).put("value", rounded);
      return;
    }
    object(properties, "measurements").put(name, rounded);
  }

  private static ObjectNode object(ObjectNode parent, String key) {
    return parent.get(key) instanceof ObjectNode known ? known : parent.putObject(key);
  }
}
