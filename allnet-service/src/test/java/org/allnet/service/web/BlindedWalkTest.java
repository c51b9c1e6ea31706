package org.allnet.service.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.allnet.evaluation.decision.Decision;
import org.allnet.service.domain.Account;
import org.allnet.service.domain.Actor;
import org.allnet.service.domain.Case;
import org.allnet.service.domain.CaseModels;
import org.allnet.service.domain.CaseReading;
import org.allnet.service.domain.CaseStatus;
import org.allnet.service.domain.Cell;
import org.allnet.service.domain.CellVerdict;
import org.allnet.service.domain.DriftDay;
import org.allnet.service.domain.Hash;
import org.allnet.service.domain.Id;
import org.allnet.service.domain.Judgement;
import org.allnet.service.domain.KeySecret;
import org.allnet.service.domain.KnownCell;
import org.allnet.service.domain.ModelSheet;
import org.allnet.service.domain.Picture;
import org.allnet.service.domain.Proposal;
import org.allnet.service.domain.SealedText;
import org.allnet.service.domain.ServedModel;
import org.allnet.service.domain.Shown;
import org.allnet.service.domain.Subject;
import org.allnet.service.domain.UserRole;
import org.allnet.service.web.route.Face;
import org.allnet.service.web.route.Route;
import org.allnet.service.web.route.Verb;
import org.allnet.service.work.TestPictures;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A blinded second reader asks every address there is, and learns nothing by any. */
final class BlindedWalkTest {

  private static final Actor TEST = new Actor.Service("test", "run-1");
  private static final Hash MODEL = Hash.of("a model");

  /** What the model calls cells; the project has no such class, so it is in proposals alone. */
  private static final String PROPOSED = "zz-own-class";

  private static final String REASON = "zz-reason-of-the-first-reader";
  private static final CellVerdict SAID = new CellVerdict.OfClass("lymphocyte");

  private static TestService service;
  private static Account first;
  private static Browser reader;
  private static CaseReading second;
  private static Subject otherSubject;
  private static Case otherCase;
  private static Cell known;
  private static Cell besideKnown;

  @BeforeAll
  static void start() throws Exception {
    service = TestService.start();
    Id.Project home = service.home.project().id();
    first =
        new Account(
            Id.Account.fresh(),
            "first",
            "Dr. zz-first",
            Optional.empty(),
            Set.of(),
            Map.of(home, Set.of(UserRole.REVIEWER)),
            service.clock.instant().truncatedTo(ChronoUnit.MICROS),
            Optional.empty());
    other(home);
    service.store.change(
        TEST,
        tx -> {
          tx.accounts().add(first);
          tx.models()
              .add(
                  MODEL,
                  ServedModel.Kind.CLASSIFIER,
                  "a model",
                  new ModelSheet(
                      List.of("lymphoblast", "lymphocyte"),
                      Optional.empty(),
                      List.of(),
                      Optional.empty(),
                      Optional.empty(),
                      List.of(),
                      List.of(),
                      true,
                      false,
                      Optional.empty()));
          for (Id.Case of : List.of(service.home.of().id(), otherCase.id())) {
            tx.models()
                .assign(of, new CaseModels(Optional.of(MODEL), Optional.empty(), Optional.empty()));
          }
          for (Cell cell : List.of(service.home.cell(), known, besideKnown)) {
            tx.proposals()
                .add(
                    new Proposal(
                        cell.id(),
                        MODEL,
                        new Decision.Predicted(PROPOSED, new Decision.MostProbable()),
                        Map.of(PROPOSED, 0.75, "lymphocyte", 0.25),
                        List.of(PROPOSED),
                        service.clock.instant().truncatedTo(ChronoUnit.MICROS)));
          }
        });
    firstReading(service.home.of().id(), service.home.cell());
    firstReading(otherCase.id(), known);
    second = reading(service.home.of().id(), CaseReading.Kind.SECOND, UserRole.REVIEWER);
    service.store.change(
        person(service.person(UserRole.SIGNER), UserRole.SIGNER),
        tx -> tx.readings().assign(second, List.of(new KnownCell(known.id(), SAID))));
    reader = service.browser(UserRole.REVIEWER);
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  /** Another subject of the same project, whose cell is hidden in the reading. */
  private static void other(Id.Project home) {
    otherSubject =
        new Subject(
            Id.Subject.fresh(),
            home,
            Optional.of("S-Known"),
            service.home.subject().created(),
            Optional.empty());
    otherCase =
        new Case(
            Id.Case.fresh(),
            home,
            otherSubject.id(),
            CaseStatus.QUEUED,
            service.home.subject().created());
    Picture picture =
        new Picture(
            Id.Picture.fresh(),
            otherCase.id(),
            service.foreign.picture().content(),
            100,
            100,
            Picture.Kind.FIELD,
            Optional.empty(),
            false);
    known = new Cell(Id.Cell.fresh(), otherCase.id(), picture.id(), 1, new Cell.Box(0, 0, 40, 40));
    besideKnown =
        new Cell(Id.Cell.fresh(), otherCase.id(), picture.id(), 2, new Cell.Box(50, 50, 40, 40));
    service.store.change(
        TEST,
        tx -> {
          tx.subjects().add(otherSubject);
          tx.cases().open(otherCase);
          tx.pictures().add(List.of(picture));
          tx.cells().add(List.of(known, besideKnown));
        });
  }

  private static Actor person(Account account, UserRole role) {
    return new Actor.Person(account.id(), role, "test");
  }

  private static CaseReading reading(Id.Case of, CaseReading.Kind kind, UserRole role) {
    return reading(of, kind, service.person(role).id());
  }

  private static CaseReading reading(Id.Case of, CaseReading.Kind kind, Id.Account by) {
    return new CaseReading(
        Id.Reading.fresh(),
        of,
        kind,
        by,
        kind == CaseReading.Kind.SECOND,
        3,
        service.clock.instant().truncatedTo(ChronoUnit.MICROS),
        Optional.empty());
  }

  private static void firstReading(Id.Case of, Cell cell) {
    CaseReading begun = reading(of, CaseReading.Kind.FIRST, first.id());
    service.store.change(
        person(first, UserRole.REVIEWER),
        tx -> {
          tx.readings().open(begun);
          tx.judgements()
              .append(
                  List.of(
                      new Judgement(
                          Id.Judgement.fresh(),
                          cell.id(),
                          begun.id(),
                          first.id(),
                          begun.opened(),
                          new Shown(
                              Optional.of(MODEL), Optional.empty(), false, 1, Optional.of(5L)),
                          Optional.empty(),
                          Optional.of(SAID),
                          Optional.of(SealedText.of(REASON, new Random(cell.hashCode()))))));
        });
  }

  /** The ids of the case that is read, and those of the case of the hidden cell. */
  private static List<Map<String, String>> places() {
    Map<String, String> own = new HashMap<>(service.home.ids());
    own.put("reading", second.id().text());
    own.put("model", MODEL.hex());
    Map<String, String> ofKnown = new HashMap<>(own);
    ofKnown.put("subject", otherSubject.id().text());
    ofKnown.put("case", otherCase.id().text());
    ofKnown.put("cell", known.id().text());
    ofKnown.put("picture", known.picture().text());
    Map<String, String> beside = new HashMap<>(ofKnown);
    beside.put("cell", besideKnown.id().text());
    return List.of(own, ofKnown, beside);
  }

  private static String path(Route route, Map<String, String> ids) {
    return route.with(
        route.parameters().stream()
            .map(name -> ids.getOrDefault(name, UUID.randomUUID().toString()))
            .toArray(String[]::new));
  }

  private static void requireSilent(String asked, String body) {
    assertThat(body)
        .as("%s", asked)
        .doesNotContain("S-Home", "S-Known", PROPOSED, REASON, "zz-first");
    // Both are classes of the project, of which buttons and filters speak alike.
    assertThat(count(body, "lymphocyte")).as("%s", asked).isEqualTo(count(body, "lymphoblast"));
  }

  private static int count(String body, String word) {
    return body.split(word, -1).length;
  }

  @Test
  void noAddress_tellsABlindedReaderAnything() throws Exception {
    int answered = 0;
    for (Route route : service.server.routes()) {
      if (route.verb() != Verb.GET) {
        continue;
      }
      for (Map<String, String> ids : places()) {
        String path = path(route, ids);
        var request = reader.request(path).GET();
        if (route.face() == Face.API) {
          request.header("Authorization", "Bearer " + service.key(UserRole.REVIEWER));
        }
        var answer = reader.send(request);
        answered += answer.statusCode() == 200 ? 1 : 0;
        requireSilent(path, answer.body());
      }
    }
    assertThat(answered).isGreaterThan(20);
  }

  @Test
  void whatIsRead_isShown() throws Exception {
    String home = "/projects/" + service.home.project().id().text();
    String of = home + "/cases/" + service.home.of().id().text();
    assertThat(reader.get(of + "/review").headers().firstValue("Location").orElse(""))
        .endsWith(second.id().text());
    assertThat(reader.get(home + "/readings/" + second.id().text()).statusCode()).isEqualTo(200);
    for (Cell cell : List.of(service.home.cell(), known)) {
      assertThat(reader.get(home + "/cells/" + cell.id().text() + "/small").statusCode())
          .isEqualTo(200);
    }
    assertThat(reader.get(home + "/cells/" + besideKnown.id().text() + "/small").statusCode())
        .isEqualTo(403);
    assertThat(reader.get(of).statusCode()).isEqualTo(403);
    assertThat(
            reader
                .send(reader.request(of + "/progress").header("Accept", "text/event-stream"))
                .statusCode())
        .isEqualTo(403);
    assertThat(service.browser(UserRole.SIGNER).get(of).body()).as("others").contains("S-Home");
  }

  @Test
  void pictures_comeIntoNoHiddenCase() throws Exception {
    String path = "/projects/" + service.home.project().id().text() + "/pictures";
    for (Id.Case of : List.of(service.home.of().id(), otherCase.id())) {
      for (boolean api : List.of(false, true)) {
        var request =
            reader
                .request((api ? "/api/v1" : "") + path)
                .header("Content-Type", "multipart/form-data; boundary=zz")
                .POST(HttpRequest.BodyPublishers.ofByteArray(form(of)));
        if (api) {
          request.header("Authorization", "Bearer " + service.key(UserRole.REVIEWER));
        } else {
          request.header("X-Allnet", "1");
        }
        var answer = reader.send(request);
        assertThat(answer.statusCode()).as("%s", answer.body()).isEqualTo(403);
        assertThat(answer.body()).contains("hidden from you until your reading has ended");
      }
    }
  }

  private static byte[] form(Id.Case into) throws Exception {
    return form("case", into.text());
  }

  private static byte[] form(String name, String value) throws Exception {
    ByteArrayOutputStream form = new ByteArrayOutputStream();
    String fields =
        "--zz\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n--zz\r\n"
                .formatted(name, value)
            + "Content-Disposition: form-data; name=\"pictures\"; filename=\"a.png\"\r\n\r\n";
    form.writeBytes(fields.getBytes(StandardCharsets.US_ASCII));
    form.writeBytes(TestPictures.png(1));
    form.writeBytes("\r\n--zz--\r\n".getBytes(StandardCharsets.US_ASCII));
    return form.toByteArray();
  }

  /** What was shown to a reader, and comes in again as another person's. */
  @Test
  void pictureThatWasShown_getsNoAnswerBefore() throws Exception {
    Place place = service.foreign;
    Id.Project project = place.project().id();
    String home = "/projects/" + project.text();
    Browser stranger = service.browser();
    stranger.logIn("stranger", TestService.PASSWORD);
    String before = handedIn(stranger, home, "S-Before");
    assertThat(stranger.get(before).statusCode()).isEqualTo(200);
    assertThat(stranger.post(before + "/review", Map.of()).statusCode()).isEqualTo(303);
    String begun = stranger.get(before + "/review").headers().firstValue("Location").orElseThrow();
    CaseReading blinded = reading(place.of().id(), CaseReading.Kind.SECOND, service.stranger.id());
    Account signer =
        new Account(
            Id.Account.fresh(),
            "foreign signer",
            "Dr. Foreign",
            Optional.empty(),
            Set.of(),
            Map.of(project, Set.of(UserRole.SIGNER)),
            place.subject().created(),
            Optional.empty());
    service.store.change(TEST, tx -> tx.accounts().add(signer));
    service.store.change(
        person(signer, UserRole.SIGNER), tx -> tx.readings().assign(blinded, List.of()));
    String shown = handedIn(stranger, home, "S-Again");

    // A page sends many pictures in parts, all but the first into the case of the first.
    handedIn(stranger, home, "case", shown.substring(shown.lastIndexOf('/') + 1));

    assertThat(stranger.get(shown).statusCode()).as("the case").isEqualTo(403);
    assertThat(stranger.get(shown + "/review").statusCode()).as("its cells").isEqualTo(403);
    assertThat(stranger.get(home).body())
        .as("the project")
        .contains(before)
        .doesNotContain(shown, "S-Again");
    KeySecret key = service.key(service.stranger);
    assertThat(asked(key, "/api/v1" + home + "/cases").body())
        .contains(before.substring(before.lastIndexOf('/') + 1))
        .doesNotContain(shown.substring(shown.lastIndexOf('/') + 1));
    assertThat(asked(key, "/api/v1" + shown).statusCode()).as("by a key").isEqualTo(403);
    assertThat(stranger.get(before).statusCode()).as("of before").isEqualTo(200);

    assertThat(stranger.post(shown + "/review", Map.of()).statusCode())
        .as("a reading of it")
        .isEqualTo(403);
    assertThat(stranger.get(begun).statusCode()).as("a reading of before").isEqualTo(200);
    handedIn(stranger, home, "case", before.substring(before.lastIndexOf('/') + 1));
    assertThat(stranger.get(begun).statusCode()).as("into a case of before").isEqualTo(403);
    assertThat(stranger.get(begun + "/cells").statusCode()).as("its cells").isEqualTo(403);

    service.store.change(
        person(service.stranger, UserRole.REVIEWER), tx -> tx.readings().close(blinded.id()));
    assertThat(stranger.get(shown).statusCode()).as("at the end").isEqualTo(200);
  }

  private static java.net.http.HttpResponse<String> asked(KeySecret key, String path)
      throws Exception {
    return reader.send(reader.request(path).header("Authorization", "Bearer " + key.text()));
  }

  private static String handedIn(Browser browser, String home, String subject) throws Exception {
    return handedIn(browser, home, "subject", subject);
  }

  private static String handedIn(Browser browser, String home, String name, String value)
      throws Exception {
    var answer =
        browser.send(
            browser
                .request(home + "/pictures")
                .header("X-Allnet", "1")
                .header("Content-Type", "multipart/form-data; boundary=zz")
                .POST(HttpRequest.BodyPublishers.ofByteArray(form(name, value))));
    assertThat(answer.statusCode()).as("%s", answer.body()).isEqualTo(202);
    return answer.headers().firstValue("Location").orElseThrow();
  }

  @Test
  void model_isNotAskedAboutAPicture() throws Exception {
    var answer =
        reader.send(
            reader
                .request(
                    "/api/v1/projects/%s/classify".formatted(service.home.project().id().text()))
                .header("Authorization", "Bearer " + service.key(UserRole.REVIEWER))
                .POST(HttpRequest.BodyPublishers.ofByteArray(TestPictures.png(1))));
    assertThat(answer.statusCode()).as("%s", answer.body()).isEqualTo(403);
    assertThat(answer.body()).contains("A blinded reading of yours goes on");
  }

  @Test
  void drift_leavesHiddenCasesOut() {
    Id.Project in = service.home.project().id();
    Instant since = service.clock.instant().minus(Duration.ofDays(3));
    for (UserRole role : List.of(UserRole.REVIEWER, UserRole.SIGNER)) {
      List<DriftDay> days =
          service.store.read(
              tx ->
                  tx.drift()
                      .byDay(
                          in,
                          MODEL,
                          PROPOSED,
                          since,
                          tx.readings().veil(in, service.person(role).id())));
      assertThat(days.stream().mapToLong(DriftDay::answered).sum())
          .as("%s", role)
          .isEqualTo(role == UserRole.SIGNER ? 3 : 0);
    }
  }

  @Test
  void cellOfAnotherCase_isNotThereToJudge() throws Exception {
    for (String proposed : List.of("", "lymphoblast", PROPOSED)) {
      var answer =
          reader.json(
              "/projects/%s/readings/%s/judgements"
                  .formatted(service.home.project().id().text(), second.id().text()),
              """
              {"verdict": "class:lymphocyte", "cells": [{"id": "%s", "proposed": "%s"}]}
              """
                  .formatted(besideKnown.id().text(), proposed));
      assertThat(answer.statusCode()).as("%s", answer.body()).isEqualTo(404);
      assertThat(answer.body()).doesNotContain("class", PROPOSED);
    }
  }
}
