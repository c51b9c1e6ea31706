package org.allnet.service.web.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.allnet.data.file.Json;
import org.allnet.evaluation.decision.Decision;
import org.allnet.service.domain.Actor;
import org.allnet.service.domain.CaseModels;
import org.allnet.service.domain.CellVerdict;
import org.allnet.service.domain.ClassNaming;
import org.allnet.service.domain.Hash;
import org.allnet.service.domain.Judgement;
import org.allnet.service.domain.ModelSheet;
import org.allnet.service.domain.ModelUse;
import org.allnet.service.domain.Project;
import org.allnet.service.domain.Proposal;
import org.allnet.service.domain.ServedModel;
import org.allnet.service.domain.UserRole;
import org.allnet.service.web.Browser;
import org.allnet.service.web.TestService;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A model that says all and hem, in a project of lymphoblasts and lymphocytes. */
final class ClassPagesTest {

  private static final Actor TEST = new Actor.Service("test", "run-1");
  private static final Hash MODEL = Hash.of("a model of other words");

  private static TestService service;
  private static Browser administrator;

  @BeforeAll
  static void start() throws Exception {
    service = TestService.start();
    administrator = service.browser(UserRole.ADMINISTRATOR);
    ModelSheet sheet =
        new ModelSheet(
            List.of("all", "hem"),
            Optional.of("all"),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            List.of(),
            true,
            false,
            Optional.empty());
    service.store.change(
        TEST,
        tx -> {
          tx.models().add(MODEL, ServedModel.Kind.CLASSIFIER, "Other words", sheet);
          tx.models().choose(ModelUse.CLASSIFIER, Optional.of(MODEL));
          tx.models()
              .assign(
                  service.home.of().id(),
                  new CaseModels(Optional.of(MODEL), Optional.empty(), Optional.empty()));
          tx.proposals()
              .add(
                  new Proposal(
                      service.home.cell().id(),
                      MODEL,
                      new Decision.Predicted("hem", new Decision.OfThreshold("all", 0.25, 0.5)),
                      Map.of("all", 0.25, "hem", 0.75),
                      List.of("hem"),
                      service.clock.instant().truncatedTo(ChronoUnit.MICROS)));
        });
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  private static Project named(String name) {
    return service.store.read(tx -> tx.projects().all()).stream()
        .filter(one -> one.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void newProject_proposesTheClassesOfTheModel() throws Exception {
    String page = administrator.get("/administration/new-project").body();
    assertThat(page)
        .contains("lymphoblast\nlymphocyte</textarea>")
        .contains("name=\"model-class\" value=\"all\"")
        .containsPattern("name=\"counts-as\"[^>]* value=\"lymphoblast\"");
    HttpResponse<String> refused =
        administrator.postForm(
            "/administration/projects",
            "name=Two&classes=blast&model-class=all&counts-as=bast&model-class=hem&counts-as=");
    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(refused.body()).contains("shall count as 'bast'").contains("value=\"bast\"");
    HttpResponse<String> made =
        administrator.postForm(
            "/administration/projects",
            "name=Two&classes=blast%0D%0Aother&model-class=all&counts-as=blast&model-class=hem&counts-as=");
    assertThat(made.statusCode()).isEqualTo(303);
    assertThat(named("Two").naming()).isEqualTo(new ClassNaming(Map.of("all", "blast")));
    assertThat(administrator.get("/models/" + MODEL.hex()).body())
        .contains("proposes 'hem', not a class of project Two")
        .contains("/administration/projects/" + named("Two").id().text());
  }

  private static String classes(Browser reader, String path) throws Exception {
    return Json.read(reader.get(path).body()).path("classes").asText();
  }

  @Test
  void uncountedClass_isSaidAndNamedLater() throws Exception {
    Browser reader = service.browser(UserRole.REVIEWER);
    String home = "/projects/" + service.home.project().id().text();
    String words = "proposes 'all', 'hem', not a class of project Home";
    assertThat(reader.get(home).body()).contains(words).contains("An administrator can say");
    assertThat(reader.get(home + "/hand-in").body()).contains(words);
    String review = home + "/cases/" + service.home.of().id().text() + "/review";
    reader.get(review);
    String reading = reader.post(review, Map.of()).headers().firstValue("Location").orElseThrow();
    assertThat(reader.get(reading).body())
        .contains(words)
        .contains("Proposed hem, not a class of this project");
    assertThat(reader.get(reading + "/cells?show=group:hem").body())
        .contains("\"proposed\":\"\"")
        .contains("\"own\":\"hem\"");
    String confirm =
        "{\"verdict\":\"confirm\",\"reason\":\"\",\"cells\":[{\"id\":\"%s\",\"before\":\"\",\"proposed\":\"\"}]}"
            .formatted(service.home.cell().id().text());
    HttpResponse<String> refused = reader.json(reading + "/judgements", confirm);
    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(refused.body())
        .contains("the model proposes 'hem', which is not a class of this project");

    String classes = classes(reader, reading + "/counts");
    assertThat(classes(reader, reading + "/cells")).isEqualTo(classes).hasSize(16);
    String settings = "/administration/projects/" + service.home.project().id().text();
    HttpResponse<String> changed =
        administrator.postForm(
            settings + "/classes",
            "more-classes=monocyte&model-class=all&counts-as=lymphoblast&model-class=hem&counts-as=lymphocyte");
    assertThat(changed.statusCode()).isEqualTo(303);
    assertThat(named("Home").classes()).containsExactly("lymphoblast", "lymphocyte", "monocyte");
    assertThat(classes(reader, reading + "/counts"))
        .as("the buttons of a page that was loaded before are stale")
        .isNotEqualTo(classes);
    assertThat(reader.get(home).body()).doesNotContain("not a class of project");
    assertThat(reader.get(reading).body())
        .contains("The model&#39;s name: lymphocyte, hem")
        .doesNotContain("not a class of this project");
    assertThat(reader.get(reading + "/cells/" + service.home.cell().id().text()).body())
        .contains("lymphocyte (hem)");
    HttpResponse<String> stale = reader.json(reading + "/judgements", confirm);
    assertThat(stale.statusCode()).as("the page showed no class").isEqualTo(409);
    assertThat(stale.body()).contains("Look again: what is proposed of cell 1 has changed");
    String seen = confirm.replace("\"proposed\":\"\"", "\"proposed\":\"lymphocyte\"");
    assertThat(reader.json(reading + "/judgements", seen).statusCode()).isEqualTo(200);
    Judgement kept = service.store.read(tx -> tx.judgements().of(service.home.cell().id())).get(0);
    assertThat(kept.shown().proposed()).contains("lymphocyte");
    assertThat(kept.after()).contains(new CellVerdict.OfClass("lymphocyte"));
    assertThat(kept.isAgainstModel()).isFalse();
  }

  @Test
  void invitation_isAWholeAddress() throws Exception {
    String page =
        administrator
            .post("/administration/accounts", Map.of("login", "new", "name", "Dr. New"))
            .body();
    assertThat(page)
        .contains(">http://127.0.0.1:%d/welcome#code=".formatted(service.server.port()))
        .contains("data-copy=\"invitation\"");
  }
}
