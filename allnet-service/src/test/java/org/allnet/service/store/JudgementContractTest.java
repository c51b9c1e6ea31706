package org.allnet.service.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.allnet.data.InputException;
import org.allnet.service.domain.CaseReading;
import org.allnet.service.domain.CaseStatus;
import org.allnet.service.domain.Cell;
import org.allnet.service.domain.CellVerdict;
import org.allnet.service.domain.Judgement;
import org.allnet.service.domain.SignOff;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Judgements and signatures on each database. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
final class JudgementContractTest {

  @Parameter TestDatabase database;

  @TempDir(factory = MemoryFolder.class)
  Path folder;

  private Laboratory lab;

  @BeforeEach
  void open() throws Exception {
    lab = new Laboratory(database, folder, 3);
  }

  @AfterEach
  void close() {
    if (lab != null) {
      lab.close();
    }
  }

  private static final CellVerdict OTHER = new CellVerdict.OfClass("lymphocyte");

  private Cell first() {
    return lab.cells.get(0);
  }

  private List<Judgement> events() {
    return lab.store.read(tx -> tx.judgements().of(first().id()));
  }

  @Test
  void events_areReadAsTheyWereWritten() {
    CaseReading reading = lab.reading(lab.ada, false);
    Judgement one = lab.judge(reading, first(), null, Laboratory.blast(), null);
    Judgement two = lab.judge(reading, first(), Laboratory.blast(), OTHER, "round nucleus");
    Judgement three = lab.judge(reading, first(), OTHER, null, null);

    assertThat(events()).containsExactly(one, two, three);
    assertThat(lab.last(reading)).containsEntry(first().id(), three);
    assertThat(lab.status()).isEqualTo(CaseStatus.IN_REVIEW);
  }

  @Test
  void changedVerdict_needsAReason() {
    CaseReading reading = lab.reading(lab.ada, false);
    lab.judge(reading, first(), null, Laboratory.blast(), null);

    assertThatThrownBy(() -> lab.judge(reading, first(), Laboratory.blast(), OTHER, null))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("needs a reason");
    assertThat(events()).hasSize(1);
  }

  @Test
  void eventOnAnotherState_isRefused() {
    CaseReading reading = lab.reading(lab.ada, false);
    lab.judge(reading, first(), null, Laboratory.blast(), null);
    assertThatThrownBy(() -> lab.judge(reading, first(), null, OTHER, "I saw nothing"))
        .hasMessageContaining("'class:lymphoblast' of the cell by now");
  }

  @Test
  void someEvents_areKeptAllOrNone() {
    CaseReading reading = lab.reading(lab.ada, false);
    List<Judgement> two =
        List.of(
            lab.judgement(reading, first(), null, Laboratory.blast(), null),
            lab.judgement(reading, lab.cells.get(1), null, new CellVerdict.OfClass("ape"), null));

    assertThatThrownBy(() -> lab.store.change(lab.as(lab.ada), tx -> tx.judgements().append(two)))
        .hasMessageContaining("no class 'ape'");
    assertThat(events()).isEmpty();
  }

  @Test
  void readersDoNotMix() {
    CaseReading ada = lab.reading(lab.ada, false);
    CaseReading ben = lab.reading(lab.ben, true);
    lab.judge(ada, first(), null, Laboratory.blast(), null);
    lab.judge(ben, first(), null, CellVerdict.Other.UNSURE, null);

    assertThat(events()).hasSize(2);
    assertThat(lab.last(ben).get(first().id()).after()).contains(CellVerdict.Other.UNSURE);
  }

  @Test
  void nobody_judgesUnderAnotherName() {
    CaseReading ada = lab.reading(lab.ada, false);
    Judgement event = lab.judgement(ada, first(), null, Laboratory.blast(), null);
    assertThatThrownBy(
            () -> lab.store.change(lab.as(lab.ben), tx -> tx.judgements().append(List.of(event))))
        .hasMessageContaining("another person's name");
  }

  @Test
  void closedReading_hasNoMoreEvents() {
    CaseReading ada = lab.reading(lab.ada, false);
    lab.store.change(lab.as(lab.ada), tx -> tx.readings().close(ada.id()));
    assertThatThrownBy(() -> lab.judge(ada, first(), null, Laboratory.blast(), null))
        .hasMessageContaining("has ended");
  }

  @Test
  void tables_refuseToForget() {
    CaseReading reading = lab.reading(lab.ada, false);
    lab.judge(reading, first(), null, Laboratory.blast(), null);
    lab.store.change(Laboratory.SERVICE, tx -> tx.proposals().add(lab.proposal(first().id())));
    sign(1, SignOff.Meaning.REVIEWED, null, null);

    for (String table : List.of("judgements", "sign_offs", "audit_log", "proposals")) {
      String column =
          table.equals("sign_offs") ? "signer" : table.equals("proposals") ? "model" : "at";
      assertThatThrownBy(
              () ->
                  TestDatabase.run(
                      lab.settings, "update " + table + " set " + column + " = " + column))
          .hasMessageContaining("only grow");
      assertThatThrownBy(() -> TestDatabase.run(lab.settings, "delete from " + table))
          .hasMessageContaining("only grow");
    }
  }

  private SignOff sign(int version, SignOff.Meaning meaning, SignOff amends, String reason) {
    SignOff signature = lab.signature(version, meaning, amends, reason);
    lab.store.change(lab.as(lab.ada), tx -> tx.signOffs().append(signature));
    return signature;
  }

  @Test
  void signedCase_isAmendedAndWithdrawn() {
    CaseReading reading = lab.reading(lab.ada, false);
    assertThatThrownBy(() -> sign(1, SignOff.Meaning.REVIEWED, null, null))
        .hasMessageContaining("is 'no answer yet' and can't become 'signed'");
    lab.judge(reading, first(), null, Laboratory.blast(), null);
    SignOff one = sign(1, SignOff.Meaning.REVIEWED, null, null);
    assertThat(lab.status()).isEqualTo(CaseStatus.SIGNED);

    assertThatThrownBy(() -> lab.judge(reading, lab.cells.get(1), null, OTHER, null))
        .as("after signing each judgement needs a reason")
        .hasMessageContaining("needs a reason");
    lab.judge(reading, lab.cells.get(1), null, OTHER, "overlooked");
    SignOff two = sign(2, SignOff.Meaning.AMENDED, one, "a cell was overlooked");
    assertThat(lab.status()).isEqualTo(CaseStatus.AMENDED);
    assertThatThrownBy(() -> sign(2, SignOff.Meaning.AMENDED, one, "at the same time"))
        .hasMessageContaining("somebody signed");

    SignOff three = sign(3, SignOff.Meaning.WITHDRAWN, two, "wrong subject");
    assertThat(lab.status()).isEqualTo(CaseStatus.WITHDRAWN);
    assertThat(lab.list(tx -> tx.signOffs().of(lab.opened.id()))).containsExactly(one, two, three);
    assertThatThrownBy(() -> lab.judge(reading, lab.cells.get(2), null, OTHER, "late"))
        .hasMessageContaining("withdrawn");
  }

  @Test
  void reasonAgainstTheModel_isAskedForOnWish() {
    lab.store.change(
        Laboratory.SERVICE,
        tx ->
            tx.projects()
                .change(
                    lab.project.id(),
                    new org.allnet.service.domain.Project.Rules(
                        false, true, java.util.OptionalInt.empty())));
    CaseReading reading = lab.reading(lab.ada, false);
    assertThatThrownBy(() -> lab.judge(reading, first(), null, OTHER, null))
        .hasMessageContaining("needs a reason");
    assertThat(lab.judge(reading, first(), null, Laboratory.blast(), null).reason())
        .isEqualTo(Optional.empty());
  }
}
