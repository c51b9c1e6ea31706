package org.allnet.service.result;

import static org.allnet.service.result.ReadCases.blast;
import static org.allnet.service.result.ReadCases.lymphocyte;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.allnet.data.InputException;
import org.allnet.data.RunException;
import org.allnet.evaluation.metric.MetricValue;
import org.allnet.service.domain.Account;
import org.allnet.service.domain.Case;
import org.allnet.service.domain.CaseModels;
import org.allnet.service.domain.CaseReading;
import org.allnet.service.domain.CaseReading.Kind;
import org.allnet.service.domain.CaseStatus;
import org.allnet.service.domain.Cell;
import org.allnet.service.domain.CellVerdict;
import org.allnet.service.domain.Hash;
import org.allnet.service.domain.Id;
import org.allnet.service.domain.Job;
import org.allnet.service.domain.JobTask;
import org.allnet.service.domain.KnownCell;
import org.allnet.service.domain.ServedModel;
import org.allnet.service.domain.ServiceEvent;
import org.allnet.service.domain.SignOff;
import org.allnet.service.domain.SignOff.Meaning;
import org.allnet.service.work.webhook.EventJson;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What comes out of read cases, from the first judgement to an amendment. */
final class CaseResultTest {

  private static ReadCases lab;

  @BeforeAll
  static void open() throws Exception {
    lab = new ReadCases();
  }

  @AfterAll
  static void close() {
    lab.close();
  }

  private static Case read(String subject, CellVerdict... verdicts) throws Exception {
    Case of = lab.open(subject, verdicts.length);
    lab.judgeAll(lab.begin(of, Kind.FIRST, lab.ada), of, List.of(verdicts));
    return of;
  }

  @Test
  void counts_leaveOutWhatIsOfNoClass() throws Exception {
    Case of =
        read(
            "S-counts",
            blast(),
            blast(),
            blast(),
            lymphocyte(),
            CellVerdict.Other.SMUDGE,
            CellVerdict.Other.ARTEFACT,
            CellVerdict.Other.NOT_CLASSED);
    ResultCounts counts = lab.result(of).counts();

    assertThat(counts.cells()).isEqualTo(7);
    assertThat(counts.judged()).isEqualTo(7);
    assertThat(counts.counted()).isEqualTo(4);
    ClassShare blasts = counts.people().get(0);
    assertThat(blasts.fraction()).isEqualTo(0.75);
    // Wilson's interval of 3 of 4
    assertThat(blasts.interval().orElseThrow().low()).isCloseTo(0.3006, within(1e-4));
    assertThat(blasts.interval().orElseThrow().high()).isCloseTo(0.9544, within(1e-4));
    assertThat(blasts.interval().orElseThrow().method().words())
        .isEqualTo("Wilson over 4 counted cells");
    assertThat(counts.others())
        .containsEntry(CellVerdict.Other.SMUDGE, 1L)
        .containsEntry(CellVerdict.Other.UNSURE, 0L);
    assertThat(counts.unanswered()).isEqualTo(7);
    assertThat(counts.machine().get(0).interval()).isEqualTo(Optional.empty());
  }

  @Test
  void machine_isCountedBesidePeople() throws Exception {
    Case of = lab.open("S-machine", 6);
    lab.answer(
        of,
        List.of(
            ReadCases.proposes(ReadCases.BLAST),
            ReadCases.proposes(ReadCases.BLAST),
            ReadCases.proposes(ReadCases.LYMPHOCYTE),
            ReadCases.refers(),
            ReadCases.refuses()));
    lab.judgeAll(
        lab.begin(of, Kind.FIRST, lab.ben),
        of,
        List.of(blast(), lymphocyte(), CellVerdict.Other.SMUDGE, blast(), blast(), blast()));
    CaseResult result = lab.result(of);
    ResultCounts counts = result.counts();

    assertThat(result.model().orElseThrow().title()).isEqualTo("small");
    assertThat(counts.machine()).extracting(ClassShare::count).containsExactly(2L, 1L);
    assertThat(counts.people()).extracting(ClassShare::count).containsExactly(4L, 1L);
    assertThat(counts.without(MachineAnswer.Outcome.IN_REFER_BAND)).isEqualTo(1);
    assertThat(counts.withoutClass().get(MachineAnswer.Outcome.REFUSED))
        .containsExactly(Map.entry("unlike-training", 1L));
    assertThat(counts.unanswered()).isEqualTo(1);
    assertThat(counts.overridden()).as("a lymphocyte and a smudge").isEqualTo(2);

    lab.sign(of, lab.ben, Meaning.REVIEWED, null);
    ProjectAgreement agreement = agreement();
    assertThat(agreement.model().table().total()).isEqualTo(2);
    assertThat(agreement.model().table().agreed()).isEqualTo(1);
    assertThat(agreement.withoutClass()).isGreaterThanOrEqualTo(4);
    assertThat(agreement.byReader())
        .filteredOn(row -> row.reader().equals("Dr. ben"))
        .singleElement()
        .matches(row -> !row.inView() && row.agreement().table().total() == 2);
  }

  @Test
  void signature_isBoundToWhatWasSeen() throws Exception {
    Case of = read("S-bound", blast(), lymphocyte());
    Hash seen = Signing.seen(lab.result(of));
    CaseReading again = lab.store.read(tx -> tx.readings().of(of.id())).get(0);
    lab.judge(again, lab.cells(of).get(0).id(), lymphocyte());

    assertThatThrownBy(() -> lab.sign(of, lab.ada, Meaning.REVIEWED, null, seen))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("has changed since you saw it");
    SignOff signature = lab.sign(of, lab.ada, Meaning.REVIEWED, null);
    String text = lab.store.read(tx -> tx.signedResults().get(signature.signed())).orElseThrow();
    assertThat(Hash.of(text)).isEqualTo(signature.signed());
    assertThat(text)
        .contains("\"verdict\":\"class:lymphocyte\"", "\"meaning\":\"reviewed\"")
        .doesNotContain("S-bound", "Dr. ada");
  }

  @Test
  void unreadCell_isNotSigned() throws Exception {
    Case of = lab.open("S-unread", 2);
    CaseReading first = lab.begin(of, Kind.FIRST, lab.ada);
    lab.judge(first, lab.cells(of).get(0).id(), blast());
    assertThat(lab.result(of).obstacles()).containsExactly("1 cell is not judged yet.");
    assertThatThrownBy(() -> lab.sign(of, lab.ada, Meaning.REVIEWED, null))
        .hasMessageContaining("1 cell is not judged yet.");
    lab.judge(first, lab.cells(of).get(1).id(), CellVerdict.Other.UNSURE);
    assertThatThrownBy(() -> lab.sign(of, lab.ada, Meaning.REVIEWED, null))
        .hasMessageContaining("marked 'unsure'");
  }

  @Test
  void shadowJob_blocksNoSignature() throws Exception {
    Case of = read("S-shadow", blast());
    Hash shadow = Hash.of("a shadow");
    Id.Cell cell = lab.cells(of).get(0).id();
    lab.store.change(
        lab.as(lab.ada),
        tx -> {
          tx.models().add(shadow, ServedModel.Kind.CLASSIFIER, "shadow", ReadCases.SHEET);
          tx.models()
              .assign(
                  of.id(),
                  new CaseModels(
                      Optional.of(ReadCases.MODEL), Optional.of(shadow), Optional.empty()));
          tx.jobs().enqueue(of.id(), List.of(new JobTask.ClassifyCell(cell, shadow)));
        });
    assertThat(lab.result(of).obstacles()).isEmpty();
    lab.store.change(
        lab.as(lab.ada),
        tx -> tx.jobs().enqueue(of.id(), List.of(new JobTask.ClassifyCell(cell, ReadCases.MODEL))));
    assertThat(lab.result(of).obstacles())
        .containsExactly("The model has not finished: 1 job is open.");
  }

  @Test
  void jobOfASignedCase_isNotDoneAgain() throws Exception {
    Case of = read("S-again", blast());
    JobTask task = new JobTask.ClassifyCell(lab.cells(of).get(0).id(), ReadCases.MODEL);
    Job job =
        lab.store.write(
            lab.as(lab.ada),
            tx -> {
              tx.jobs().enqueue(of.id(), List.of(task));
              Job mine =
                  tx.jobs().claim(JobTask.Work.MODELS, "w", 10, Duration.ofMinutes(1)).stream()
                      .filter(one -> one.of().equals(of.id()))
                      .findFirst()
                      .orElseThrow();
              assertThat(tx.jobs().complete(mine)).isTrue();
              return mine;
            });
    lab.sign(of, lab.ada, Meaning.REVIEWED, null);
    assertThatThrownBy(() -> lab.store.change(lab.as(lab.ada), tx -> tx.jobs().again(job)))
        .isInstanceOf(InputException.class)
        .hasMessage("job: the case is 'signed', so the model answers no more");
    assertThat(lab.store.<Long>read(tx -> tx.jobs().open(of.id()))).isZero();
  }

  @Test
  void agreement_isOfWhatWasSigned() throws Exception {
    Case of = read("S-agreed", blast(), blast());
    lab.answer(
        of, List.of(ReadCases.proposes(ReadCases.BLAST), ReadCases.proposes(ReadCases.BLAST)));
    lab.sign(of, lab.ada, Meaning.REVIEWED, null);
    long agreed = agreement().model().table().agreed();
    CaseReading amendment = lab.begin(lab.again(of), Kind.AMENDMENT, lab.ben);
    lab.judge(amendment, lab.cells(of).get(0).id(), lymphocyte());
    assertThat(agreement().model().table().agreed()).as("not signed").isEqualTo(agreed);
    lab.sign(of, lab.ben, Meaning.AMENDED, "a second look");
    assertThat(agreement().model().table().agreed()).isEqualTo(agreed - 1);
  }

  @Test
  void personWhoReadNothing_approvesOnly() throws Exception {
    Case of = read("S-approve", blast());
    assertThatThrownBy(() -> lab.sign(of, lab.ben, Meaning.REVIEWED, null))
        .hasMessageContaining("you have judged no cell");
    assertThatThrownBy(() -> lab.sign(of, lab.ben, Meaning.AMENDED, "x"))
        .hasMessageContaining("does not fit");
    lab.sign(of, lab.ben, Meaning.APPROVED, null);
    assertThat(lab.again(of).status()).isEqualTo(CaseStatus.SIGNED);
  }

  @Test
  void amendment_tellsOldAndNew() throws Exception {
    Case of = read("S-amend", blast(), blast(), lymphocyte());
    lab.sign(of, lab.ada, Meaning.REVIEWED, null);
    assertThat(lab.result(lab.again(of)).obstacles())
        .containsExactly("No cell has another verdict than in the signed result.");

    CaseReading amendment = lab.begin(lab.again(of), Kind.AMENDMENT, lab.ben);
    Id.Cell second = lab.cells(of).get(1).id();
    lab.judge(amendment, second, lymphocyte());
    CaseResult changed = lab.result(of);
    assertThat(changed.isUnsigned()).isTrue();
    assertThat(changed.changes()).hasSize(1);
    CellChange change = changed.changes().get(0);
    assertThat(change.before()).contains(blast());
    assertThat(change.after()).contains(lymphocyte());
    assertThat(changed.reasons())
        .containsEntry(change.judgement().orElseThrow(), "because of the nucleus");
    assertThatThrownBy(() -> lab.sign(of, lab.ben, Meaning.AMENDED, null))
        .hasMessageContaining("has no reason");
    lab.sign(of, lab.ben, Meaning.AMENDED, "a second look");

    CaseResult one = signed(of, 1);
    CaseResult two = signed(of, 2);
    assertThat(one.counts().people().get(0).count()).isEqualTo(2);
    assertThat(one.isReplaced()).isTrue();
    assertThat(one.status()).isEqualTo(CaseStatus.SIGNED);
    assertThat(two.counts().people().get(0).count()).isEqualTo(1);
    assertThat(two.changes()).isEqualTo(changed.changes());
    assertThat(two.history())
        .containsExactly(new VersionChanges(Optional.of(2), changed.changes()));
    assertThat(two.status()).isEqualTo(CaseStatus.AMENDED);
    Optional<CaseResult> third = lab.store.read(tx -> new CaseResults(tx).signed(lab.again(of), 3));
    assertThat(third).isEqualTo(Optional.empty());

    lab.sign(of, lab.ben, Meaning.WITHDRAWN, "the wrong tube");
    assertThat(signed(of, 3).changes()).isEmpty();
    assertThat(signed(of, 3).history())
        .as("a later version still tells what was changed")
        .isEqualTo(two.history());
    assertThat(signed(of, 3).reasons()).isEqualTo(two.reasons()).hasSize(1);
    assertThat(signed(of, 1).history()).isEmpty();
  }

  private static CaseResult signed(Case of, int version) {
    return lab.store.read(tx -> new CaseResults(tx).signed(lab.again(of), version)).orElseThrow();
  }

  @Test
  void withdrawal_keepsWhatWasSigned() throws Exception {
    Case of = read("S-withdrawn", blast());
    lab.sign(of, lab.ada, Meaning.REVIEWED, null);
    lab.sign(of, lab.ada, Meaning.WITHDRAWN, "wrong subject");
    assertThat(signed(of, 2).status()).isEqualTo(CaseStatus.WITHDRAWN);
    assertThat(signed(of, 2).content()).isEqualTo(signed(of, 1).content());
    assertThat(signed(of, 1).status()).isEqualTo(CaseStatus.SIGNED);
    assertThat(signed(of, 1).watermark()).contains("withdrawn");
    assertThat(signed(of, 1).standing()).isEqualTo(CaseStatus.WITHDRAWN);
    assertThat(ReportFacts.of(signed(of, 1), at -> "then"))
        .extracting(ReportFacts.Fact::toString)
        .anyMatch(fact -> fact.contains("; withdrawn since"))
        .noneMatch(fact -> fact.contains("a later version"));
    assertThatThrownBy(() -> lab.sign(of, lab.ada, Meaning.AMENDED, "late"))
        .isInstanceOf(InputException.class);
  }

  @Test
  void signedText_isReadAsItWasWritten() throws Exception {
    Case of = read("S-text", blast(), CellVerdict.Other.SMUDGE);
    ResultContent content = lab.result(of).content();
    SignedText text = new SignedText(content, 3, Meaning.AMENDED, lab.ada.id());
    assertThat(SignedText.of(text.text())).isEqualTo(text);
    assertThatThrownBy(() -> SignedText.of("{\"format\":6}"))
        .hasMessageContaining("its format is 6");
    for (String key :
        List.of(
            "class:a:b", "in-refer-band:uncertain", "refused:poor-image", "nothing-to-see:blank")) {
      assertThat(MachineAnswer.of(key, Optional.empty()).key()).isEqualTo(key);
    }
    assertThatThrownBy(() -> MachineAnswer.of("blast", Optional.empty()))
        .isInstanceOf(InputException.class);
  }

  @Test
  void doubleReadCases_giveAgreement() throws Exception {
    Case of = read("S-double", blast(), blast(), lymphocyte(), lymphocyte());
    CaseReading second = lab.reading(of, Kind.SECOND, lab.ben);
    lab.store.change(lab.as(lab.ada), tx -> tx.readings().assign(second, List.of()));
    lab.judgeAll(
        second, of, List.of(blast(), lymphocyte(), lymphocyte(), CellVerdict.Other.SMUDGE));
    int before = agreement().doubleRead();
    assertThat(lab.result(of).obstacles()).anyMatch(words -> words.contains("goes on"));
    lab.end(second);

    assertThat(agreement().doubleRead()).isEqualTo(before + 1);
    assertThat(agreement().readers().table().total()).isEqualTo(4);
    assertThat(agreement().readers().table().agreed()).isEqualTo(2);
    assertThat(lab.result(of).obstacles())
        .containsExactly("2 cells are judged differently by two readers. Adjudicate them.");
  }

  @Test
  void severalSecondReadings_countOnce() throws Exception {
    Case of = read("S-three", blast(), lymphocyte());
    ProjectAgreement before = agreement();
    for (Account reader : List.of(lab.ben, lab.eve)) {
      CaseReading second = lab.reading(of, Kind.SECOND, reader);
      lab.store.change(lab.as(lab.ada), tx -> tx.readings().assign(second, List.of()));
      lab.judgeAll(second, of, List.of(blast(), reader == lab.ben ? lymphocyte() : blast()));
      lab.end(second);
    }
    ProjectAgreement after = agreement();
    assertThat(after.readers().table().total() - before.readers().table().total()).isEqualTo(2);
    assertThat(after.readers().table().agreed() - before.readers().table().agreed())
        .as("the earliest second reading counts")
        .isEqualTo(2);
  }

  @Test
  void syntheticCase_isMarkedOnceSignedToo() throws Exception {
    Case of = lab.synthetic("S-made", 2);
    lab.judgeAll(lab.begin(of, Kind.FIRST, lab.ada), of, List.of(blast(), blast()));
    assertThat(facts(lab.result(of)).get("Synthetic"))
        .isEqualTo("A program made these cells. Nothing here says anything about blood.");
    assertThat(facts(lab.result(of)).get("Status"))
        .startsWith("in review by Dr. ada, last judged ");
    lab.sign(of, lab.ada, Meaning.REVIEWED, null);
    CaseResult signed = lab.store.read(tx -> new CaseResults(tx).last(lab.again(of)));
    assertThat(signed.isSynthetic()).isTrue();
    assertThat(signed.content().cells()).allMatch(CellResult::synthetic);
    List<ServiceEvent> events =
        lab.store.read(tx -> tx.events().after(lab.project.id(), 0, 1000)).stream()
            .filter(event -> event.of().equals(Optional.of(of.id())))
            .toList();
    assertThat(events).isNotEmpty().allMatch(ServiceEvent::synthetic);
    assertThat(EventJson.of(events.get(0)).path("data").path("synthetic").asBoolean()).isTrue();
  }

  @Test
  void syntheticDetector_isNamedInResults() throws Exception {
    Case of = read("S-found", blast());
    Hash detector = Hash.of("a detector");
    lab.store.change(
        lab.as(lab.ada),
        tx -> {
          tx.models().add(detector, ServedModel.Kind.DETECTOR, "finder", ReadCases.SHEET);
          tx.models()
              .assign(
                  of.id(),
                  new CaseModels(Optional.empty(), Optional.empty(), Optional.of(detector)));
        });
    lab.sign(of, lab.ada, Meaning.REVIEWED, null);
    assertThat(facts(signed(of, 1)).get("Cells found by"))
        .startsWith("finder, version 1, SHA-256 " + detector.hex())
        .endsWith("; trained on synthetic fields");
  }

  @Test
  void earlierSignedText_isRead() throws Exception {
    ResultContent content = lab.result(read("S-old", blast())).content();
    String text = new SignedText(content, 1, Meaning.REVIEWED, lab.ada.id()).text();
    String pictures = ",\"pictures\":{\"all\":1,\"unreadable\":0,\"fields\":1,\"unsearched\":0}";
    assertThat(text).contains(pictures);
    for (int format = 1; format <= 4; format++) {
      String old = text.replace("\"format\":5", "\"format\":" + format).replace(pictures, "");
      assertThat(SignedText.of(old).content().cells()).isEqualTo(content.cells());
      assertThat(SignedText.of(old).content().pictures()).isEmpty();
    }
  }

  /** Of what was signed before results said so, the first sheet is shown: it was the only one. */
  @Test
  void signedVersion_keepsTheEvaluationOfThen() throws Exception {
    Case of = read("S-sheets", blast());
    Hash model = lab.model(of, "a model that is evaluated twice");
    Hash seen = Signing.seen(lab.result(of));
    lab.evaluateAnew(model);
    assertThatThrownBy(() -> lab.sign(of, lab.ada, Meaning.REVIEWED, null, seen))
        .as("the figures that the signer saw are others by now")
        .hasMessageContaining("has changed since you saw it");
    SignOff signature = lab.sign(of, lab.ada, Meaning.REVIEWED, null);
    assertThat(sensitivity(signed(of, 1))).isEqualTo(0.5);
    assertThat(signed(of, 1).known().words(Instant::toString)).isEmpty();
    lab.store.change(lab.as(lab.ada), tx -> tx.models().renew(model, ReadCases.SHEET));

    assertThat(sensitivity(signed(of, 1))).isEqualTo(0.5);
    assertThat(signed(of, 1).known().query()).isEqualTo("?sheet=2");
    assertThat(signed(of, 1).known().words(Instant::toString))
        .hasValueSatisfying(it -> assertThat(it).contains("Another evaluation or model card"));
    assertThat(sensitivity(lab.result(of))).isEqualTo(0.91);
    assertThat(lab.result(of).known().query()).isEmpty();

    String text = lab.store.read(tx -> tx.signedResults().get(signature.signed())).orElseThrow();
    Optional<Hash> sheet = SignedText.of(text).content().sheets().model();
    String early = text.replaceAll("\"modelSheet\":\"[0-9a-f]*\",", "");
    assertThat(early).isNotEqualTo(text);
    assertThat(SignedText.of(early).content().sheets().model()).isEmpty();
    lab.store.read(
        tx -> {
          Optional<Hash> asked = Optional.of(model);
          assertThat(KnownModel.of(tx, asked, sheet).shown().orElseThrow().number()).isEqualTo(2);
          assertThat(KnownModel.of(tx, asked, Optional.empty()).shown().orElseThrow().number())
              .isEqualTo(1);
          assertThatThrownBy(() -> KnownModel.of(tx, asked, Optional.of(Hash.of("none"))))
              .isInstanceOf(RunException.class)
              .hasMessageContaining("restore a back-up");
          return true;
        });
  }

  private static double sensitivity(CaseResult result) {
    return result.model().orElseThrow().sheet().figures().get(0).value();
  }

  @Test
  void unreadablePictures_areSigned() throws Exception {
    Case of = read("S-broken", blast(), blast());
    assertThat(facts(lab.result(of)).get("Pictures"))
        .isEqualTo("1 picture, none unreadable; 1 field, none unsearched");
    assertThat(ReportFacts.leftOut(lab.result(of))).isEmpty();
    Hash seen = Signing.seen(lab.result(of));
    lab.lose(of);
    String said = "1 of 3 pictures could not be read; 1 of 2 fields was not searched for cells";
    assertThat(facts(lab.result(of)).get("Pictures")).isEqualTo(said);
    assertThatThrownBy(() -> lab.sign(of, lab.ada, Meaning.REVIEWED, null, seen))
        .hasMessageContaining("has changed since you saw it");
    SignOff signature = lab.sign(of, lab.ada, Meaning.REVIEWED, null);
    assertThat(lab.store.read(tx -> tx.signedResults().get(signature.signed())).orElseThrow())
        .contains("\"pictures\":{\"all\":3,\"unreadable\":1,\"fields\":2,\"unsearched\":1}");
    assertThat(facts(signed(of, 1)).get("Pictures")).isEqualTo(said);
    assertThat(ReportFacts.leftOut(signed(of, 1)))
        .hasValueSatisfying(it -> assertThat(it).startsWith(said));
  }

  private static Map<String, String> facts(CaseResult result) {
    return ReportFacts.of(result, Instant::toString).stream()
        .collect(Collectors.toMap(ReportFacts.Fact::name, ReportFacts.Fact::value));
  }

  @Test
  void classOfAnotherVerdictsName_isNoneOfIt() {
    assertThat(CellWords.of(new CellVerdict.OfClass("Artefact"))).isEqualTo("Artefact (class)");
    assertThat(CellWords.of(CellVerdict.Other.ARTEFACT)).isEqualTo("artefact");
    assertThat(CellWords.of(new CellVerdict.OfClass("not classed")))
        .isEqualTo("not classed (class)");
    assertThat(CellWords.of(blast())).isEqualTo("lymphoblast");
  }

  @Test
  void earlierWordOfReferBand_isRead() {
    assertThat(MachineAnswer.of("referred:uncertain", Optional.empty()).outcome())
        .isEqualTo(MachineAnswer.Outcome.IN_REFER_BAND);
  }

  private static ProjectAgreement agreement() {
    return lab.store.read(tx -> Agreements.of(tx, lab.project));
  }

  @Test
  void hiddenCells_giveAScore() throws Exception {
    Case known = read("S-known", blast(), blast(), lymphocyte(), CellVerdict.Other.SMUDGE);
    lab.sign(known, lab.ada, Meaning.REVIEWED, null);
    Case of = read("S-tested", blast());
    List<Id.Cell> ofKnown = lab.cells(known).stream().map(Cell::id).toList();

    List<KnownCell> chosen = chosen(of, lab.eve, 1000);
    assertThat(chosen.stream().map(KnownCell::cell).filter(ofKnown::contains)).hasSize(3);
    assertThat(chosen(of, lab.ada, 1000))
        .as("who has read a case knows its cells")
        .noneMatch(cell -> ofKnown.contains(cell.cell()));
    assertThat(chosen(of, lab.eve, 2))
        .extracting(KnownCell::expected)
        .containsExactlyInAnyOrder(blast(), lymphocyte());

    List<KnownCell> hidden = chosen.stream().filter(cell -> ofKnown.contains(cell.cell())).toList();
    CaseReading second = lab.reading(of, Kind.SECOND, lab.eve);
    lab.store.change(lab.as(lab.ada), tx -> tx.readings().assign(second, hidden));
    hidden.forEach(cell -> lab.judge(second, cell.cell(), blast()));
    assertThat(scores()).as("nobody sees it before the reading has ended").isEmpty();
    lab.end(second);
    assertThat(scores())
        .singleElement()
        .satisfies(
            score -> {
              assertThat(score.reader()).isEqualTo("Dr. eve");
              assertThat(List.of(score.right(), score.judged(), score.known()))
                  .containsExactly(2L, 3L, 3L);
              assertThat(score.fraction())
                  .isInstanceOfSatisfying(
                      MetricValue.Value.class,
                      value ->
                          assertThat(value.interval().method().words())
                              .isEqualTo("Wilson over 3 known cells"));
            });

    CaseReading amendment = lab.begin(lab.again(known), Kind.AMENDMENT, lab.ben);
    lab.judge(amendment, ofKnown.get(0), lymphocyte());
    assertThat(scores().get(0).right()).as("the change is not signed").isEqualTo(2);
    lab.sign(known, lab.ben, Meaning.AMENDED, "a second look");
    assertThat(scores().get(0).right()).isEqualTo(1);
    lab.sign(known, lab.ben, Meaning.WITHDRAWN, "wrong subject");
    assertThat(scores()).as("nothing of it is known any more").isEmpty();
  }

  @Test
  void competency_asksForSignedClassesOnly() throws Exception {
    Case of = read("S-competency", blast(), blast(), CellVerdict.Other.ARTEFACT);
    lab.sign(of, lab.ada, Meaning.REVIEWED, null);
    CaseReading test = lab.reading(lab.again(of), Kind.COMPETENCY, lab.eve);
    lab.store.change(lab.as(lab.ada), tx -> tx.readings().assign(test, List.of()));
    lab.judgeAll(test, of, List.of(blast(), lymphocyte(), blast()));
    lab.end(test);
    CaseReading amendment = lab.begin(lab.again(of), Kind.AMENDMENT, lab.ben);
    lab.judge(amendment, lab.cells(of).get(0).id(), lymphocyte());
    assertThat(scores())
        .filteredOn(score -> score.at().equals(closed(test)))
        .singleElement()
        .satisfies(
            score ->
                assertThat(List.of(score.right(), score.judged(), score.known()))
                    .containsExactly(1L, 2L, 2L));
    lab.sign(of, lab.ada, Meaning.WITHDRAWN, "wrong subject");
    assertThat(scores()).noneMatch(score -> score.at().equals(closed(test)));
  }

  private static Instant closed(CaseReading reading) {
    return lab.store
        .read(tx -> tx.readings().get(lab.project.id(), reading.id()))
        .flatMap(CaseReading::closed)
        .orElseThrow();
  }

  private static List<KnownCell> chosen(Case of, Account reader, int most) {
    return lab.store.read(tx -> KnownCells.choose(tx, of, reader.id(), most, 5));
  }

  private static List<ReaderScore> scores() {
    return lab.store.read(tx -> Competency.of(tx, lab.project));
  }
}
