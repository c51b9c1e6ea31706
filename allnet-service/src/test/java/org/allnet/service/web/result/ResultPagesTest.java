package org.allnet.service.web.result;

import static org.allnet.service.result.ReadCases.blast;
import static org.allnet.service.result.ReadCases.lymphocyte;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.allnet.data.file.Json;
import org.allnet.evaluation.decision.Decision;
import org.allnet.service.domain.AuditEntry;
import org.allnet.service.domain.Case;
import org.allnet.service.domain.CaseReading;
import org.allnet.service.domain.CaseReading.Kind;
import org.allnet.service.domain.CaseStatus;
import org.allnet.service.domain.CellVerdict;
import org.allnet.service.domain.Hash;
import org.allnet.service.domain.SignOff;
import org.allnet.service.domain.UserRole;
import org.allnet.service.result.ReadCases;
import org.allnet.service.result.Signing;
import org.allnet.service.web.Browser;
import org.allnet.service.web.TestService;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Results as people meet them: read, signed with the password once more, amended, withdrawn. */
final class ResultPagesTest {

  private static final Pattern SEEN = Pattern.compile("name=\"seen\" value=\"([0-9a-f]{64})\"");

  private static TestService service;
  private static ReadCases cases;
  private static Browser ada;
  private static Browser reader;

  @BeforeAll
  static void start() throws Exception {
    service = TestService.start();
    cases = new ReadCases(service.store, service.home.project(), TestService.PASSWORD);
    ada = service.browser();
    ada.logIn("ada", TestService.PASSWORD);
    reader = service.browser(UserRole.READER);
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  private static Case read(String subject, CellVerdict... verdicts) throws Exception {
    Case of = cases.open(subject, verdicts.length);
    List<Decision> answers =
        List.of(ReadCases.proposes(ReadCases.BLAST), ReadCases.refers(), ReadCases.refuses());
    cases.answer(of, answers.subList(0, verdicts.length));
    cases.judgeAll(cases.begin(of, Kind.FIRST, cases.ada), of, List.of(verdicts));
    return of;
  }

  private static String path(Case of) {
    return "/projects/%s/cases/%s".formatted(of.project().text(), of.id().text());
  }

  private static String page(Browser browser, String path) throws Exception {
    HttpResponse<String> answer = browser.get(path);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return answer.body();
  }

  private static HttpResponse<String> sign(
      Browser browser, Case of, String form, SignOff.Meaning meaning, String password)
      throws Exception {
    Matcher seen = SEEN.matcher(page(browser, path(of) + "/result?version=now"));
    assertThat(seen.find()).isTrue();
    Map<String, String> fields = new HashMap<>();
    fields.put("meaning", meaning.key());
    fields.put("seen", seen.group(1));
    fields.put("password", password);
    fields.put("reason", "a second look <b>");
    return browser.post(path(of) + form, fields);
  }

  @Test
  void result_showsWhatEveryPageHasTo() throws Exception {
    Case of = read("S-head", blast(), lymphocyte(), blast());
    String page = page(reader, path(of) + "/result");
    assertThat(page)
        .contains(
            "For Research Use Only. Not for use in diagnostic procedures.",
            "in review",
            "review by a person not finished",
            "S-head",
            "small, version 1, SHA-256 " + ReadCases.MODEL.hex(),
            "trained on synthetic cells",
            "lymphoblast from probability 0.400; referred from 0.300 to 0.600",
            "3 cells: 1 proposed a class, 2 referred (1 in the refer band, 1 refused, 0 nothing to see)",
            "3 of 3 cells",
            "Dr. reader",
            "Times in",
            "66.7 % (20.8 to 93.9)",
            "unlike the images of training",
            "Metrics on 30 subjects",
            "0.850 to 0.950",
            "It knows nothing of myeloid blasts.",
            "They do not cover other smears")
        .doesNotContain("Your password", "name=\"seen\"");
  }

  /** Its print says the same for ever, and that more is known by now. */
  @Test
  void signedVersion_showsTheMetricsOfThen() throws Exception {
    Case of = cases.open("S-then", 1);
    Hash model = cases.model(of, "evaluated twice");
    cases.judgeAll(cases.begin(of, Kind.FIRST, cases.ada), of, List.of(blast()));
    cases.sign(of, cases.ada, SignOff.Meaning.REVIEWED, null);
    String home = "/models/" + model.hex();
    assertThat(page(reader, home)).contains("0.910").doesNotContain("known since");
    cases.evaluateAnew(model);

    String signed = page(reader, path(of) + "/result?version=1");
    assertThat(signed)
        .contains("Metrics on 30 subjects", "Another evaluation", home + "?sheet=1\"")
        .doesNotContain("60 subjects");
    assertThat(page(reader, path(of) + "/result?version=now"))
        .contains("Metrics on 60 subjects", home + "\"")
        .doesNotContain("Another evaluation");
    assertThat(page(reader, home)).contains("0.500", "?sheet=1\"").doesNotContain("0.910");
    assertThat(page(reader, home + "?sheet=1"))
        .contains("0.910", "What is known now", "?sheet=2\"")
        .doesNotContain("0.500");
    assertThat(reader.get(home + "?sheet=3").statusCode()).isEqualTo(404);
  }

  @Test
  void model_saysWhatItIsNot() throws Exception {
    assertThat(page(reader, "/models/" + ReadCases.MODEL.hex()))
        .contains(
            "it is no diagnostic device and is not CE marked",
            "from a probability of 0.400 on",
            "cells between 0.300 and 0.600 are referred to a person",
            "It knows nothing of myeloid blasts.");
  }

  @Test
  void unreadablePictures_areSaidBeforeSigning() throws Exception {
    Case of = read("S-broken", blast());
    cases.lose(of);
    String page = page(ada, path(of) + "/result");
    String said = "1 of 3 pictures could not be read; 1 of 2 fields was not searched for cells";
    assertThat(page.split(said, -1)).as("above, among the facts and at the button").hasSize(4);
    assertThat(page).contains("name=\"seen\"");
    sign(ada, of, "/signature", SignOff.Meaning.REVIEWED, TestService.PASSWORD);
    assertThat(page(reader, path(of) + "/result?version=1")).contains(said);
  }

  @Test
  void syntheticCase_isMarkedForPrograms() throws Exception {
    Case made = cases.synthetic("S-made", 1);
    Case other = read("S-other", blast());
    assertThat(json(made).path("synthetic").asBoolean()).isTrue();
    assertThat(json(made).path("modelSynthetic").asBoolean()).as("no model").isFalse();
    assertThat(json(other).path("synthetic").asBoolean()).isFalse();
    assertThat(json(other).path("modelSynthetic").asBoolean()).isTrue();
    assertThat(page(reader, path(other))).contains("version 1</a>; trained on synthetic cells");
  }

  private static JsonNode json(Case of) throws Exception {
    return Json.read(
        reader
            .send(
                reader
                    .request("/api/v1" + path(of))
                    .header("Authorization", "Bearer " + service.key(UserRole.READER)))
            .body());
  }

  @Test
  void signature_needsThePasswordOnceMore() throws Exception {
    Case of = read("S-sign", blast(), lymphocyte(), blast());
    assertThat(page(ada, path(of) + "/result")).contains("You have judged 3 of 3 cells yourself.");
    HttpResponse<String> wrong =
        sign(ada, of, "/signature", SignOff.Meaning.APPROVED, "wrong horse battery");
    assertThat(wrong.statusCode()).isEqualTo(401);
    assertThat(wrong.body())
        .contains("Not signed.")
        .as("nobody signs with another meaning than was chosen")
        .contains("value=\"approved\" required checked>")
        .containsPattern("value=\"reviewed\" required aria");
    assertThat(cases.again(of).status()).isEqualTo(CaseStatus.IN_REVIEW);

    HttpResponse<String> right =
        sign(ada, of, "/signature", SignOff.Meaning.REVIEWED, TestService.PASSWORD);
    assertThat(right.statusCode()).as(right.body()).isEqualTo(303);
    assertThat(cases.again(of).status()).isEqualTo(CaseStatus.SIGNED);
    String page = page(reader, path(of) + "/result");
    assertThat(page)
        .contains("signed by Dr. ada", "version 1 of 1", "Signed text (SHA-256)")
        .contains(SignOff.Meaning.REVIEWED.words())
        .doesNotContain("class=\"across\"");
    CaseReading first = service.store.read(tx -> tx.readings().of(of.id())).get(0);
    assertThat(first.closed()).isPresent();
  }

  @Test
  void passwordThatEndsWithABlank_signs() throws Exception {
    Browser ben = service.browser();
    ben.logIn("ben", TestService.PASSWORD);
    String blank = TestService.PASSWORD + " ";
    ben.post("/account/password", Map.of("old", TestService.PASSWORD, "new", blank));
    Case of = read("S-blank", blast(), lymphocyte(), blast());
    HttpResponse<String> answer = sign(ben, of, "/signature", SignOff.Meaning.APPROVED, blank);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
  }

  @Test
  void unfinishedResult_saysWhyItIsNotSigned() throws Exception {
    Case of = read("S-open", blast(), CellVerdict.Other.UNSURE);
    String page = page(ada, path(of) + "/result");
    assertThat(page)
        .contains("<button disabled", "1 cell is marked 'unsure'.")
        .doesNotContain("name=\"seen\"");
    HttpResponse<String> forced =
        ada.post(
            path(of) + "/signature",
            Map.of(
                "meaning",
                "reviewed",
                "seen",
                Signing.seen(cases.result(of)).hex(),
                "password",
                TestService.PASSWORD));
    assertThat(forced.statusCode()).isEqualTo(422);
    assertThat(cases.again(of).status()).isEqualTo(CaseStatus.IN_REVIEW);
  }

  @Test
  void changedResult_isNotSignedBlindly() throws Exception {
    Case of = read("S-changed", blast(), lymphocyte(), blast());
    Matcher seen = SEEN.matcher(page(ada, path(of) + "/result"));
    assertThat(seen.find()).isTrue();
    CaseReading first = service.store.read(tx -> tx.readings().of(of.id())).get(0);
    cases.judge(first, cases.cells(of).get(0).id(), lymphocyte());
    HttpResponse<String> answer =
        ada.post(
            path(of) + "/signature",
            Map.of("meaning", "reviewed", "seen", seen.group(1), "password", TestService.PASSWORD));
    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body()).contains("has changed since you saw it");
  }

  @Test
  void amendment_marksOldAndNew() throws Exception {
    Case of = read("S-amended", blast(), lymphocyte(), blast());
    sign(ada, of, "/signature", SignOff.Meaning.REVIEWED, TestService.PASSWORD);
    String chosen = page(ada, path(of) + "/amendment?cell=1");
    assertThat(chosen).contains("Cell 1", "/large");
    assertThat(chosen.split("/small\"", -1)).as("each cell of the list has its picture").hasSize(4);
    HttpResponse<String> silent =
        ada.post(path(of) + "/amendment", Map.of("number", "1", "verdict", "class:lymphocyte"));
    assertThat(silent.statusCode()).isEqualTo(422);
    assertThat(silent.body())
        .contains("say why the verdict is another one")
        .contains("name=\"now\" value=\"class:lymphoblast\"")
        .contains("value=\"class:lymphocyte\" required checked");
    Map<String, String> form =
        Map.of(
            "number",
            "1",
            "now",
            "class:lymphoblast",
            "verdict",
            "class:lymphocyte",
            "reason",
            "round <nucleus>");
    HttpResponse<String> change = ada.post(path(of) + "/amendment", form);
    assertThat(change.statusCode()).as(change.body()).isEqualTo(303);
    Map<String, String> old = new HashMap<>(form);
    old.put("verdict", "smudge");
    HttpResponse<String> late = ada.post(path(of) + "/amendment", old);
    assertThat(late.statusCode()).as("a page from before the change").isEqualTo(422);
    assertThat(late.body()).contains("of it by now; look again");

    assertThat(page(reader, path(of) + "/result"))
        .as("what is signed stays what is shown")
        .contains("version 1 of 1", "66.7 %");
    assertThat(page(reader, path(of) + "/result?version=now"))
        .contains("changed and not signed", "<del>lymphoblast</del>", "<ins>lymphocyte</ins>")
        .contains("result.pdf?version=now")
        .contains("round &lt;nucleus&gt;");
    HttpResponse<String> again =
        sign(ada, of, "/later-signature", SignOff.Meaning.AMENDED, TestService.PASSWORD);
    assertThat(again.statusCode()).as(again.body()).isEqualTo(303);
    assertThat(page(reader, path(of) + "/result"))
        .contains("amended by Dr. ada", "version 2 of 2", "33.3 %", "<del>lymphoblast</del>")
        .contains("a second look &lt;b&gt;");
    assertThat(page(reader, path(of) + "/result?version=1"))
        .contains("a later version replaces it", "66.7 %", "replaced by a later version");
  }

  @Test
  void withdrawnResult_saysSo() throws Exception {
    Case of = read("S-withdrawn", blast(), lymphocyte(), blast());
    sign(ada, of, "/signature", SignOff.Meaning.APPROVED, TestService.PASSWORD);
    HttpResponse<String> answer =
        sign(ada, of, "/later-signature", SignOff.Meaning.WITHDRAWN, TestService.PASSWORD);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
    assertThat(page(reader, path(of) + "/result"))
        .contains("withdrawn by Dr. ada", "class=\"across\"")
        .as("the word once is enough")
        .doesNotContain("<strong class=\"quiet\"> withdrawn");
    assertThat(page(ada, path(of))).as("no way to a dead end").doesNotContain("Look at the cells");
    assertThat(page(reader, path(of) + "/result?version=1"))
        .contains("<p class=\"across\" aria-hidden=\"true\">withdrawn</p>")
        .contains("status withdrawn\">withdrawn<", "result.pdf?version=1")
        .doesNotContain("replaced by a later version");
  }

  @Test
  void subject_hasItsCases() throws Exception {
    Case of = read("S-page", blast(), lymphocyte(), blast());
    assertThat(
            page(
                reader,
                "/projects/%s/subjects/%s".formatted(of.project().text(), of.subject().text())))
        .contains("Subject S-page", "66.7 % (20.8 to 93.9)", "3 of 3 cells")
        .contains("in review by Dr. ada, last judged 2", "100.0 % (20.7 to 100.0)")
        .contains("Metrics on 30 subjects")
        .contains("<td class=\"interval\">0.850 to 0.950</td>")
        .contains("It knows nothing of myeloid blasts.", "/result.pdf?version=now")
        .contains("Cases are not added up");
  }

  @Test
  void exports_areZipsAndAreLogged() throws Exception {
    Case of = read("S-export", blast(), lymphocyte(), blast());
    sign(ada, of, "/signature", SignOff.Meaning.REVIEWED, TestService.PASSWORD);
    for (String address :
        List.of(
            path(of) + "/export.zip",
            "/projects/%s/subjects/%s/export.zip"
                .formatted(of.project().text(), of.subject().text()),
            "/projects/%s/training-set.zip".formatted(of.project().text()))) {
      HttpResponse<String> answer = reader.get(address);
      assertThat(answer.statusCode()).as(address).isEqualTo(200);
      assertThat(answer.headers().firstValue("Content-Type")).contains("application/zip");
      assertThat(answer.body()).startsWith("PK");
    }
    List<AuditEntry> lines = service.store.read(tx -> tx.audit().of(of.id()));
    assertThat(lines).anyMatch(line -> line.event().act().key().equals("exported"));
  }
}
