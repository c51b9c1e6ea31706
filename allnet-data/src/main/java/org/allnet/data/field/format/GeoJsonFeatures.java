package org.allnet.data.field.format;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.allnet.data.ForeignFailure;
import org.allnet.data.InputException;
import org.allnet.data.field.Polygon;
import org.allnet.data.file.FilePlace;
import org.allnet.data.file.Json;
import org.jspecify.annotations.Nullable;

/**
 * The features of a GeoJSON file of QuPath and programs like it, one after the other, and the file
 * written anew with some of them changed. Whatever else is in the file stays as it is, numbers to
 * the last digit; only blanks between values may differ. No more than a few features are in memory.
 */
public final class GeoJsonFeatures {

  private static final String FEATURES = "features";
  private static final String ANNOTATIONS = "annotations";

  private GeoJsonFeatures() {}

  /**
   * A feature.
   *
   * @param node all that the file says of it; may be changed
   * @param label its class, or {@code cell} if it has none
   * @param outline its edge; null if it is no cell: a point, a line, or a region
   * @param region what region it is, in words; null if it is none
   */
  public record Feature(
      ObjectNode node, String label, @Nullable Polygon outline, @Nullable String region) {}

  /** Changes features. */
  @FunctionalInterface
  public interface Rewriter {
    /**
     * Takes a few features, in their order, and changes their nodes.
     *
     * @param features at least one
     */
    void rewrite(List<Feature> features);
  }

  /**
   * Reads all features.
   *
   * @param file the file
   * @param taker takes each
   * @throws InputException if it is no well-formed JSON of features, or a shape is none
   */
  public static void read(Path file, Consumer<Feature> taker) {
    try {
      copy(file, nowhere(), 1, Map.of(), features -> taker.accept(features.get(0)));
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  /**
   * Writes a file anew.
   *
   * @param file the file
   * @param out where to
   * @param atOnce how many features are changed together
   * @param rewriter changes them
   * @throws InputException as of {@link #read}
   * @throws IOException if it can't be written
   */
  public static void rewrite(Path file, OutputStream out, int atOnce, Rewriter rewriter)
      throws IOException {
    rewrite(file, out, atOnce, Map.of(), rewriter);
  }

  /**
   * Writes a file anew, with what is said of all of it.
   *
   * @param file the file
   * @param out where to
   * @param atOnce how many features are changed together
   * @param facts texts, numbers, null, lists or such facts in turn, by the key that they get beside
   *     the features, in the place of what was there under this key; a bare list of features has no
   *     place for them
   * @param rewriter changes the features
   * @throws InputException as of {@link #read}
   * @throws IOException if it can't be written
   */
  public static void rewrite(
      Path file, OutputStream out, int atOnce, Map<String, Object> facts, Rewriter rewriter)
      throws IOException {
    try (JsonGenerator json = Json.generator(out)) {
      copy(file, json, atOnce, facts, rewriter);
    }
  }

  private static InputException unreadable(Path file, IOException e) {
    return InputException.in(
        file, "can't be read (" + ForeignFailure.words(e) + "); check the file", e);
  }

  private static void copy(
      Path file, JsonGenerator json, int atOnce, Map<String, Object> facts, Rewriter rewriter)
      throws IOException {
    JsonParser opened;
    try {
      opened = Json.exact(file);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
    try (JsonParser parser = opened) {
      JsonToken first = parser.nextToken();
      boolean found = first == JsonToken.START_ARRAY;
      boolean coco = false;
      if (found) {
        features(file, parser, json, atOnce, rewriter);
      } else if (first == JsonToken.START_OBJECT) {
        json.writeStartObject();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
          String key = parser.currentName();
          coco |= key.equals(ANNOTATIONS);
          if (facts.containsKey(key)) {
            parser.nextToken();
            parser.skipChildren();
            continue;
          }
          json.writeFieldName(key);
          if (parser.nextToken() == JsonToken.START_ARRAY && key.equals(FEATURES)) {
            features(file, parser, json, atOnce, rewriter);
            found = true;
          } else {
            json.copyCurrentStructureExact(parser);
          }
        }
        for (Map.Entry<String, Object> fact : facts.entrySet()) {
          json.writeObjectField(fact.getKey(), fact.getValue());
        }
        json.writeEndObject();
      }
      if (!found) {
        throw InputException.in(
            file,
            coco
                ? "is COCO JSON, no GeoJSON; export the cells as a FeatureCollection"
                : "is no collection of features; export the cells as a FeatureCollection");
      }
      if (parser.nextToken() != null) {
        throw FilePlace.at(file, parser.currentLocation().getLineNr())
            .failure("has more behind the end of its features; export the cells again");
      }
    } catch (JsonProcessingException e) {
      long line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
      throw new FilePlace(file.toString(), Math.max(0, line))
          .failure("is no well-formed JSON; export the cells again");
    }
  }

  private static void features(
      Path file, JsonParser parser, JsonGenerator json, int atOnce, Rewriter rewriter)
      throws IOException {
    json.writeStartArray();
    List<Feature> batch = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      JsonNode node = parser.readValueAsTree();
      FilePlace place = FilePlace.at(file, parser.currentLocation().getLineNr());
      if (!(node instanceof ObjectNode feature)) {
        throw place.failure("has a feature that is no object; export the cells again");
      }
      if (!feature.path("type").asText().equals("Feature") && !feature.has("geometry")) {
        throw place.failure(
            feature.has("bbox")
                ? "is of a list of COCO results, no GeoJSON; export the cells as GeoJSON features"
                : "is no GeoJSON feature; export the cells as GeoJSON features");
      }
      batch.add(
          new Feature(
              feature,
              GeoJsonReader.label(feature),
              GeoJsonReader.cellOutline(feature, place),
              GeoJsonReader.region(feature)));
      if (batch.size() == atOnce) {
        flush(batch, json, rewriter);
      }
    }
    if (!batch.isEmpty()) {
      flush(batch, json, rewriter);
    }
    json.writeEndArray();
  }

  private static void flush(List<Feature> batch, JsonGenerator json, Rewriter rewriter)
      throws IOException {
    rewriter.rewrite(List.copyOf(batch));
    for (Feature feature : batch) {
      json.writeTree(feature.node());
    }
    batch.clear();
  }

  /** Where a file goes that is only read. */
  private static JsonGenerator nowhere() throws IOException {
    return Json.generator(OutputStream.nullOutputStream());
  }
}
