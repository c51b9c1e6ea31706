package org.allnet.service.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.allnet.service.domain.Actor;
import org.allnet.service.domain.Case;
import org.allnet.service.domain.CaseReading;
import org.allnet.service.domain.CaseReading.Kind;
import org.allnet.service.domain.CellVerdict;
import org.allnet.service.domain.Id;
import org.allnet.service.domain.Project;
import org.allnet.service.domain.SignOff;
import org.allnet.service.domain.UserRole;
import org.allnet.service.result.ReadCases;
import org.allnet.service.web.route.Face;
import org.allnet.service.web.route.Route;
import org.allnet.service.web.route.Verb;
import org.junit.jupiter.api.Test;

/** Names, classes, pseudonyms and reasons that somebody typed to do harm, on every page. */
final class HostileTextsTest {

  private static final String HOSTILE = "\"'><u7 onclick=x>";

  /** A case that was read, signed and changed, all with hostile texts. */
  private static Case signed(ReadCases cases) throws Exception {
    Case of = cases.open("S" + HOSTILE, 2);
    cases.answer(of, List.of(ReadCases.proposes(ReadCases.BLAST), ReadCases.refers()));
    CaseReading first = cases.begin(of, Kind.FIRST, cases.ada);
    cases.judgeAll(first, of, List.of(new CellVerdict.OfClass(HOSTILE), ReadCases.blast()));
    cases.end(first);
    cases.sign(of, cases.eve, SignOff.Meaning.APPROVED, null);
    return of;
  }

  private static void post(Browser browser, String path, Map<String, String> fields)
      throws Exception {
    HttpResponse<String> answer = browser.post(path, fields);
    assertThat(answer.statusCode()).as("%s: %s", path, answer.body()).isLessThan(400);
  }

  @Test
  void typedTexts_areShownAsTextAlone() throws Exception {
    try (TestService service = TestService.start()) {
      Project project =
          new Project(
              Id.Project.fresh(),
              "P" + HOSTILE,
              List.of(ReadCases.BLAST, ReadCases.LYMPHOCYTE, HOSTILE),
              Project.Rules.DEFAULT,
              service.home.project().created());
      service.store.change(new Actor.Service("test", "run-1"), tx -> tx.projects().add(project));
      ReadCases cases = new ReadCases(service.store, project, TestService.PASSWORD);
      Case of = signed(cases);
      Case open = cases.open("T" + HOSTILE, 1);
      CaseReading going = cases.begin(open, Kind.FIRST, cases.eve);
      post(
          service.browser(UserRole.ADMINISTRATOR),
          "/administration/accounts",
          Map.of("login", "mia", "name", "N" + HOSTILE));
      post(
          service.browser(UserRole.OPERATOR),
          "/models/" + ReadCases.MODEL.hex() + "/stop",
          Map.of("reason", HOSTILE));
      Browser eve = service.browser();
      eve.logIn("eve", TestService.PASSWORD);
      String home = "/projects/" + project.id().text() + "/cases/" + of.id().text();
      post(
          eve,
          home + "/amendment",
          Map.of(
              "number",
              "1",
              "now",
              "class:" + HOSTILE,
              "verdict",
              "class:lymphocyte",
              "reason",
              HOSTILE));

      Map<String, String> ids = new HashMap<>();
      ids.put("project", project.id().text());
      ids.put("case", of.id().text());
      ids.put("subject", of.subject().text());
      ids.put("reading", going.id().text());
      ids.put("cell", cases.cells(of).get(0).id().text());
      ids.put("model", ReadCases.MODEL.hex());
      ids.put(
          "account",
          service.store.read(tx -> tx.accounts().byLogin("mia")).orElseThrow().id().text());
      List<Browser> people = new ArrayList<>(List.of(eve));
      for (UserRole role : List.of(UserRole.ADMINISTRATOR, UserRole.OPERATOR, UserRole.AUDITOR)) {
        people.add(service.browser(role));
      }
      int shown = 0;
      for (Route route : service.server.routes()) {
        if (route.verb() != Verb.GET
            || route.face() != Face.PAGE
            || !ids.keySet().containsAll(route.parameters())) {
          continue;
        }
        String path = route.with(route.parameters().stream().map(ids::get).toArray(String[]::new));
        for (Browser person : people) {
          HttpResponse<String> answer = person.get(path);
          if (answer.headers().firstValue("Content-Type").orElse("").startsWith("text/html")) {
            assertThat(answer.body()).as("%s", route).doesNotContain("<u7", "\"'>");
            shown += answer.body().contains("&lt;u7") ? 1 : 0;
          }
        }
      }
      assertThat(shown).as("pages that show such texts").isGreaterThan(15);
    }
  }
}
