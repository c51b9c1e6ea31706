package org.allnet.service.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.allnet.service.audit.AuditHead;
import org.allnet.service.audit.ChainAnswer;
import org.allnet.service.audit.Checkpoint;
import org.allnet.service.audit.CheckpointSigner;
import org.allnet.service.audit.CheckpointVerifier;
import org.allnet.service.domain.AuditEntry;
import org.allnet.service.domain.CaseReading;
import org.allnet.service.domain.CellVerdict;
import org.allnet.service.domain.Id;
import org.allnet.service.domain.Judgement;
import org.allnet.service.domain.Picture;
import org.allnet.service.domain.SealedText;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The audit log and erasure on each database. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
final class AuditContractTest {

  @Parameter TestDatabase database;

  @TempDir(factory = MemoryFolder.class)
  Path folder;

  private Laboratory lab;

  @BeforeEach
  void open() throws Exception {
    lab = new Laboratory(database, folder, 2);
  }

  @AfterEach
  void close() {
    if (lab != null) {
      lab.close();
    }
  }

  private Judgement judged;
  private List<Checkpoint> checkpoints;
  private CheckpointVerifier verifier;

  @BeforeEach
  void judge() {
    CaseReading reading = lab.reading(lab.ada, false);
    judged =
        lab.judge(
            reading, lab.cells.get(0), null, new CellVerdict.OfClass("lymphocyte"), "Miller's");
    CheckpointSigner signer = CheckpointSigner.open(folder.resolve("key"));
    verifier = CheckpointVerifier.open(CheckpointSigner.publicKey(folder.resolve("key")));
    checkpoints = List.of(signer.sign(lab.store.head(), lab.clock.instant()));
    lab.judge(reading, lab.cells.get(1), null, CellVerdict.Other.SMUDGE, null);
  }

  private ChainAnswer verify() {
    return lab.store.verify(checkpoints, verifier);
  }

  private void tamper(String statement, String table) throws Exception {
    TestDatabase.run(lab.settings, database.withoutTriggers(statement, table));
  }

  @Test
  void untouchedLog_isWhole() {
    List<AuditEntry> all = new ArrayList<>();
    lab.store.read(
        tx -> {
          tx.audit().each(1, all::add);
          return true;
        });
    AuditHead head = lab.store.head();

    assertThat(verify()).isEqualTo(new ChainAnswer.Whole(head, 1));
    assertThat(all).hasSize((int) head.count());
    assertThat(all)
        .extracting(entry -> entry.event().act().key())
        .containsExactly(
            "project-created",
            "account-created",
            "account-created",
            "subject-created",
            "case-opened",
            "pictures-added",
            "cells-found",
            "reading-opened",
            "judged",
            "case-status-changed",
            "judged");
    assertThat(all.get(8).event().reason().flatMap(SealedText::text)).contains("Miller's");
  }

  @Test
  void changedLine_isBrokenThere() throws Exception {
    tamper(
        "update audit_log set after_text = 'class:lymphoblast' where act = 'judged'", "audit_log");
    assertThat(verify()).isEqualTo(new ChainAnswer.BrokenAt(9, "the line was changed"));
  }

  @Test
  void changedJudgement_isBrokenAtItsLine() throws Exception {
    tamper(
        "update judgements set after_verdict = 'class:lymphoblast' where after_verdict = 'smudge'",
        "judgements");
    assertThat(verify())
        .isEqualTo(new ChainAnswer.BrokenAt(11, "the record it speaks of was changed"));
  }

  @Test
  void changedReason_isBrokenAtItsLine() throws Exception {
    TestDatabase.run(
        lab.settings, "update sealed_texts set text = 'x' where text like 'Miller''s'");
    assertThat(verify())
        .isEqualTo(new ChainAnswer.BrokenAt(9, "the text of its reason was changed"));
  }

  @Test
  void linesCutOff_areMissed() throws Exception {
    tamper("delete from audit_log where sequence > 9", "audit_log");
    assertThat(verify()).isEqualTo(new ChainAnswer.ChainLongerThanLog(9, 11));
  }

  @Test
  void chainCutWithItsHead_isMissedByCheckpoint() throws Exception {
    tamper(
        "delete from audit_log where sequence > 8; update audit_head set count = 8,"
            + " hash = (select hash from audit_log where sequence = 8)",
        "audit_log");
    assertThat(verify())
        .isInstanceOf(ChainAnswer.CheckpointMismatch.class)
        .extracting(ChainAnswer::words)
        .asString()
        .contains("shorter than it was");
  }

  @Test
  void lineBesideTheChain_isFound() throws Exception {
    TestDatabase.run(
        lab.settings,
        "update audit_head set count = 10, hash = (select hash from audit_log where sequence = 10)");
    assertThat(verify()).isEqualTo(new ChainAnswer.LogLongerThanChain(11, 10));
  }

  @Test
  void erasedSubject_leavesTheChainWhole() {
    Picture picture = lab.picture;
    int gone =
        lab.store.write(
            lab.as(lab.ada), tx -> tx.subjects().erase(lab.project.id(), lab.subject.id()));
    Judgement after = lab.store.read(tx -> tx.judgements().get(judged.id())).orElseThrow();

    assertThat(gone).isEqualTo(1);
    assertThat(lab.store.blobs().has(picture.content().orElseThrow())).isFalse();
    assertThat(lab.list(tx -> tx.pictures().of(lab.opened.id())))
        .hasSize(1)
        .allMatch(one -> one.content().isEmpty())
        .allMatch(one -> one.fileName().flatMap(SealedText::text).isEmpty());
    assertThat(
            lab.store
                .read(tx -> tx.subjects().get(lab.project.id(), lab.subject.id()))
                .orElseThrow()
                .pseudonym())
        .isEqualTo(Optional.empty());
    assertThat(after.after()).isEqualTo(judged.after());
    assertThat(after.reason().orElseThrow().text()).isEqualTo(Optional.empty());
    assertThat(verify().isWhole()).as(verify().words()).isTrue();
  }

  @Test
  void pictureOfTwoSubjects_staysForTheOther() {
    Laboratory here = lab;
    var other =
        new org.allnet.service.domain.Subject(
            Id.Subject.fresh(),
            here.project.id(),
            Optional.of("S-2"),
            here.clock.instant(),
            Optional.empty());
    var second =
        new org.allnet.service.domain.Case(
            Id.Case.fresh(),
            here.project.id(),
            other.id(),
            org.allnet.service.domain.CaseStatus.QUEUED,
            here.clock.instant());
    Picture same =
        new Picture(
            Id.Picture.fresh(),
            second.id(),
            here.picture.content(),
            1000,
            1000,
            Picture.Kind.FIELD,
            Optional.empty(),
            false);
    here.store.change(
        Laboratory.SERVICE,
        tx -> {
          tx.subjects().add(other);
          tx.cases().open(second);
          tx.pictures().add(List.of(same));
          tx.subjects().erase(here.project.id(), here.subject.id());
        });

    assertThat(here.store.blobs().has(here.picture.content().orElseThrow())).isTrue();
    assertThatThrownBy(
            () ->
                here.store.change(
                    Laboratory.SERVICE,
                    tx -> tx.subjects().erase(here.project("x").id(), other.id())))
        .hasMessageContaining("none of this id in the project");
  }
}
