package org.allnet.service.web.review;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.security.SecureRandom;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.allnet.data.file.Json;
import org.allnet.service.domain.Account;
import org.allnet.service.domain.Actor;
import org.allnet.service.domain.CaseReading;
import org.allnet.service.domain.CellVerdict;
import org.allnet.service.domain.Hash;
import org.allnet.service.domain.Id;
import org.allnet.service.domain.Judgement;
import org.allnet.service.domain.SealedText;
import org.allnet.service.domain.Shown;
import org.allnet.service.domain.SignOff;
import org.allnet.service.domain.SignedVerdict;
import org.allnet.service.domain.UserRole;
import org.allnet.service.measure.WorkMeasures;
import org.allnet.service.web.Browser;
import org.allnet.service.web.TestService;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the scripts of a review ask for, as they ask for it. */
final class ReviewPagesTest {

  private static TestService service;
  private static Browser reader;
  private ReviewedPlace place;

  @BeforeAll
  static void start() throws Exception {
    service = TestService.start();
    reader = service.browser(UserRole.REVIEWER);
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @BeforeEach
  void open() throws Exception {
    place = ReviewedPlace.make(service, 8);
  }

  /** Begins the first reading, and returns where it is. */
  private String begin() throws Exception {
    reader.get(place.review());
    HttpResponse<String> answer = reader.post(place.review(), Map.of());
    assertThat(answer.statusCode()).isEqualTo(303);
    return answer.headers().firstValue("Location").orElseThrow();
  }

  private static JsonNode json(String path) throws Exception {
    HttpResponse<String> answer = reader.get(path);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return Json.read(answer.body());
  }

  private String id(int position) {
    return place.inOrder().get(position).id().text();
  }

  private static String body(String verdict, String before, String reason, String... ids) {
    List<String> cells = new ArrayList<>();
    for (String id : ids) {
      cells.add(
          "{\"id\":\"%s\",\"before\":\"%s\",\"proposed\":\"\",\"milliseconds\":1500,\"heatMap\":true}"
              .formatted(id, before));
    }
    return "{\"verdict\":\"%s\",\"reason\":\"%s\",\"cells\":[%s]}"
        .formatted(verdict, reason, String.join(",", cells));
  }

  /** The same, if the page showed a proposal. */
  private static String showing(String proposed, String body) {
    return body.replace("\"proposed\":\"\"", "\"proposed\":\"%s\"".formatted(proposed));
  }

  private List<Judgement> events(int position) {
    return service.store.read(tx -> tx.judgements().of(place.inOrder().get(position).id()));
  }

  @Test
  void pagesOfCells_joinByKey() throws Exception {
    String home = begin();
    assertThat(begin()).as("a reading that goes on is gone on with").isEqualTo(home);
    List<String> seen = new ArrayList<>();
    String after = "";
    boolean more = true;
    while (more) {
      JsonNode page = json(home + "/cells?most=3" + (after.isEmpty() ? "" : "&after=" + after));
      for (JsonNode cell : page.path("cells")) {
        seen.add(cell.path("id").asText());
        after = cell.path("place").asText();
      }
      more = page.path("more").asBoolean();
    }
    assertThat(seen)
        .containsExactlyElementsOf(place.inOrder().stream().map(cell -> cell.id().text()).toList());
    JsonNode referred = json(home + "/cells?show=group:").path("cells");
    assertThat(referred).hasSize(2);
    assertThat(referred.get(0).path("why").asText()).isEqualTo("uncertain");
    assertThat(json(home + "/cells?show=group:lymphocyte").path("cells")).hasSize(2);
  }

  @Test
  void whatWasShown_isKept() throws Exception {
    String home = begin();
    assertThat(
            reader
                .json(
                    home + "/judgements",
                    showing("lymphoblast", body("confirm", "", "", id(2), id(3))))
                .statusCode())
        .isEqualTo(200);
    Judgement event = events(3).get(0);
    assertThat(event.after()).contains(new CellVerdict.OfClass("lymphoblast"));
    assertThat(event.shown())
        .isEqualTo(
            new Shown(
                Optional.of(ReviewedPlace.MODEL),
                Optional.of("lymphoblast"),
                true,
                2,
                Optional.of(1500L)));
    assertThat(json(home + "/counts").path("groups").path("lymphoblast").path("reviewed").asInt())
        .isEqualTo(2);

    HttpResponse<String> undone = reader.json(home + "/undo", "{}");
    assertThat(Json.read(undone.body()).path("cells")).hasSize(2);
    assertThat(json(home + "/counts").path("reviewed").asInt()).isZero();
    assertThat(events(3)).hasSize(2);
  }

  /** Other tests of this process count too, and none of them while this one runs. */
  @Test
  void verdicts_areCountedWithoutTypedNames() throws Exception {
    String judgements = begin() + "/judgements";
    String before = WorkMeasures.text();
    reader.json(judgements, showing("lymphoblast", body("confirm", "", "", id(2), id(3))));
    reader.json(judgements, body("class:lymphocyte", "", "", id(0)));
    reader.json(judgements, body("smudge", "", "", id(1)));
    String after = WorkMeasures.text();
    assertThat(reviewed(after, "class", "same-class") - reviewed(before, "class", "same-class"))
        .isEqualTo(2);
    assertThat(reviewed(after, "none", "class") - reviewed(before, "none", "class")).isEqualTo(1);
    assertThat(reviewed(after, "none", "smudge") - reviewed(before, "none", "smudge")).isEqualTo(1);
    assertThat(after).doesNotContain("lymph");
  }

  private static double reviewed(String text, String from, String to) {
    String labels = "allnet_cell_reviewed_total{from=\"%s\",to=\"%s\"} ".formatted(from, to);
    return text.lines()
        .filter(line -> line.startsWith(labels))
        .mapToDouble(line -> Double.parseDouble(line.substring(labels.length())))
        .sum();
  }

  @Test
  void whatCannotBeKept_isToldInWords() throws Exception {
    String home = begin();
    String judgements = home + "/judgements";
    refused(judgements, body("confirm", "", "", id(0)), "choose one");
    refused(judgements, body("class:ape", "", "", id(0)), "no class 'ape'");
    HttpResponse<String> old = reader.json(judgements, body("smudge", "unsure", "", id(0)));
    assertThat(old.statusCode()).as("by which the page loads it again").isEqualTo(409);
    assertThat(old.body()).contains("look again");
    refused(judgements, body("", "", "", id(0)), "Say what the cells are");
    refused(judgements, "{}", "Judge 1 to");
    assertThat(reader.json(judgements, body("unsure", "", "", id(0))).statusCode()).isEqualTo(200);
    refused(judgements, body("smudge", "unsure", "", id(0)), "needs a reason");
    assertThat(reader.json(judgements, body("smudge", "unsure", "second look", id(0))).statusCode())
        .isEqualTo(200);
    assertThat(reader.post(home + "/end", Map.of()).statusCode()).isEqualTo(303);
    refused(judgements, body("unsure", "", "", id(1)), "has ended");
    assertThat(events(1)).isEmpty();
  }

  @Test
  void proposalNotShown_isNotConfirmed() throws Exception {
    String home = begin();
    for (String shown : List.of("", "lymphocyte")) {
      HttpResponse<String> answer =
          reader.json(home + "/judgements", showing(shown, body("confirm", "", "", id(3), id(2))));
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(409);
      assertThat(answer.body()).contains("Look again: what is proposed of cell 4 has changed");
    }
    assertThat(events(2)).isEmpty();
  }

  @Test
  void cellsNotSeen_areNotJudgedTogether() throws Exception {
    String judgements = begin() + "/judgements";
    String both = showing("lymphoblast", body("confirm", "", "", id(2), id(3)));
    String unseen = both.replaceFirst("1500", "0");
    refused(judgements, unseen, "Judge several at once only if all were");
    assertThat(events(3)).isEmpty();
    assertThat(reader.json(judgements, both).statusCode()).isEqualTo(200);
  }

  private static void refused(String path, String body, String words) throws Exception {
    HttpResponse<String> answer = reader.json(path, body);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
    assertThat(answer.body()).contains(words);
  }

  @Test
  void readingOfSomebodyElse_isNotThere() throws Exception {
    String home = begin();
    Browser signer = service.browser(UserRole.SIGNER);
    for (String path : List.of("", "/cells", "/counts", "/cells/" + id(0), "/references?label=x")) {
      assertThat(signer.get(home + path).statusCode()).as(path).isEqualTo(404);
    }
    Account another =
        new Account(
            Id.Account.fresh(),
            "another",
            "Dr. Another",
            service.person(UserRole.REVIEWER).password(),
            Set.of(),
            Map.of(place.of().project(), Set.of(UserRole.REVIEWER)),
            place.of().created(),
            Optional.empty());
    service.store.change(new Actor.Service("test", "run-1"), tx -> tx.accounts().add(another));
    Browser judge = service.browser();
    judge.logIn("another", TestService.PASSWORD);
    for (Browser browser : List.of(signer, judge)) {
      int refused = browser == signer ? 403 : 404;
      assertThat(browser.json(home + "/judgements", body("unsure", "", "", id(0))).statusCode())
          .isEqualTo(refused);
      assertThat(browser.json(home + "/undo", "{}").statusCode()).isEqualTo(refused);
    }
  }

  /** Whatever is asked for, no word of the model or of whose cells they are. */
  @Test
  void blindedReader_learnsNoProposal() throws Exception {
    Id.Account who = service.person(UserRole.REVIEWER).id();
    CaseReading blinded =
        new CaseReading(
            Id.Reading.fresh(),
            place.of().id(),
            CaseReading.Kind.SECOND,
            who,
            true,
            5,
            service.clock.instant().truncatedTo(ChronoUnit.MICROS),
            Optional.empty());
    service.store.change(
        new Actor.Person(service.person(UserRole.SIGNER).id(), UserRole.SIGNER, "test"),
        tx -> tx.readings().assign(blinded, List.of()));
    String home =
        "/projects/%s/readings/%s".formatted(place.of().project().text(), blinded.id().text());
    assertThat(reader.get(place.review()).headers().firstValue("Location")).contains(home);
    String subject =
        service
            .store
            .read(tx -> tx.subjects().get(place.of().project(), place.of().subject()))
            .flatMap(one -> one.pseudonym())
            .orElseThrow();
    String page = reader.get(home).body();
    assertThat(page).contains("blinded second reading").doesNotContain(subject, "Proposed");
    for (String path : List.of("/cells", "/counts", "/cells/" + id(0))) {
      assertThat(reader.get(home + path).body())
          .as(path)
          .doesNotContain("proposed", "probabilit", "uncertain", "lymphoblast");
    }
    List<String> order = new ArrayList<>();
    json(home + "/cells").path("cells").forEach(one -> order.add(one.path("id").asText()));
    assertThat(order)
        .hasSize(8)
        .isNotEqualTo(place.inOrder().stream().map(cell -> cell.id().text()).toList());
    assertThat(reader.json(home + "/judgements", body("confirm", "", "", id(2))).statusCode())
        .isEqualTo(422);
    assertThat(reader.json(home + "/judgements", body("unsure", "", "", id(2))).statusCode())
        .isEqualTo(200);
    assertThat(events(2).get(0).shown().model()).isEmpty();
  }

  @Test
  void references_hideWhatIsReadBlinded() throws Exception {
    ReviewedPlace other = ReviewedPlace.make(service, 12);
    Id.Account judge = Id.Account.fresh();
    Actor.Person judges = new Actor.Person(judge, UserRole.REVIEWER, "test");
    service.store.change(
        new Actor.Service("test", "run"),
        tx ->
            tx.accounts()
                .add(
                    new Account(
                        judge,
                        "judge",
                        "Dr. judge",
                        Optional.empty(),
                        Set.of(),
                        Map.of(other.of().project(), Set.of(UserRole.REVIEWER, UserRole.SIGNER)),
                        service.clock.instant().truncatedTo(ChronoUnit.MICROS),
                        Optional.empty())));
    CaseReading first = reading(other, CaseReading.Kind.FIRST, judge);
    Judgement judgement =
        new Judgement(
            Id.Judgement.fresh(),
            other.inOrder().get(4).id(),
            first.id(),
            judge,
            first.opened(),
            new Shown(Optional.empty(), Optional.empty(), false, 1, Optional.of(700L)),
            Optional.empty(),
            Optional.of(new CellVerdict.OfClass("lymphoblast")),
            Optional.of(SealedText.of("round", new SecureRandom())));
    SignOff signature =
        new SignOff(
            Id.SignOff.fresh(),
            other.of().id(),
            1,
            judge,
            "Dr. Who",
            SignOff.Meaning.REVIEWED,
            Hash.of("what was signed"),
            Optional.empty(),
            Optional.empty(),
            first.opened());
    service.store.change(
        judges,
        tx -> {
          tx.readings().open(first);
          tx.judgements().append(List.of(judgement));
          tx.signOffs().append(signature);
          tx.signedResults()
              .stand(
                  signature,
                  List.of(
                      new SignedVerdict(
                          judgement.cell(),
                          judgement.after().orElseThrow(),
                          CaseReading.Kind.FIRST)));
        });
    String cell = judgement.cell().text();
    String strip = begin() + "/references?label=lymphoblast";
    assertThat(reader.get(strip).body()).contains(cell, "signed by Dr. Who, first reading");

    CaseReading blinded =
        reading(other, CaseReading.Kind.COMPETENCY, service.person(UserRole.REVIEWER).id());
    service.store.change(judges, tx -> tx.readings().assign(blinded, List.of()));
    assertThat(reader.get(strip).body()).doesNotContain(cell);
  }

  private static CaseReading reading(ReviewedPlace of, CaseReading.Kind kind, Id.Account reader) {
    return new CaseReading(
        Id.Reading.fresh(),
        of.of().id(),
        kind,
        reader,
        kind == CaseReading.Kind.COMPETENCY,
        5,
        service.clock.instant().truncatedTo(ChronoUnit.MICROS),
        Optional.empty());
  }

  @Test
  void picturesOfCells_areAskedForEachTime() throws Exception {
    String path = "/projects/%s/cells/%s/".formatted(place.of().project().text(), id(0));
    Set<String> tags = new HashSet<>();
    for (String size : List.of("small", "medium", "large")) {
      HttpResponse<String> answer = reader.get(path + size + "?v=1");
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.headers().firstValue("Content-Type")).contains("image/png");
      assertThat(answer.headers().allValues("Cache-Control")).containsExactly("private, no-cache");
      assertThat(answer.headers().allValues("Content-Security-Policy"))
          .containsExactly("default-src 'none'; sandbox");
      String tag = answer.headers().firstValue("ETag").orElseThrow();
      assertThat(tags.add(tag)).as("each size has its own").isTrue();

      HttpResponse<String> again =
          reader.send(reader.request(path + size).header("If-None-Match", tag));
      assertThat(again.statusCode()).isEqualTo(304);
      assertThat(again.body()).isEmpty();
      Browser nobody = service.browser();
      assertThat(nobody.send(nobody.request(path + size).header("If-None-Match", tag)).statusCode())
          .as("logged out")
          .isEqualTo(302);
    }
  }

  @Test
  void twoActionsOfOneKey_areRefused() throws Exception {
    HttpResponse<String> answer =
        reader.json(
            "/account/review-settings",
            "{\"keys\":{\"smudge\":\"u\",\"unsure\":\"U\"},\"keysOn\":true,\"advance\":true}");
    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body()).contains("give each its own");
  }
}
