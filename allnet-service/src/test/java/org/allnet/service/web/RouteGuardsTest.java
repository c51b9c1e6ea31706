package org.allnet.service.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.allnet.service.domain.Actor;
import org.allnet.service.domain.Id;
import org.allnet.service.domain.Permission;
import org.allnet.service.domain.UserRole;
import org.allnet.service.domain.Webhook;
import org.allnet.service.web.route.Access;
import org.allnet.service.web.route.Face;
import org.allnet.service.web.route.Route;
import org.allnet.service.web.route.Verb;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Tries every route of the table, as everybody, with what is there and what is somebody else's. */
final class RouteGuardsTest {

  private static final List<Integer> DENIED = List.of(401, 403, 404);

  private static TestService service;
  private static final Map<UserRole, Browser> BROWSERS = new EnumMap<>(UserRole.class);

  @BeforeAll
  static void start() throws Exception {
    service = TestService.start();
    for (UserRole role : UserRole.values()) {
      BROWSERS.put(role, service.browser(role));
    }
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  private static List<Route> routes() {
    return service.server.routes();
  }

  /** The address of a route with the ids of a place; others are made up. */
  private static String path(Route route, Map<String, String> ids) {
    return route.with(
        route.parameters().stream()
            .map(name -> ids.getOrDefault(name, UUID.randomUUID().toString()))
            .toArray(String[]::new));
  }

  private static HttpRequest.Builder request(Browser browser, Route route, String path) {
    HttpRequest.Builder request = browser.request(path);
    return switch (route.verb()) {
      case GET -> request.GET();
      default ->
          request
              .header("Content-Type", "application/x-www-form-urlencoded")
              .method(route.verb().name(), HttpRequest.BodyPublishers.noBody());
    };
  }

  /** The answer to somebody of a role who sends it by a page, or by a key. */
  private static HttpResponse<String> asked(UserRole role, Route route, String path)
      throws Exception {
    Browser browser = BROWSERS.get(role);
    HttpRequest.Builder request = request(browser, route, path);
    return browser.send(
        route.face() == Face.API
            ? request.header("Authorization", "Bearer " + service.key(role))
            : request.header("X-Allnet", "1"));
  }

  private static Optional<Permission> permission(Route route) {
    if (route.access() instanceof Access.InProject in) {
      return Optional.of(in.permission());
    }
    return route.access() instanceof Access.InService in
        ? Optional.of(in.permission())
        : Optional.empty();
  }

  /**
   * Who may use each route, said once more in a file: whoever changes a permission, or makes a
   * route, changes that too. All other tests here take the word of the route for it.
   */
  @Test
  void permissions_areThoseOfTheList() throws Exception {
    List<String> listed;
    try (InputStream file = RouteGuardsTest.class.getResourceAsStream("routes.txt")) {
      listed =
          new String(file.readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .filter(line -> !line.isBlank() && !line.startsWith("#"))
              .toList();
    }
    assertThat(routes().stream().map(RouteGuardsTest::line).toList())
        .containsExactlyInAnyOrderElementsOf(listed);
  }

  private static String line(Route route) {
    String who =
        permission(route)
            .map(Permission::key)
            .orElse(route.access() instanceof Access.Anyone ? "anyone" : "signed-in");
    return who + (route.access() instanceof Access.InProject ? " in project " : " ") + route;
  }

  /** One that manages the webhooks of all projects gets each under its own project alone. */
  @Test
  void webhookOfAnotherProject_isNotThere() throws Exception {
    Webhook foreign =
        new Webhook(
            Id.Webhook.fresh(),
            service.foreign.project().id(),
            URI.create("https://example.org/in"),
            service.home.subject().created(),
            Optional.empty());
    service.store.change(new Actor.Service("test", "run-8"), tx -> tx.webhooks().add(foreign));
    int asked = 0;
    for (Route route : routes()) {
      if (route.parameters().contains("webhook")) {
        Map<String, String> ids = new HashMap<>(service.home.ids());
        ids.put("webhook", foreign.id().text());
        assertThat(asked(UserRole.ADMINISTRATOR, route, path(route, ids)).statusCode())
            .as("%s", route)
            .isEqualTo(404);
        asked++;
      }
    }
    assertThat(asked).isGreaterThanOrEqualTo(5);
    List<Webhook> left = service.store.read(tx -> tx.webhooks().of(service.foreign.project().id()));
    assertThat(left).hasSize(1);
  }

  @Test
  void whoIsNotLoggedIn_getsNothing() throws Exception {
    for (Route route : routes()) {
      if (route.access() instanceof Access.Anyone) {
        continue;
      }
      Browser nobody = service.browser();
      HttpResponse<String> answer =
          nobody.send(
              request(nobody, route, path(route, service.home.ids())).header("X-Allnet", "1"));
      if (route.face() == Face.PAGE && route.verb() == Verb.GET) {
        assertThat(answer.statusCode()).as("%s", route).isEqualTo(302);
        assertThat(answer.headers().firstValue("Location").orElse(""))
            .as("%s", route)
            .startsWith("/log-in");
      } else {
        assertThat(answer.statusCode()).as("%s", route).isEqualTo(401);
      }
    }
  }

  @Test
  void filesForWhatTakesNone_areNotRead() throws Exception {
    int takers = 0;
    for (Route route : routes()) {
      if (!route.verb().isChanging() || route.is(Route.Trait.FILES)) {
        takers += route.is(Route.Trait.FILES) ? 1 : 0;
        continue;
      }
      Browser nobody = service.browser();
      assertThat(
              nobody
                  .send(
                      nobody
                          .request(path(route, service.home.ids()))
                          .header("X-Allnet", "1")
                          .header("Content-Type", "Multipart/Form-Data; boundary=b")
                          .method(
                              route.verb().name(), HttpRequest.BodyPublishers.ofString("--b--")))
                  .statusCode())
          .as("%s", route)
          .isEqualTo(415);
    }
    assertThat(takers).isEqualTo(2);
  }

  @Test
  void whatAnotherSiteHasSent_isRefused() throws Exception {
    for (Route route : routes()) {
      if (route.face() == Face.API || !route.verb().isChanging()) {
        continue;
      }
      for (UserRole role : UserRole.values()) {
        Browser browser = BROWSERS.get(role);
        String path = path(route, service.home.ids());
        assertThat(browser.send(request(browser, route, path)).statusCode())
            .as("%s as %s without proof", route, role)
            .isEqualTo(403);
        assertThat(
                browser
                    .send(
                        request(browser, route, path)
                            .header("X-Allnet", "1")
                            .header("Origin", "https://elsewhere.example"))
                    .statusCode())
            .as("%s as %s from elsewhere", route, role)
            .isEqualTo(403);
      }
    }
  }

  @Test
  void whoseRoleDoesNotPermit_isRefused() throws Exception {
    for (Route route : routes()) {
      Optional<Permission> permission = permission(route);
      if (permission.isEmpty()) {
        continue;
      }
      for (UserRole role : UserRole.values()) {
        int status = asked(role, route, path(route, service.home.ids())).statusCode();
        boolean hidden = permission.get().isOfProject() && !role.isOfProject();
        if (role.permissions().contains(permission.get())) {
          assertThat(status).as("%s as %s", route, role).isNotIn(401, 403).isLessThan(500);
        } else {
          assertThat(status).as("%s as %s", route, role).isEqualTo(hidden ? 404 : 403);
        }
      }
    }
  }

  @Test
  void whatIsInAnotherProject_isNotThere() throws Exception {
    for (Route route : routes()) {
      if (!(route.access() instanceof Access.InProject)) {
        continue;
      }
      for (UserRole role : UserRole.values()) {
        assertThat(asked(role, route, path(route, service.foreign.ids())).statusCode())
            .as("%s as %s", route, role)
            .isEqualTo(404);
      }
    }
  }

  /** Under the own project's address too. */
  @Test
  void whatBelongsToSomebodyElse_isNotThere() throws Exception {
    for (Route route : routes()) {
      for (String parameter : route.parameters()) {
        Map<String, String> ids = new HashMap<>(service.home.ids());
        if (parameter.equals("project") || !(route.access() instanceof Access.InProject in)) {
          continue;
        }
        ids.put(parameter, service.foreign.ids().getOrDefault(parameter, "0"));
        for (UserRole role : UserRole.values()) {
          int expected =
              role.permissions().contains(in.permission()) ? 404 : role.isOfProject() ? 403 : 404;
          assertThat(asked(role, route, path(route, ids)).statusCode())
              .as("%s as %s with a foreign %s", route, role, parameter)
              .isEqualTo(expected);
        }
      }
    }
  }

  @Test
  void whatIsNoId_isNotThere() throws Exception {
    for (Route route : routes()) {
      if (route.parameters().isEmpty() || route.access() instanceof Access.Anyone) {
        continue;
      }
      Map<String, String> ids = new HashMap<>();
      route.parameters().forEach(name -> ids.put(name, "%3Cb%3E"));
      for (UserRole role : UserRole.values()) {
        HttpResponse<String> answer = asked(role, route, path(route, ids));
        assertThat(answer.statusCode()).as("%s as %s", route, role).isIn(DENIED);
        assertThat(answer.body()).as("%s as %s", route, role).doesNotContain("<b>");
      }
    }
  }

  @Test
  void keys_openNoPages() throws Exception {
    for (Route route : routes()) {
      if (route.face() == Face.API || route.access() instanceof Access.Anyone) {
        continue;
      }
      Browser nobody = service.browser();
      assertThat(
              nobody
                  .send(
                      request(nobody, route, path(route, service.home.ids()))
                          .header("X-Allnet", "1")
                          .header("Authorization", "Bearer " + service.key(UserRole.REVIEWER)))
                  .statusCode())
          .as("%s", route)
          .isIn(302, 401);
    }
  }

  @Test
  void theSessionOfAPage_opensNoApi() throws Exception {
    for (Route route : routes()) {
      if (route.face() == Face.PAGE || route.access() instanceof Access.Anyone) {
        continue;
      }
      Browser browser = BROWSERS.get(UserRole.REVIEWER);
      assertThat(
              browser
                  .send(
                      request(browser, route, path(route, service.home.ids()))
                          .header("X-Allnet", "1"))
                  .statusCode())
          .as("%s", route)
          .isEqualTo(401);
    }
  }
}
