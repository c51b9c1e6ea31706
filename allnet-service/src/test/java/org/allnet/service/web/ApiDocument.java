package org.allnet.service.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.allnet.data.file.Json;
import org.allnet.service.domain.UserRole;

/**
 * A client that knows nothing of a service but its OpenAPI document: it takes address, verb and
 * type of the body from there, and checks each answer against the shape that the document promises.
 */
public final class ApiDocument {

  private record Operation(String path, String verb, JsonNode node) {}

  private final TestService service;
  private final JsonNode document;

  private ApiDocument(TestService service, JsonNode document) {
    this.service = service;
    this.document = document;
  }

  public static ApiDocument of(TestService service) throws Exception {
    Browser program = service.browser();
    HttpResponse<String> answer =
        program.send(
            program
                .request("/api/v1/openapi.json")
                .header("Authorization", "Bearer " + service.key(UserRole.REVIEWER)));
    assertThat(answer.statusCode()).isEqualTo(200);
    return new ApiDocument(service, Json.read(answer.body()));
  }

  JsonNode document() {
    return document;
  }

  private List<Operation> operations() {
    List<Operation> all = new ArrayList<>();
    document
        .get("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .properties()
                    .forEach(
                        verb ->
                            all.add(new Operation(path.getKey(), verb.getKey(), verb.getValue()))));
    return all;
  }

  private Operation operation(String id) {
    return operations().stream()
        .filter(one -> one.node().path("operationId").asText().equals(id))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no operation " + id));
  }

  /** What is missing in the document, a line each. */
  List<String> gaps() {
    List<String> gaps = new ArrayList<>();
    for (Operation one : operations()) {
      String id = one.node().path("operationId").asText();
      JsonNode responses = one.node().path("responses");
      responses
          .properties()
          .forEach(
              response -> {
                boolean isEmpty = response.getKey().equals("204");
                if (!isEmpty && shape(response.getValue()).isMissingNode()) {
                  gaps.add(id + ": the answer of " + response.getKey());
                }
                if (!isEmpty) {
                  requireNamed(shape(response.getValue()), id, gaps);
                }
              });
      if (one.node().has("requestBody")) {
        requireNamed(shape(one.node().path("requestBody")), id, gaps);
      }
    }
    return gaps;
  }

  List<String> withoutBody(String verb) {
    return operations().stream()
        .filter(
            one -> one.verb().equals(verb) && shape(one.node().path("requestBody")).isMissingNode())
        .map(one -> one.node().path("operationId").asText())
        .toList();
  }

  private static JsonNode shape(JsonNode of) {
    JsonNode content = of.path("content");
    return content.isEmpty() ? content.path("none") : content.iterator().next().path("schema");
  }

  private void requireNamed(JsonNode shape, String id, List<String> gaps) {
    if (!shape.isMissingNode() && !shape.has("type") && resolved(shape).isMissingNode()) {
      gaps.add(id + ": " + shape);
    }
  }

  private JsonNode resolved(JsonNode shape) {
    return shape.has("$ref") ? document.at(shape.get("$ref").asText().substring(1)) : shape;
  }

  /** Calls an operation without a body. */
  public JsonNode call(UserRole role, String id, Map<String, String> values) throws Exception {
    return call(role, id, values, HttpRequest.BodyPublishers.noBody(), "");
  }

  /** Calls an operation with a body, of the type that the document names. */
  public JsonNode call(
      UserRole role,
      String id,
      Map<String, String> values,
      HttpRequest.BodyPublisher body,
      String parameters)
      throws Exception {
    Operation operation = operation(id);
    String path = operation.path();
    StringBuilder query = new StringBuilder();
    for (JsonNode parameter : operation.node().path("parameters")) {
      String name = parameter.get("name").asText();
      if (parameter.get("in").asText().equals("path")) {
        path = path.replace("{" + name + "}", values.get(name));
      } else if (parameter.get("in").asText().equals("query") && values.containsKey(name)) {
        query.append(query.isEmpty() ? '?' : '&').append(name).append('=').append(values.get(name));
      }
    }
    Browser program = service.browser();
    HttpRequest.Builder request =
        program
            .request(path + query)
            .header("Authorization", "Bearer " + service.key(role))
            .method(operation.verb().toUpperCase(java.util.Locale.ROOT), body);
    JsonNode content = operation.node().path("requestBody").path("content");
    if (!content.isEmpty()) {
      request.header(
          "Content-Type", content.fieldNames().next().replace("image/*", "image/png") + parameters);
    }
    HttpResponse<String> answer = program.send(request);
    JsonNode promised =
        operation.node().path("responses").path(Integer.toString(answer.statusCode()));
    assertThat(promised.isMissingNode())
        .as("%s answered %d: %s", id, answer.statusCode(), answer.body())
        .isFalse();
    JsonNode shape = shape(promised);
    if (shape.isMissingNode()) {
      assertThat(answer.body()).as(id).isEmpty();
      return shape;
    }
    if (!promised.path("content").has("application/json")) {
      return Json.object().put("text", answer.body());
    }
    JsonNode said = Json.read(answer.body());
    require(shape, said, id);
    return said;
  }

  /** An answer has all that is promised, nothing else, and each of its kind. */
  private void require(JsonNode promised, JsonNode said, String where) {
    JsonNode shape = resolved(promised);
    switch (shape.path("type").asText()) {
      case "object" -> {
        assertThat(said.isObject()).as(where).isTrue();
        for (JsonNode name : shape.path("required")) {
          assertThat(said.has(name.asText())).as("%s: %s", where, name).isTrue();
        }
        boolean isOpen = !shape.has("properties") || shape.get("properties").isEmpty();
        said.properties()
            .forEach(
                field -> {
                  JsonNode of =
                      shape.has("additionalProperties")
                          ? shape.get("additionalProperties")
                          : shape.path("properties").path(field.getKey());
                  assertThat(isOpen || !of.isMissingNode())
                      .as("%s: %s is not in the document", where, field.getKey())
                      .isTrue();
                  if (!of.isMissingNode()) {
                    require(of, field.getValue(), where + "." + field.getKey());
                  }
                });
      }
      case "array" -> {
        assertThat(said.isArray()).as(where).isTrue();
        said.forEach(one -> require(shape.get("items"), one, where + "[]"));
      }
      case "string" -> {
        assertThat(said.isTextual()).as("%s: %s", where, said).isTrue();
        if (shape.has("enum")) {
          assertThat(shape.get("enum")).as(where).contains(said);
        }
      }
      case "integer" -> assertThat(said.isIntegralNumber()).as("%s: %s", where, said).isTrue();
      case "number" -> assertThat(said.isNumber()).as("%s: %s", where, said).isTrue();
      case "boolean" -> assertThat(said.isBoolean()).as("%s: %s", where, said).isTrue();
      default -> throw new AssertionError(where + ": the document has no shape: " + shape);
    }
  }
}
