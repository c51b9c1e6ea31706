package org.allnet.service.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.allnet.data.InputException;
import org.allnet.data.RunException;
import org.allnet.service.domain.Account;
import org.allnet.service.domain.Case;
import org.allnet.service.domain.CaseReading;
import org.allnet.service.domain.CaseReading.Kind;
import org.allnet.service.domain.CaseStatus;
import org.allnet.service.domain.Cell;
import org.allnet.service.domain.CellVerdict;
import org.allnet.service.domain.Hash;
import org.allnet.service.domain.Id;
import org.allnet.service.domain.KnownCell;
import org.allnet.service.domain.Picture;
import org.allnet.service.domain.SignOff;
import org.allnet.service.domain.Subject;
import org.allnet.service.domain.UserRole;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Second readings, hidden cells and signed texts on each database. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
final class ReadingContractTest {

  private static final CellVerdict OTHER = new CellVerdict.OfClass("lymphocyte");

  @Parameter TestDatabase database;

  @TempDir(factory = MemoryFolder.class)
  Path folder;

  private Laboratory lab;
  private Cell foreign;

  @BeforeEach
  void open() throws Exception {
    lab = new Laboratory(database, folder, 6);
    Subject subject =
        new Subject(
            Id.Subject.fresh(),
            lab.project.id(),
            Optional.of("S-7"),
            lab.clock.instant(),
            Optional.empty());
    Case of =
        new Case(
            Id.Case.fresh(),
            lab.project.id(),
            subject.id(),
            CaseStatus.QUEUED,
            lab.clock.instant());
    Picture picture =
        new Picture(
            Id.Picture.fresh(),
            of.id(),
            lab.picture.content(),
            1000,
            1000,
            Picture.Kind.FIELD,
            Optional.empty(),
            false);
    foreign = new Cell(Id.Cell.fresh(), of.id(), picture.id(), 1, new Cell.Box(0, 0, 50, 50));
    lab.store.change(
        Laboratory.SERVICE,
        tx -> {
          tx.subjects().add(subject);
          tx.cases().open(of);
          tx.pictures().add(List.of(picture));
          tx.cells().add(List.of(foreign));
        });
  }

  @AfterEach
  void close() {
    if (lab != null) {
      lab.close();
    }
  }

  private CaseReading reading(Kind kind, Account reader, boolean blinded) {
    return new CaseReading(
        Id.Reading.fresh(),
        lab.opened.id(),
        kind,
        reader.id(),
        blinded,
        11,
        lab.clock.instant(),
        Optional.empty());
  }

  private CaseReading assign(Kind kind, Account reader, boolean blinded, KnownCell... hidden) {
    CaseReading reading = reading(kind, reader, blinded);
    lab.store.change(lab.as(lab.ada), tx -> tx.readings().assign(reading, List.of(hidden)));
    return reading;
  }

  private List<Id.Cell> cells(CaseReading reading) {
    return lab.store.read(tx -> tx.readings().cells(reading));
  }

  @Test
  void secondReading_mixesHiddenCells() {
    KnownCell known = new KnownCell(foreign.id(), Laboratory.blast());
    CaseReading second = assign(Kind.SECOND, lab.ben, true, known);

    List<Id.Cell> own = lab.cells.stream().map(Cell::id).toList();
    assertThat(cells(second)).hasSize(7).containsAll(own).contains(foreign.id());
    assertThat(cells(second).stream().filter(own::contains).toList()).isNotEqualTo(own);
    assertThat(lab.list(tx -> tx.readings().hidden(second.id()))).containsExactly(known);
    assertThat(lab.list(tx -> tx.readings().open(lab.project.id(), lab.ben.id())))
        .containsExactly(second);
    assertThat(lab.list(tx -> tx.readings().of(lab.project.id(), Kind.SECOND)))
        .containsExactly(second);

    lab.judge(second, foreign, null, OTHER, null);
    assertThat(lab.last(second)).containsKey(foreign.id());
  }

  @Test
  void cellOfAnotherCase_isRefusedIfItIsNotHidden() {
    CaseReading second = assign(Kind.SECOND, lab.ben, true);
    assertThatThrownBy(() -> lab.judge(second, foreign, null, OTHER, null))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("not of the case");
  }

  @Test
  void ownCells_areNotHidden() {
    KnownCell own = new KnownCell(lab.cells.get(0).id(), OTHER);
    assertThatThrownBy(() -> assign(Kind.SECOND, lab.ben, true, own))
        .hasMessageContaining("same subject");
    KnownCell nowhere = new KnownCell(Id.Cell.fresh(), OTHER);
    assertThatThrownBy(() -> assign(Kind.SECOND, lab.ben, true, nowhere))
        .hasMessageContaining("no project here");
    assertThat(lab.list(tx -> tx.readings().of(lab.opened.id()))).isEmpty();
  }

  @Test
  void readerOfTheCase_isNoSecondReader() {
    CaseReading first = lab.reading(lab.ada, false);
    lab.judge(first, lab.cells.get(0), null, OTHER, null);
    assertThatThrownBy(() -> assign(Kind.SECOND, lab.ada, true))
        .hasMessageContaining("has read this case before");
    assertThatThrownBy(() -> lab.reading(lab.ada, true))
        .hasMessageContaining("has read this case before");
    assertThatThrownBy(() -> assign(Kind.SECOND, lab.ben, false)).hasMessageContaining("blinded");
    assertThatThrownBy(() -> assign(Kind.FIRST, lab.ben, false))
        .hasMessageContaining("begun by its reader");
  }

  @Test
  void personWithoutTheRole_getsNoReading() {
    Account eve = lab.person("eve", Set.of(), Map.of(lab.project.id(), Set.of(UserRole.READER)));
    lab.store.change(Laboratory.SERVICE, tx -> tx.accounts().add(eve));
    assertThatThrownBy(() -> assign(Kind.SECOND, eve, true)).hasMessageContaining("may not judge");
    assertThatThrownBy(
            () ->
                lab.store.change(
                    Laboratory.SERVICE,
                    tx -> tx.readings().assign(reading(Kind.SECOND, lab.ben, true), List.of())))
        .hasMessageContaining("by a person");
  }

  @Test
  void adjudication_hasTheDifferingCells() {
    Account eve = lab.person("eve", Set.of(), Map.of(lab.project.id(), Set.of(UserRole.REVIEWER)));
    lab.store.change(Laboratory.SERVICE, tx -> tx.accounts().add(eve));
    CaseReading first = lab.reading(lab.ada, false);
    CaseReading second = assign(Kind.SECOND, lab.ben, true);
    for (int i = 0; i < 3; i++) {
      lab.judge(first, lab.cells.get(i), null, Laboratory.blast(), null);
      lab.judge(second, lab.cells.get(i), null, i == 0 ? Laboratory.blast() : OTHER, null);
    }
    CaseReading last = assign(Kind.ADJUDICATION, eve, false);

    assertThat(cells(last)).containsExactlyInAnyOrder(lab.cells.get(1).id(), lab.cells.get(2).id());
    assertThatThrownBy(() -> adjudicate(last, eve, lab.cells.get(0)))
        .as("on which both agree")
        .hasMessageContaining("don't differ");
    adjudicate(last, eve, lab.cells.get(1));
    assertThat(lab.last(last)).containsOnlyKeys(lab.cells.get(1).id());
    assertThatThrownBy(() -> lab.store.change(lab.as(eve), tx -> tx.readings().close(last.id())))
        .hasMessageContaining("1 cell is not decided yet");
    assertThatThrownBy(() -> assign(Kind.ADJUDICATION, lab.ben, false))
        .hasMessageContaining("one of the readers");
  }

  /** So that a case does not wait for ever; what nobody decided still stands against signing. */
  @Test
  void adjudication_isTakenBackBySomebodyElse() {
    Account eve = lab.person("eve", Set.of(), Map.of(lab.project.id(), Set.of(UserRole.REVIEWER)));
    lab.store.change(Laboratory.SERVICE, tx -> tx.accounts().add(eve));
    CaseReading first = lab.reading(lab.ada, false);
    CaseReading second = assign(Kind.SECOND, lab.ben, true);
    lab.judge(first, lab.cells.get(0), null, Laboratory.blast(), null);
    lab.judge(second, lab.cells.get(0), null, OTHER, null);
    CaseReading last = assign(Kind.ADJUDICATION, eve, false);
    lab.store.change(lab.as(lab.ada), tx -> tx.readings().close(last.id()));
    assertThat(lab.store.read(tx -> tx.judgements().verdicts(lab.opened.id())).differing())
        .containsExactly(lab.cells.get(0).id());
  }

  /** Whatever a page knew of them when it was made. */
  @Test
  void whoLostRoleOrAccount_neitherJudgesNorSigns() {
    CaseReading first = lab.reading(lab.ada, false);
    lab.judge(first, lab.cells.get(0), null, OTHER, null);
    lab.store.change(
        Laboratory.SERVICE,
        tx ->
            tx.accounts()
                .changeRoles(
                    new Account(
                        lab.ada.id(),
                        lab.ada.login(),
                        lab.ada.name(),
                        lab.ada.password(),
                        Set.of(),
                        Map.of(lab.project.id(), Set.of(UserRole.READER)),
                        lab.ada.created(),
                        Optional.empty())));
    SignOff signature = lab.signature(1, SignOff.Meaning.REVIEWED, null, null);
    assertThatThrownBy(
            () -> lab.store.change(lab.as(lab.ada), tx -> tx.signOffs().append(signature)))
        .hasMessageContaining("may not do this any more");
    assertThatThrownBy(() -> lab.judge(first, lab.cells.get(1), null, OTHER, null))
        .hasMessageContaining("may not do this any more");
    CaseReading second = assign(Kind.SECOND, lab.ben, true);
    lab.store.change(Laboratory.SERVICE, tx -> tx.accounts().disable(lab.ben.id()));
    assertThatThrownBy(() -> lab.judge(second, lab.cells.get(0), null, OTHER, null))
        .hasMessageContaining("may not do this any more");
  }

  private void adjudicate(CaseReading reading, Account judge, Cell cell) {
    lab.store.change(
        lab.as(judge),
        tx -> tx.judgements().append(List.of(lab.judgement(reading, cell, null, OTHER, "round"))));
  }

  private void sign() {
    CaseReading first = lab.reading(lab.ada, false);
    lab.judge(first, lab.cells.get(0), null, OTHER, null);
    SignOff signature = lab.signature(1, SignOff.Meaning.REVIEWED, null, null);
    lab.store.change(lab.as(lab.ada), tx -> tx.signOffs().append(signature));
  }

  @Test
  void amendment_isOfSignedCases() {
    CaseReading amendment = reading(Kind.AMENDMENT, lab.ada, false);
    assertThatThrownBy(() -> lab.store.change(lab.as(lab.ada), tx -> tx.readings().open(amendment)))
        .hasMessageContaining("nothing to amend");
    sign();
    CaseReading first = reading(Kind.FIRST, lab.ada, false);
    assertThatThrownBy(() -> lab.store.change(lab.as(lab.ada), tx -> tx.readings().open(first)))
        .hasMessageContaining("amend its result");
    lab.store.change(lab.as(lab.ada), tx -> tx.readings().open(amendment));
    assertThatThrownBy(() -> lab.judge(amendment, lab.cells.get(0), null, OTHER, null))
        .hasMessageContaining("needs a reason");
  }

  @Test
  void competencyReading_changesNothing() {
    sign();
    CaseReading test = assign(Kind.COMPETENCY, lab.ben, true);
    lab.judge(test, lab.cells.get(0), null, Laboratory.blast(), null);
    assertThat(lab.status()).isEqualTo(CaseStatus.SIGNED);
    assertThat(
            lab.store
                .read(tx -> tx.judgements().verdicts(lab.opened.id()))
                .finalOf(lab.cells.get(0).id())
                .orElseThrow()
                .verdict())
        .isEqualTo(OTHER);
  }

  @Test
  void signedText_isKeptForEver() throws Exception {
    Hash hash = lab.store.write(lab.as(lab.ada), tx -> tx.signedResults().keep("{}"));
    Hash again = lab.store.write(lab.as(lab.ada), tx -> tx.signedResults().keep("{}"));
    assertThat(again).isEqualTo(hash).isEqualTo(Hash.of("{}"));
    assertThat(lab.maybe(tx -> tx.signedResults().get(hash))).contains("{}");
    assertThat(lab.maybe(tx -> tx.signedResults().get(Hash.of("x")))).isEqualTo(Optional.empty());

    for (String statement :
        List.of("update signed_results set content = ''", "delete from signed_results")) {
      assertThatThrownBy(() -> TestDatabase.run(lab.settings, statement))
          .hasMessageContaining("only grow");
    }
    TestDatabase.run(
        lab.settings,
        database.withoutTriggers("update signed_results set content = '[]'", "signed_results"));
    assertThatThrownBy(() -> lab.maybe(tx -> tx.signedResults().get(hash)))
        .isInstanceOf(RunException.class)
        .hasMessageContaining("was changed");
  }
}
