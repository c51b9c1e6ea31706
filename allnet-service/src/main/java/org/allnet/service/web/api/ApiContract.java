package org.allnet.service.web.api;

import static org.allnet.service.web.api.Shapes.address;
import static org.allnet.service.web.api.Shapes.file;
import static org.allnet.service.web.api.Shapes.list;
import static org.allnet.service.web.api.Shapes.maybe;
import static org.allnet.service.web.api.Shapes.named;
import static org.allnet.service.web.api.Shapes.number;
import static org.allnet.service.web.api.Shapes.object;
import static org.allnet.service.web.api.Shapes.oneOf;
import static org.allnet.service.web.api.Shapes.text;
import static org.allnet.service.web.api.Shapes.whole;
import static org.allnet.service.web.api.Shapes.with;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.allnet.service.web.route.Route;

/**
 * What a route of the API takes and answers.
 *
 * @param parameters those beside the ones of the path
 * @param body what is sent along; empty if nothing
 * @param status of the answer if all is well
 * @param answer what it says; empty if nothing
 */
record ApiContract(
    List<Parameter> parameters, Optional<Content> body, int status, Optional<Content> answer) {

  private static final String API = "/api/v1";
  private static final String PROJECT = API + "/projects/{project}";
  private static final String JSON = "application/json";

  /**
   * One beside those of the path.
   *
   * @param name what it is called
   * @param in {@code query} or {@code header}
   * @param shape of its value
   */
  record Parameter(String name, String in, ObjectNode shape) {}

  /**
   * What is sent.
   *
   * @param type its type, such as {@code application/json}
   * @param shape what it looks like
   */
  record Content(String type, ObjectNode shape) {}

  private static final Map<String, ApiContract> ALL =
      Map.ofEntries(
          Map.entry("GET " + API + "/openapi.json", answers(200, object())),
          Map.entry("GET " + API + "/projects", answers(200, list(named("Project")))),
          Map.entry(
              "GET " + PROJECT + "/cases",
              answers(200, list(named("CaseLine")))
                  .asking(new Parameter("from", "query", whole()))),
          Map.entry("GET " + PROJECT + "/cases/{case}", answers(200, named("Case"))),
          Map.entry(
              "POST " + PROJECT + "/pictures",
              answers(202, named("Taken"))
                  .asking(new Parameter("Idempotency-Key", "header", text()))
                  .taking(new Content("multipart/form-data", pictures()))),
          Map.entry(
              "POST " + PROJECT + "/classify",
              answers(200, named("Answer")).taking(new Content("image/*", file()))),
          Map.entry(
              "GET " + PROJECT + "/events",
              answers(200, named("Events")).asking(new Parameter("after", "query", whole()))),
          Map.entry("GET " + PROJECT + "/webhooks", answers(200, named("Webhooks"))),
          Map.entry(
              "POST " + PROJECT + "/webhooks",
              answers(201, named("NewWebhook"))
                  .taking(new Content(JSON, with(object(), "address", address())))),
          Map.entry("DELETE " + PROJECT + "/webhooks/{webhook}", nothing()),
          Map.entry("GET " + PROJECT + "/webhooks/{webhook}/dead", answers(200, named("Dead"))),
          Map.entry("POST " + PROJECT + "/webhooks/{webhook}/dead/{event}", nothing()),
          Map.entry(
              "GET " + API + "/metrics",
              new ApiContract(
                  List.of(),
                  Optional.empty(),
                  200,
                  Optional.of(new Content("text/plain", text())))));

  /**
   * Returns that of a route.
   *
   * @throws IllegalStateException if nobody wrote down what the route takes and answers
   */
  static ApiContract of(Route route) {
    return Optional.ofNullable(ALL.get(route.toString()))
        .orElseThrow(() -> new IllegalStateException(route + ": its shapes are written nowhere"));
  }

  private static ApiContract answers(int status, ObjectNode shape) {
    return new ApiContract(
        List.of(), Optional.empty(), status, Optional.of(new Content(JSON, shape)));
  }

  private static ApiContract nothing() {
    return new ApiContract(List.of(), Optional.empty(), 204, Optional.empty());
  }

  private ApiContract asking(Parameter one) {
    return new ApiContract(List.of(one), body, status, answer);
  }

  private ApiContract taking(Content content) {
    return new ApiContract(parameters, Optional.of(content), status, answer);
  }

  private static ObjectNode pictures() {
    ObjectNode shape = object();
    maybe(shape, "subject", text());
    maybe(shape, "case", text());
    maybe(shape, "kind", oneOf("cell", "field"));
    maybe(shape, "red-cell", number());
    return with(shape, "pictures", list(file()));
  }
}
