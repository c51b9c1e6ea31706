package org.allnet.data.field.format;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.allnet.data.ForeignFailure;
import org.allnet.data.InputException;
import org.allnet.data.file.FilePlace;
import org.allnet.data.file.Json;
import org.allnet.data.file.JsonFault;

/** A JSON file read item by item of its lists, never as a whole. */
final class JsonItems {

  private static final long MAX_BYTES = 4L << 30;
  private static final int MOST_LOOKED_AT = 64;

  /** Takes an item. */
  interface Taker {
    /**
     * Takes a value of the file's object, or an item of one of its lists.
     *
     * @param key the key of the value or list; empty if the file is a list itself
     * @param item the value
     * @param place where it ends
     */
    void take(String key, JsonNode item, FilePlace place);
  }

  private JsonItems() {}

  /**
   * Reads a file.
   *
   * @param file an object or a list
   * @param keys the values of the object that are wanted; the items of those that are lists come
   *     one by one. Others, such as an image's own bytes, are passed over without being kept
   * @param taker takes them, in the order of the file
   * @throws InputException if it can't be read, is too large or no well-formed JSON
   */
  static void read(Path file, Set<String> keys, Taker taker) {
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw InputException.in(file, "is larger than 4 GiB; split it into smaller files");
      }
      try (JsonParser parser = Json.foreign(file)) {
        JsonToken first = parser.nextToken();
        if (first == JsonToken.START_ARRAY) {
          items(file, "", parser, taker);
        } else if (first == JsonToken.START_OBJECT) {
          object(file, keys, parser, taker);
        } else {
          throw InputException.in(file, "is no JSON object or list; export the labels again");
        }
      }
    } catch (JsonProcessingException e) {
      long line = e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getLineNr());
      throw InputException.at(
          file,
          line,
          "is no well-formed JSON (%s); export the labels again".formatted(JsonFault.words(e)),
          e);
    } catch (IOException e) {
      throw InputException.in(
          file, "can't be read (" + ForeignFailure.words(e) + "); check its name and rights", e);
    }
  }

  private static void object(Path file, Set<String> keys, JsonParser parser, Taker taker)
      throws IOException {
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String key = parser.currentName();
      JsonToken value = parser.nextToken();
      if (!keys.contains(key)) {
        parser.skipChildren();
      } else if (value == JsonToken.START_ARRAY) {
        items(file, key, parser, taker);
      } else {
        JsonNode node = parser.readValueAsTree();
        taker.take(key, node, place(file, parser));
      }
    }
  }

  private static void items(Path file, String key, JsonParser parser, Taker taker)
      throws IOException {
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (parser.currentToken() == null) {
        throw new com.fasterxml.jackson.core.io.JsonEOFException(
            parser, JsonToken.NOT_AVAILABLE, "it ends within a list");
      }
      JsonNode node = parser.readValueAsTree();
      taker.take(key, node, place(file, parser));
    }
  }

  private static FilePlace place(Path file, JsonParser parser) {
    return FilePlace.at(file, Math.max(1, parser.currentLocation().getLineNr()));
  }

  /** What tells of which program a file is. */
  enum Kind {
    COCO,
    LABELME,
    GEOJSON,
    DETECTIONS,
    OTHER
  }

  /**
   * Tells of which program a file is, by its first keys.
   *
   * @param file any file
   * @return {@link Kind#OTHER} also if it is no JSON
   */
  static Kind kind(Path file) {
    try (JsonParser parser = Json.foreign(file)) {
      JsonToken first = parser.nextToken();
      boolean list = first == JsonToken.START_ARRAY;
      if (list) {
        first = parser.nextToken();
      }
      if (first != JsonToken.START_OBJECT) {
        return Kind.OTHER;
      }
      for (int i = 0; i < MOST_LOOKED_AT && parser.nextToken() == JsonToken.FIELD_NAME; i++) {
        String key = parser.currentName();
        parser.nextToken();
        Kind kind = list ? ofItem(key, parser) : ofObject(key, parser);
        if (kind != Kind.OTHER) {
          return kind;
        }
        parser.skipChildren();
      }
      return Kind.OTHER;
    } catch (IOException e) {
      return Kind.OTHER; // if it is chosen, reading says what is wrong
    }
  }

  private static Kind ofItem(String key, JsonParser parser) throws IOException {
    if (key.equals("geometry") || (key.equals("type") && parser.getText().equals("Feature"))) {
      return Kind.GEOJSON;
    }
    return key.equals("image_id") || key.equals("category_id") ? Kind.DETECTIONS : Kind.OTHER;
  }

  private static Kind ofObject(String key, JsonParser parser) throws IOException {
    boolean list = parser.currentToken() == JsonToken.START_ARRAY;
    return switch (key) {
      case "shapes" -> list ? Kind.LABELME : Kind.OTHER;
      case "images", "annotations", "categories" -> list ? Kind.COCO : Kind.OTHER;
      case "features" -> list ? Kind.GEOJSON : Kind.OTHER;
      case "type" ->
          parser.getText().equals("FeatureCollection") || parser.getText().equals("Feature")
              ? Kind.GEOJSON
              : Kind.OTHER;
      default -> Kind.OTHER;
    };
  }
}
