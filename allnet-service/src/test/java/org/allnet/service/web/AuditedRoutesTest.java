package org.allnet.service.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.allnet.service.domain.Account;
import org.allnet.service.domain.Actor;
import org.allnet.service.domain.Case;
import org.allnet.service.domain.CaseReading;
import org.allnet.service.domain.CaseReading.Kind;
import org.allnet.service.domain.CaseStatus;
import org.allnet.service.domain.Cell;
import org.allnet.service.domain.Id;
import org.allnet.service.domain.Job;
import org.allnet.service.domain.JobTask;
import org.allnet.service.domain.Subject;
import org.allnet.service.domain.UserRole;
import org.allnet.service.result.ReadCases;
import org.allnet.service.result.Signing;
import org.allnet.service.store.Store;
import org.allnet.service.web.route.Face;
import org.allnet.service.web.route.Route;
import org.junit.jupiter.api.Test;

/** Whatever changes something by a route leaves a line in the audit log. */
final class AuditedRoutesTest {

  /** Routes that change nothing of which anybody has to be told. */
  private static final Map<String, String> UNAUDITED =
      Map.of(
          "POST /account/review-settings", "which key does what for one person",
          "POST /account/second-factor/begin", "a key that counts for nothing until it is set",
          "POST /session", "that somebody is still there",
          "POST /api/v1/projects/{project}/classify", "of which nothing is kept");

  /** Tables that tell when somebody was there last, and the log itself, whose lines are counted. */
  private static final Set<String> OF_VISITS =
      Set.of("sessions", "api_keys", "awaited_returns", "audit_log", "audit_head");

  /** Routes whose lines other tests count. */
  private static final Map<String, String> ELSEWHERE =
      Map.ofEntries(
          Map.entry("POST /account/second-factor", "SecondFactorTest"),
          Map.entry("POST /account/second-factor/end", "SecondFactorTest"),
          Map.entry("POST /log-in/code", "SecondFactorTest"),
          Map.entry("POST /administration/accounts/{account}/identity", "tests of web.oidc"),
          Map.entry("POST /administration/projects/{project}/webhooks", "EventPagesTest"),
          Map.entry(
              "POST /administration/projects/{project}/webhooks/{webhook}/remove",
              "EventPagesTest"),
          Map.entry(
              "POST /administration/projects/{project}/webhooks/{webhook}/events/{event}/retry",
              "EventPagesTest"),
          Map.entry("POST /api/v1/projects/{project}/webhooks", "EventPagesTest"),
          Map.entry("DELETE /api/v1/projects/{project}/webhooks/{webhook}", "EventPagesTest"),
          Map.entry(
              "POST /api/v1/projects/{project}/webhooks/{webhook}/dead/{event}", "EventPagesTest"));

  private static final Actor TEST = new Actor.Service("test", "run-1");
  private static final Pattern CODE = Pattern.compile("/welcome#code=([0-9a-f]{64})");

  private final Set<String> done = new TreeSet<>();
  private TestService service;
  private ReadCases cases;

  /** A request of a test. */
  private interface Asked {

    HttpResponse<String> answer() throws Exception;
  }

  private HttpResponse<String> writes(Store store, String route, Asked asked) throws Exception {
    long before = store.head().count();
    HttpResponse<String> answer = asked.answer();
    assertThat(answer.statusCode()).as("%s: %s", route, answer.body()).isLessThan(400);
    assertThat(store.head().count()).as("lines after %s", route).isGreaterThan(before);
    done.add(route);
    return answer;
  }

  private HttpResponse<String> writes(String route, Asked asked) throws Exception {
    return writes(service.store, route, asked);
  }

  @Test
  void whatSucceeds_isInTheAuditLog() throws Exception {
    setUp();
    try (TestService started = TestService.start()) {
      service = started;
      cases = new ReadCases(service.store, service.home.project(), TestService.PASSWORD);
      people();
      projects();
      modelsAndJobs();
      readings();
      Set<String> unsafe = new TreeSet<>();
      service.server.routes().stream()
          .filter(route -> route.verb().isChanging())
          .map(Route::toString)
          .filter(route -> !UNAUDITED.containsKey(route) && !ELSEWHERE.containsKey(route))
          .filter(route -> !route.contains("/webhooks")) // EventPagesTest
          .forEach(unsafe::add);
      assertThat(done).isEqualTo(unsafe);
      looking();
    }
  }

  /** Whatever is asked for by GET leaves all tables as they were; an export has its line. */
  private void looking() throws Exception {
    Case of =
        service
            .store
            .read(
                tx ->
                    tx.cases().list(service.home.project().id(), List.of(CaseStatus.AMENDED), 0, 1))
            .get(0);
    Map<String, String> ids = new HashMap<>(service.home.ids());
    ids.put("case", of.id().text());
    ids.put("subject", of.subject().text());
    ids.put("cell", cases.cells(of).get(0).id().text());
    ids.put("model", ReadCases.MODEL.hex());
    ids.put("account", cases.ben.id().text());
    List<String> readings =
        service.store.read(tx -> tx.readings().of(of.id())).stream()
            .map(one -> one.id().text())
            .toList();
    assertThat(readings).hasSizeGreaterThan(2);
    for (String login : List.of("ada", "ben", "eve", "administrator", "operator", "auditor")) {
      Browser person = browser(login);
      Map<String, String> before = tables();
      for (Route route : service.server.routes()) {
        if (route.verb().isChanging() || route.face() == Face.API) {
          continue;
        }
        for (String reading : route.parameters().contains("reading") ? readings : List.of("")) {
          ids.put("reading", reading);
          if (ids.keySet().containsAll(route.parameters())) {
            looked(person, route, ids, before);
          }
        }
      }
    }
  }

  private void looked(
      Browser person, Route route, Map<String, String> ids, Map<String, String> before)
      throws Exception {
    long lines = service.store.head().count();
    int status =
        person
            .send(
                person
                    .request(
                        route.with(
                            route.parameters().stream().map(ids::get).toArray(String[]::new)))
                    .timeout(Duration.ofSeconds(20)))
            .statusCode();
    boolean exports = route.path().endsWith(".zip") && status == 200;
    assertThat(service.store.head().count() - lines).as("%s", route).isEqualTo(exports ? 1 : 0);
    assertThat(tables()).as("%s", route).isEqualTo(before);
  }

  /** What each table has, as a text. */
  private Map<String, String> tables() throws Exception {
    Map<String, String> found = new TreeMap<>();
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + service.folder.resolve("allnet.db"));
        Statement statement = connection.createStatement()) {
      List<String> names = new ArrayList<>();
      try (ResultSet rows =
          statement.executeQuery("select name from sqlite_master where type = 'table'")) {
        while (rows.next()) {
          names.add(rows.getString(1));
        }
      }
      names.removeAll(OF_VISITS);
      for (String name : names) {
        StringBuilder text = new StringBuilder();
        try (ResultSet rows = statement.executeQuery("select * from \"" + name + "\"")) {
          int columns = rows.getMetaData().getColumnCount();
          while (rows.next()) {
            for (int i = 1; i <= columns; i++) {
              text.append(rows.getString(i)).append('|');
            }
          }
        }
        found.put(name, text.toString());
      }
    }
    assertThat(found).hasSizeGreaterThan(30).containsKeys("cases", "judgements");
    return found;
  }

  private void setUp() throws Exception {
    try (TestService empty = TestService.empty()) {
      String code = empty.server.setUp().text().orElseThrow();
      writes(
          empty.store,
          "POST /set-up",
          () ->
              empty
                  .browser()
                  .post(
                      "/set-up",
                      Map.of(
                          "code",
                          code,
                          "login",
                          "root",
                          "name",
                          "Dr. Root",
                          "password",
                          TestService.PASSWORD)));
    }
  }

  private Account account(String login) {
    return service.store.read(tx -> tx.accounts().byLogin(login)).orElseThrow();
  }

  private void people() throws Exception {
    Browser admin = service.browser(UserRole.ADMINISTRATOR);
    String list = "/administration/accounts";
    writes("POST " + list, () -> admin.post(list, Map.of("login", "mia", "name", "Dr. Mia")));
    String of = list + "/" + account("mia").id().text();
    String role = "role=reviewer%40" + service.home.project().id().text();
    writes("POST " + list + "/{account}/roles", () -> admin.postForm(of + "/roles", role));
    HttpResponse<String> invited =
        writes(
            "POST " + list + "/{account}/invitation",
            () -> admin.post(of + "/invitation", Map.of()));
    Matcher code = CODE.matcher(invited.body());
    assertThat(code.find()).isTrue();
    Browser mia = service.browser();
    String password = TestService.PASSWORD;
    writes(
        "POST /welcome",
        () -> mia.post("/welcome", Map.of("code", code.group(1), "password", password)));
    mia.get("/account");
    writes(
        "POST /account/password",
        () -> mia.post("/account/password", Map.of("old", password, "new", password + "!")));
    mia.get("/account");
    writes(
        "POST /account/keys",
        () ->
            mia.post(
                "/account/keys",
                Map.of("label", "k", "scope", "see", "days", "3", "password", password + "!")));
    Id.ApiKey key = service.store.read(tx -> tx.apiKeys().of(account("mia").id())).get(0).id();
    mia.get("/account");
    writes(
        "POST /account/keys/{key}/revoke",
        () -> mia.post("/account/keys/" + key.text() + "/revoke", Map.of()));
    writes("POST /account/sessions/end", () -> mia.post("/account/sessions/end", Map.of()));
    Browser again = service.browser();
    writes(
        "POST /log-in",
        () -> again.post("/log-in", Map.of("login", "mia", "password", password + "!")));
    again.get("/projects");
    writes("POST /log-out", () -> again.post("/log-out", Map.of()));
    service.browser().logIn("mia", password + "!");
    writes(
        "POST " + list + "/{account}/sessions/end",
        () -> admin.post(of + "/sessions/end", Map.of()));
    Id.Account id = account("mia").id();
    service.store.change(
        TEST,
        tx -> {
          tx.secondFactors().propose(id, "sealed");
          tx.secondFactors().set(id, 1, List.of());
        });
    writes(
        "POST " + list + "/{account}/second-factor/reset",
        () -> admin.post(of + "/second-factor/reset", Map.of()));
    writes("POST " + list + "/{account}/disable", () -> admin.post(of + "/disable", Map.of()));
  }

  private void projects() throws Exception {
    Browser admin = service.browser(UserRole.ADMINISTRATOR);
    String list = "/administration/projects";
    String home = list + "/" + service.home.project().id().text();
    writes(
        "POST " + list, () -> admin.post(list, Map.of("name", "New", "classes", "blast\nother")));
    writes("POST " + list + "/{project}", () -> admin.post(home, Map.of("retention", "400")));
    writes(
        "POST " + list + "/{project}/classes",
        () -> admin.post(home + "/classes", Map.of("more-classes", "monocyte")));
    Browser reviewer = service.browser(UserRole.REVIEWER);
    String project = "/projects/" + service.home.project().id().text();
    writes(
        "POST /projects/{project}/cases",
        () -> reviewer.post(project + "/cases", Map.of("subject", "S-new")));
    writes(
        "POST /projects/{project}/pictures",
        () ->
            reviewer.send(
                form(reviewer.request(project + "/pictures").header("X-Allnet", "1"), 7)));
    writes(
        "POST /api/v1/projects/{project}/pictures",
        () ->
            reviewer.send(
                form(
                    reviewer
                        .request("/api/v1" + project + "/pictures")
                        .header("Authorization", "Bearer " + service.key(UserRole.REVIEWER)),
                    90)));
    writes(
        "POST " + list + "/{project}/erasure",
        () ->
            admin.post(
                home + "/erasure", Map.of("subject", "S-new", "password", TestService.PASSWORD)));
    HttpResponse<String> wrong =
        admin.post(home + "/erasure", Map.of("subject", "S-7", "password", "wrong horse"));
    assertThat(wrong.statusCode()).isEqualTo(401);
    Optional<Subject> gone =
        service.store.read(tx -> tx.subjects().named(service.home.project().id(), "S-new"));
    assertThat(gone).isEmpty();
  }

  private static HttpRequest.Builder form(HttpRequest.Builder request, int shade) throws Exception {
    BufferedImage image = new BufferedImage(60, 60, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 3600; i++) {
      image.setRGB(i % 60, i / 60, (i * 7919 * shade) & 0xffffff);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(
        ("--b\r\nContent-Disposition: form-data; name=\"subject\"\r\n\r\nS-7\r\n--b\r\n"
                + "Content-Disposition: form-data; name=\"pictures\"; filename=\"a.png\"\r\n"
                + "Content-Type: image/png\r\n\r\n")
            .getBytes(StandardCharsets.UTF_8));
    ImageIO.write(image, "png", out);
    out.writeBytes("\r\n--b--\r\n".getBytes(StandardCharsets.UTF_8));
    return request
        .header("Content-Type", "multipart/form-data; boundary=b")
        .POST(HttpRequest.BodyPublishers.ofByteArray(out.toByteArray()));
  }

  private void modelsAndJobs() throws Exception {
    Browser operator = service.browser(UserRole.OPERATOR);
    String model = "/models/" + ReadCases.MODEL.hex();
    Map<String, String> use = Map.of("use", "classifier");
    Map<String, String> why = Map.of("reason", "a test");
    writes("POST /models/{model}/uses", () -> operator.post(model + "/uses", use));
    writes("POST /models/{model}/unused", () -> operator.post(model + "/unused", use));
    writes("POST /models/{model}/stop", () -> operator.post(model + "/stop", why));
    writes("POST /models/{model}/resume", () -> operator.post(model + "/resume", why));
    Case of = cases.open("S-jobs", 1);
    Cell cell = cases.cells(of).get(0);
    service.store.change(
        TEST,
        tx ->
            tx.jobs()
                .enqueue(of.id(), List.of(new JobTask.ClassifyCell(cell.id(), ReadCases.MODEL))));
    for (int i = 0; i < 3; i++) {
      service.store.change(
          TEST,
          tx ->
              tx.jobs()
                  .claim(JobTask.Work.MODELS, "w", 100, Duration.ofMinutes(1))
                  .forEach(job -> tx.jobs().fail(job, "a test", Duration.ZERO)));
    }
    Job failed =
        service.store.read(tx -> tx.jobs().failed(100)).stream()
            .filter(job -> job.of().equals(of.id()))
            .findFirst()
            .orElseThrow();
    String job = "/jobs/" + failed.id().text();
    writes("POST /jobs/{job}/again", () -> operator.post(job + "/again", Map.of()));
    writes("POST /jobs/{job}/cancel", () -> operator.post(job + "/cancel", Map.of()));
    assertThat(operator.post(job + "/cancel", Map.of()).statusCode())
        .as("nothing is left to cancel")
        .isEqualTo(409);
  }

  private Browser browser(String login) throws Exception {
    Browser browser = service.browser();
    browser.logIn(login, TestService.PASSWORD);
    return browser;
  }

  private CaseReading reading(Case of, Kind kind) {
    List<CaseReading> all = service.store.read(tx -> tx.readings().of(of.id()));
    return all.stream()
        .filter(one -> one.kind() == kind && one.closed().isEmpty())
        .findFirst()
        .orElseThrow();
  }

  private void readings() throws Exception {
    Browser ada = browser("ada");
    Browser ben = browser("ben");
    Browser eve = browser("eve");
    Case of = cases.open("S-read", 1);
    cases.answer(of, List.of(ReadCases.proposes(ReadCases.BLAST)));
    Cell cell = cases.cells(of).get(0);
    String project = "/projects/" + of.project().text();
    String here = project + "/cases/" + of.id().text();
    String route = "POST /projects/{project}/cases/{case}/";
    writes(route + "review", () -> ada.post(here + "/review", Map.of()));
    String first = project + "/readings/" + reading(of, Kind.FIRST).id().text();
    String reading = "POST /projects/{project}/readings/{reading}/";
    String judged =
        "{\"verdict\": \"class:lymphoblast\", \"cells\": [{\"id\": \"%s\", \"proposed\": \"%s\"}]}";
    writes(
        reading + "judgements",
        () -> ada.json(first + "/judgements", judged.formatted(cell.id().text(), ReadCases.BLAST)));
    writes(reading + "undo", () -> ada.json(first + "/undo", "{}"));
    ada.json(first + "/judgements", judged.formatted(cell.id().text(), ReadCases.BLAST));

    Map<String, String> second =
        Map.of("kind", "second", "reader", cases.ben.id().text(), "hidden", "0");
    writes(route + "readings", () -> ada.post(here + "/readings", second));
    String bens = reading(of, Kind.SECOND).id().text();
    ben.json(
        project + "/readings/" + bens + "/judgements",
        judged.formatted(cell.id().text(), "").replace("lymphoblast", "lymphocyte"));
    writes(reading + "end", () -> ben.post(project + "/readings/" + bens + "/end", Map.of()));
    ada.post(
        here + "/readings",
        Map.of("kind", "adjudication", "reader", cases.eve.id().text(), "hidden", "0"));
    String judge = project + "/adjudications/" + reading(of, Kind.ADJUDICATION).id().text();
    String adjudication = "POST /projects/{project}/adjudications/{reading}";
    assertThat(eve.post(judge + "/end", Map.of()).statusCode()).as("undecided").isEqualTo(422);
    writes(adjudication, () -> eve.post(judge, Map.of("cell-" + cell.id().text(), "smudge")));
    writes(adjudication + "/end", () -> eve.post(judge + "/end", Map.of()));
    writes(
        route + "readings/{reading}/end",
        () ->
            ada.post(here + "/readings/" + reading(of, Kind.FIRST).id().text() + "/end", Map.of()));
    Map<String, String> signed =
        Map.of(
            "meaning",
            "approved",
            "seen",
            Signing.seen(cases.result(of)).hex(),
            "password",
            TestService.PASSWORD);
    writes(route + "signature", () -> ada.post(here + "/signature", signed));
    writes(
        route + "amendment",
        () ->
            ada.post(
                here + "/amendment",
                Map.of(
                    "number",
                    "1",
                    "now",
                    "smudge",
                    "verdict",
                    "class:lymphocyte",
                    "reason",
                    "round")));
    Map<String, String> later =
        Map.of(
            "meaning",
            "amended",
            "reason",
            "round",
            "seen",
            Signing.seen(cases.result(cases.again(of))).hex(),
            "password",
            TestService.PASSWORD);
    writes(route + "later-signature", () -> ada.post(here + "/later-signature", later));
  }
}
