package org.allnet.service.web.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.allnet.data.file.Json;
import org.allnet.service.web.route.Access;
import org.allnet.service.web.route.Face;
import org.allnet.service.web.route.Route;

/** The routes of the API as OpenAPI 3.1, made of the table of routes, so that it lists them all. */
public final class OpenApiDocument {

  private OpenApiDocument() {}

  /**
   * Returns the document.
   *
   * @param routes all routes; those for people are left out
   * @param address where the service is
   * @param provider where a provider describes itself whose tokens are taken beside keys
   */
  public static ObjectNode of(List<Route> routes, String address, Optional<String> provider) {
    ObjectNode document = Json.object();
    document.put("openapi", "3.1.0");
    ObjectNode info = document.putObject("info");
    info.put("title", "ALLNet");
    info.put("version", "1");
    info.put("description", "For Research Use Only. Not for use in diagnostic procedures.");
    document.putArray("servers").addObject().put("url", address);
    ObjectNode paths = document.putObject("paths");
    for (Route route : routes) {
      if (route.face() == Face.API) {
        ObjectNode path =
            paths.has(route.path())
                ? (ObjectNode) paths.get(route.path())
                : paths.putObject(route.path());
        operation(
            path.putObject(route.verb().name().toLowerCase(Locale.ROOT)),
            route,
            provider.isPresent());
      }
    }
    ObjectNode components = document.putObject("components");
    ObjectNode schemes = components.putObject("securitySchemes");
    ObjectNode bearer = schemes.putObject("key");
    bearer.put("type", "http");
    bearer.put("scheme", "bearer");
    if (provider.isPresent()) {
      ObjectNode token = schemes.putObject("provider");
      token.put("type", "openIdConnect");
      token.put("openIdConnectUrl", provider.get());
    }
    ObjectNode schemas = components.putObject("schemas");
    ApiShapes.all().forEach(schemas::set);
    return document;
  }

  private static void operation(ObjectNode operation, Route route, boolean tokens) {
    operation.put("operationId", name(route));
    operation.put("summary", route.words());
    ApiContract contract = ApiContract.of(route);
    if (!route.parameters().isEmpty() || !contract.parameters().isEmpty()) {
      ArrayNode parameters = operation.putArray("parameters");
      for (String name : route.parameters()) {
        ObjectNode parameter = parameters.addObject();
        parameter.put("name", name);
        parameter.put("in", "path");
        parameter.put("required", true);
        parameter.putObject("schema").put("type", "string");
      }
      for (ApiContract.Parameter one : contract.parameters()) {
        ObjectNode parameter = parameters.addObject();
        parameter.put("name", one.name());
        parameter.put("in", one.in());
        parameter.set("schema", one.shape());
      }
    }
    contract
        .body()
        .ifPresent(body -> content(operation.putObject("requestBody").put("required", true), body));
    if (!(route.access() instanceof Access.Anyone)) {
      ArrayNode either = operation.putArray("security");
      either.addObject().putArray("key");
      if (tokens) {
        either.addObject().putArray("provider");
      }
      operation.put("x-permission", permission(route.access()));
    }
    ObjectNode responses = operation.putObject("responses");
    ObjectNode good = responses.putObject(Integer.toString(contract.status()));
    good.put("description", "It was done.");
    contract.answer().ifPresent(answer -> content(good, answer));
    ObjectNode failure = responses.putObject("default");
    failure.put("description", "It was not done; the detail says why.");
    failure
        .putObject("content")
        .putObject("application/problem+json")
        .putObject("schema")
        .put("$ref", "#/components/schemas/Problem");
  }

  private static void content(ObjectNode of, ApiContract.Content content) {
    of.putObject("content").putObject(content.type()).set("schema", content.shape());
  }

  private static String permission(Access access) {
    if (access instanceof Access.InProject in) {
      return in.permission().key();
    }
    return access instanceof Access.InService in ? in.permission().key() : "any";
  }

  /** Such as {@code getProjectsCases}. */
  private static String name(Route route) {
    StringBuilder name = new StringBuilder(route.verb().name().toLowerCase(Locale.ROOT));
    for (String part : route.path().substring("/api/v1/".length()).split("/")) {
      String plain = part.replaceAll("[^a-z]", "");
      boolean parameter = part.startsWith("{");
      name.append(parameter ? "By" : "")
          .append(plain.substring(0, 1).toUpperCase(Locale.ROOT))
          .append(plain.substring(1));
    }
    return name.toString();
  }
}
