package org.allnet.service.web.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.allnet.data.file.Json;

/** Shapes of JSON, as OpenAPI writes them. */
final class Shapes {

  private Shapes() {}

  static ObjectNode text() {
    return Json.object().put("type", "string");
  }

  static ObjectNode time() {
    return text().put("format", "date-time");
  }

  static ObjectNode address() {
    return text().put("format", "uri");
  }

  /** The bytes of a file. */
  static ObjectNode file() {
    return text().put("format", "binary");
  }

  static ObjectNode oneOf(String... texts) {
    ObjectNode shape = text();
    for (String one : texts) {
      shape.withArray("enum").add(one);
    }
    return shape;
  }

  static ObjectNode whole() {
    return Json.object().put("type", "integer");
  }

  static ObjectNode number() {
    return Json.object().put("type", "number");
  }

  static ObjectNode truth() {
    return Json.object().put("type", "boolean");
  }

  static ObjectNode list(ObjectNode of) {
    ObjectNode shape = Json.object().put("type", "array");
    shape.set("items", of);
    return shape;
  }

  /** An object whose names are data, such as those of classes. */
  static ObjectNode map(ObjectNode of) {
    ObjectNode shape = Json.object().put("type", "object");
    shape.set("additionalProperties", of);
    return shape;
  }

  /** A shape that stands among the document's own. */
  static ObjectNode named(String name) {
    return Json.object().put("$ref", "#/components/schemas/" + name);
  }

  static ObjectNode object() {
    ObjectNode shape = Json.object().put("type", "object");
    shape.putObject("properties");
    return shape;
  }

  /** Adds a field that is always there. */
  static ObjectNode with(ObjectNode shape, String name, ObjectNode of) {
    shape.withArray("required").add(name);
    return maybe(shape, name, of);
  }

  /** Adds a field that may be missing. */
  static ObjectNode maybe(ObjectNode shape, String name, ObjectNode of) {
    shape.withObject("/properties").set(name, of);
    return shape;
  }
}
