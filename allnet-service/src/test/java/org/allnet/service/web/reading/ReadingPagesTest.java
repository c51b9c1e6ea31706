package org.allnet.service.web.reading;

import static org.allnet.service.result.ReadCases.blast;
import static org.allnet.service.result.ReadCases.lymphocyte;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.allnet.service.domain.Account;
import org.allnet.service.domain.Case;
import org.allnet.service.domain.CaseReading;
import org.allnet.service.domain.CaseReading.Kind;
import org.allnet.service.domain.Cell;
import org.allnet.service.domain.ModelUse;
import org.allnet.service.domain.SignOff;
import org.allnet.service.domain.UserRole;
import org.allnet.service.result.ReadCases;
import org.allnet.service.web.Browser;
import org.allnet.service.web.TestService;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A second reading from its giving to its adjudication, as its people meet it. */
final class ReadingPagesTest {

  private static TestService service;
  private static ReadCases cases;
  private static Browser ada;
  private static Browser ben;
  private static Browser eve;

  @BeforeAll
  static void start() throws Exception {
    service = TestService.start();
    cases = new ReadCases(service.store, service.home.project(), TestService.PASSWORD);
    ada = browser("ada");
    ben = browser("ben");
    eve = browser("eve");
  }

  private static Browser browser(String login) throws Exception {
    Browser browser = service.browser();
    browser.logIn(login, TestService.PASSWORD);
    return browser;
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  private static String home() {
    return "/projects/" + service.home.project().id().text();
  }

  private static String path(Case of) {
    return home() + "/cases/" + of.id().text();
  }

  private static Case read(String subject) throws Exception {
    Case of = cases.open(subject, 3);
    cases.answer(of, List.of(ReadCases.proposes(ReadCases.BLAST)));
    cases.judgeAll(
        cases.begin(of, Kind.FIRST, cases.ada), of, List.of(blast(), blast(), lymphocyte()));
    return of;
  }

  private static HttpResponse<String> give(Case of, Kind kind, Account reader, int hidden)
      throws Exception {
    ada.get(path(of) + "/readings");
    return ada.post(
        path(of) + "/readings",
        Map.of(
            "kind", kind.key(), "reader", reader.id().text(), "hidden", Integer.toString(hidden)));
  }

  private static CaseReading last(Case of, Kind kind) {
    return service.store.read(tx -> tx.readings().of(of.id())).stream()
        .filter(reading -> reading.kind() == kind)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void blindedReader_seesNoPageOfTheCase() throws Exception {
    Case of = read("S-blind");
    assertThat(give(of, Kind.SECOND, cases.ben, 0).statusCode()).isEqualTo(303);
    for (String page :
        List.of("/result", "/result.pdf", "/result?version=now", "/readings", "/export.zip")) {
      HttpResponse<String> answer = ben.get(path(of) + page);
      assertThat(answer.statusCode()).as(page).isEqualTo(403);
      assertThat(answer.body()).contains("hidden from you until your reading has ended");
    }
    String subject = home() + "/subjects/" + of.subject().text();
    assertThat(ben.get(subject).body()).contains("hidden from you").doesNotContain("S-blind");
    assertThat(ben.get(subject + "/export.zip").statusCode()).isEqualTo(403);
    assertThat(ben.get(home() + "/readings").body())
        .contains("second reading, blinded", "0 of 3 cells judged")
        .doesNotContain("S-blind", of.id().text());
    assertThat(ada.get(path(of) + "/result").statusCode()).isEqualTo(200);

    CaseReading second = last(of, Kind.SECOND);
    HttpResponse<String> ended =
        ada.post(path(of) + "/readings/" + second.id().text() + "/end", Map.of());
    assertThat(ended.statusCode()).isEqualTo(303);
    assertThat(ben.get(path(of) + "/result").statusCode()).isEqualTo(200);
  }

  @Test
  void readingsThatDoNotFit_areRefusedInWords() throws Exception {
    Case of = read("S-refused");
    HttpResponse<String> own = give(of, Kind.SECOND, cases.ada, 0);
    assertThat(own.statusCode()).isEqualTo(422);
    assertThat(own.body()).contains("the person has read this case before");
    assertThat(give(of, Kind.FIRST, cases.ben, 0).body()).contains("no reading of this kind");
    assertThat(give(of, Kind.SECOND, cases.ben, 1000).body())
        .contains("from 0 to 100")
        .contains("value=\"" + cases.ben.id().text() + "\" selected", "value=\"1000\"");
    HttpResponse<String> nobody = give(of, Kind.SECOND, service.stranger, 0);
    assertThat(nobody.body()).contains("may not judge in this project");
  }

  @Test
  void adjudicator_seesBothWithoutNames() throws Exception {
    Case of = read("S-adjudicated");
    give(of, Kind.SECOND, cases.ben, 0);
    CaseReading second = last(of, Kind.SECOND);
    cases.judgeAll(second, of, List.of(blast(), lymphocyte(), blast()));
    cases.end(second);
    assertThat(ada.get(path(of) + "/readings").body()).contains("judged 2 cells differently");
    assertThat(give(of, Kind.ADJUDICATION, cases.eve, 0).statusCode()).isEqualTo(303);

    CaseReading last = last(of, Kind.ADJUDICATION);
    String address = home() + "/adjudications/" + last.id().text();
    assertThat(ben.get(address).statusCode()).isEqualTo(404);
    HttpResponse<String> page = eve.get(address);
    assertThat(page.statusCode()).as(page.body()).isEqualTo(200);
    List<Cell> cells = cases.cells(of);
    assertThat(page.body())
        .contains("cell-" + cells.get(1).id().text(), "cell-" + cells.get(2).id().text())
        .contains("0 of 2 cells decided")
        .doesNotContain("cell-" + cells.get(0).id().text(), "Dr. ada", "Dr. ben");
    assertThat(eve.post(address + "/end", Map.of()).body())
        .contains("Decide about every cell first");
    String one = cells.get(1).id().text();
    String other = cells.get(2).id().text();
    requireKept(eve, address, one, other);

    Map<String, String> decisions = new HashMap<>();
    decisions.put("was-" + one, "artefact");
    decisions.put("was-" + other, "artefact");
    decisions.put("reason", "a second look");
    decisions.put("cell-" + one, "class:lymphocyte");
    decisions.put("cell-" + other, "smudge");
    decisions.put("cell-" + cells.get(0).id().text(), "smudge");
    HttpResponse<String> early = eve.post(address + "/end", decisions);
    assertThat(early.statusCode()).isEqualTo(422);
    assertThat(early.body())
        .contains("some decisions were chosen and not kept")
        .contains("name=\"cell-%s\" value=\"class:lymphocyte\" checked".formatted(one));
    assertThat(eve.post(address, decisions).statusCode()).isEqualTo(303);
    assertThat(eve.post(address + "/end", Map.of()).statusCode()).isEqualTo(303);
    assertThat(cases.result(of).obstacles()).isEmpty();
    assertThat(cases.result(of).content().cells())
        .extracting(cell -> cell.verdict().orElseThrow().key())
        .containsExactly("class:lymphoblast", "class:lymphocyte", "smudge");
    assertThat(ada.get(home() + "/agreement").body())
        .contains("read twice, the second time blinded", "Kappa", "bootstrap")
        .contains("Dr. ada", "Dr. ben");
  }

  /** Of two tabs none writes over what the other decided, and what is refused stays chosen. */
  private static void requireKept(Browser eve, String address, String one, String other)
      throws Exception {
    Map<String, String> both = Map.of("cell-" + one, "artefact", "cell-" + other, "artefact");
    assertThat(eve.post(address, both).statusCode()).isEqualTo(303);
    HttpResponse<String> old =
        eve.post(address, Map.of("cell-" + one, "smudge", "reason", "a look <b>"));
    assertThat(old.statusCode()).as("a tab that showed no decision").isEqualTo(422);
    assertThat(old.body()).contains("is decided by now; look again", "a look &lt;b&gt;</textarea>");
    String chosen = "name=\"cell-%s\" value=\"%s\" checked";
    assertThat(old.body())
        .contains(chosen.formatted(one, "smudge"), chosen.formatted(other, "artefact"));
    Map<String, String> untouched = new HashMap<>(both);
    untouched.put("cell-" + one, "class:lymphocyte");
    untouched.put("was-" + one, "class:lymphocyte");
    untouched.put("was-" + other, "artefact");
    assertThat(eve.post(address, untouched).statusCode())
        .as("a tab that shows what was decided before, and changes nothing")
        .isEqualTo(303);
    assertThat(eve.get(address).body())
        .contains(chosen.formatted(one, "artefact"), chosen.formatted(other, "artefact"));
  }

  @Test
  void adjudicator_decidesBetweenFirstReaders() throws Exception {
    Case of = read("S-first");
    Cell cell = cases.cells(of).get(1);
    cases.judge(cases.begin(of, Kind.FIRST, cases.ben), cell.id(), lymphocyte());
    assertThat(cases.result(of).obstacles())
        .containsExactly("1 cell is judged differently by two readers. Adjudicate them.");
    assertThat(give(of, Kind.ADJUDICATION, cases.eve, 0).statusCode()).isEqualTo(303);
    String address = home() + "/adjudications/" + last(of, Kind.ADJUDICATION).id().text();
    assertThat(eve.get(address).body()).contains("cell-" + cell.id().text(), "0 of 1 cells");
    eve.post(address, Map.of("cell-" + cell.id().text(), "smudge"));
    assertThat(eve.post(address + "/end", Map.of()).statusCode()).isEqualTo(303);
    assertThat(cases.result(of).obstacles()).isEmpty();
  }

  @Test
  void knownCells_tellAReadersScore() throws Exception {
    Case known = read("S-known");
    cases.sign(known, cases.ada, SignOff.Meaning.REVIEWED, null);
    Case of = read("S-tested");
    HttpResponse<String> arabic =
        ada.post(
            "/projects/%s/cases/%s/readings".formatted(of.project().text(), of.id().text()),
            Map.of("kind", "second", "reader", cases.eve.id().text(), "hidden", "\u0662"));
    assertThat(arabic.statusCode()).as("digits of another script are no number").isEqualTo(422);
    assertThat(give(of, Kind.SECOND, cases.eve, 2).statusCode()).isEqualTo(303);
    CaseReading second = last(of, Kind.SECOND);
    assertThat(eve.get(home() + "/readings").body()).contains("0 of 5 cells judged");
    service.store.read(tx -> tx.readings().hidden(second.id())).stream()
        .forEach(cell -> cases.judge(second, cell.cell(), blast()));
    cases.end(second);

    assertThat(eve.get(home() + "/competency").body()).contains("0.500 (0.095 to 0.905)");
    Browser reader = service.browser(UserRole.READER);
    assertThat(reader.get(home() + "/competency").body())
        .as("figures of single people are for themselves and for those who sign")
        .contains("No ended reading had known cells")
        .doesNotContain("Dr. eve");
  }

  @Test
  void drift_isToldByDay() throws Exception {
    assertThat(ada.get(home() + "/drift").body()).contains("No model answers about new cases");
    Case of = read("S-drift");
    service.store.change(
        cases.as(cases.ada),
        tx -> tx.models().choose(ModelUse.CLASSIFIER, Optional.of(ReadCases.MODEL)));
    service.store.change(
        cases.as(cases.ada),
        tx -> tx.proposals().add(cases.proposal(of, 1, ReadCases.refers(), Duration.ofDays(3))));
    String page = ada.get(home() + "/drift").body();
    assertThat(page)
        .contains("small, version 1", "Referred: first day 100.0 %", "75.0 %")
        .contains("<polyline points=\"0.0,0.0 300.0,");
  }
}
