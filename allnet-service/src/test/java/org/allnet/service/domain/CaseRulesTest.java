package org.allnet.service.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.allnet.data.InputException;
import org.junit.jupiter.api.Test;

/** What may follow what, and what is refused. */
final class CaseRulesTest {

  private static final Instant NOW = Instant.parse("2026-11-28T10:00:00Z");
  private static final CellVerdict BLAST = new CellVerdict.OfClass("blast");
  private static final CellVerdict OTHER = new CellVerdict.OfClass("other");

  @Test
  void signedCase_neverBecomesUnsigned() {
    for (CaseStatus status : CaseStatus.values()) {
      if (status.isSigned()) {
        assertThat(status.next()).containsExactly(CaseStatus.AMENDED, CaseStatus.WITHDRAWN);
      } else if (status != CaseStatus.IN_REVIEW) {
        assertThat(status.next()).doesNotContain(CaseStatus.SIGNED);
      }
    }
    assertThat(Arrays.stream(CaseStatus.values()).filter(CaseStatus::isClosed))
        .containsExactly(CaseStatus.WITHDRAWN, CaseStatus.CANCELLED);
  }

  private static Judgement judgement(CellVerdict before, CellVerdict after, String proposed) {
    return new Judgement(
        Id.Judgement.fresh(),
        Id.Cell.fresh(),
        Id.Reading.fresh(),
        Id.Account.fresh(),
        NOW,
        new Shown(
            Optional.ofNullable(proposed).map(text -> Hash.of("model")),
            Optional.ofNullable(proposed),
            false,
            1,
            Optional.of(10L)),
        Optional.ofNullable(before),
        Optional.ofNullable(after),
        Optional.empty());
  }

  @Test
  void reason_isNeededForAChange() {
    Project.Rules plain = Project.Rules.DEFAULT;
    Project.Rules strict = new Project.Rules(false, true, OptionalInt.of(90));
    CaseStatus open = CaseStatus.IN_REVIEW;

    assertThat(judgement(null, BLAST, "blast").needsReason(strict, open)).isFalse();
    assertThat(judgement(BLAST, OTHER, null).needsReason(plain, open)).isTrue();
    assertThat(judgement(BLAST, BLAST, null).needsReason(plain, open)).isFalse();
    assertThat(judgement(BLAST, null, null).needsReason(plain, open)).as("taken back").isFalse();
    assertThat(judgement(null, OTHER, "blast").needsReason(plain, open)).isFalse();
    assertThat(judgement(null, OTHER, "blast").needsReason(strict, open)).isTrue();
    assertThat(judgement(null, OTHER, null).needsReason(strict, open)).as("blinded").isFalse();
    assertThat(judgement(null, BLAST, "blast").needsReason(plain, CaseStatus.SIGNED)).isTrue();
  }

  private static CaseReading reading(CaseReading.Kind kind, boolean blinded) {
    return new CaseReading(
        Id.Reading.fresh(),
        Id.Case.fresh(),
        kind,
        Id.Account.fresh(),
        blinded,
        1,
        NOW,
        Optional.empty());
  }

  @Test
  void blindedReader_seesNobody() {
    CaseReading first = reading(CaseReading.Kind.FIRST, false);
    CaseReading second = reading(CaseReading.Kind.SECOND, true);
    CaseReading third = reading(CaseReading.Kind.SECOND, false);
    CaseReading judge = reading(CaseReading.Kind.ADJUDICATION, false);

    assertThat(second.shows(first)).isFalse();
    assertThat(first.shows(second)).as("nor is a blinded one seen").isFalse();
    assertThat(second.shows(second)).isTrue();
    assertThat(first.shows(third)).isTrue();
    assertThat(Stream.of(first, second, third).allMatch(judge::shows)).isTrue();
  }

  @Test
  void verdictsAndIds_areReadByTheirKeys() {
    for (CellVerdict verdict :
        List.of(BLAST, CellVerdict.Other.SMUDGE, CellVerdict.Other.NOT_CLASSED)) {
      assertThat(CellVerdict.of(verdict.key())).isEqualTo(verdict);
    }
    assertThat(BLAST.counts()).isTrue();
    assertThat(CellVerdict.Other.UNSURE.counts()).isFalse();
    for (String key : List.of("", "class:", "class: x", "SMUDGE", "blast")) {
      assertThatThrownBy(() -> CellVerdict.of(key)).isInstanceOf(InputException.class);
    }
    for (Id id : List.of(Id.Cell.fresh(), Id.SignOff.fresh(), Id.ApiKey.fresh())) {
      assertThat(Id.of(id.kind(), id.text())).isEqualTo(id);
    }
    for (String text : List.of("", "1-1-1-1-1", Id.Cell.fresh().text().toUpperCase() + "'")) {
      assertThatThrownBy(() -> Id.of("cell", text)).isInstanceOf(InputException.class);
    }
    assertThatThrownBy(() -> Id.of("cells", Id.Cell.fresh().text()))
        .isInstanceOf(InputException.class);
  }

  @Test
  void laterSignature_saysWhatItReplaces() {
    assertThat(sign(1, SignOff.Meaning.APPROVED, false).meaning().status())
        .isEqualTo(CaseStatus.SIGNED);
    assertThat(sign(2, SignOff.Meaning.AMENDED, true).meaning().status())
        .isEqualTo(CaseStatus.AMENDED);
    assertThatThrownBy(() -> sign(1, SignOff.Meaning.AMENDED, false))
        .hasMessageContaining("version 1 is 'amended'");
    assertThatThrownBy(() -> sign(2, SignOff.Meaning.REVIEWED, true))
        .isInstanceOf(InputException.class);
    assertThatThrownBy(() -> sign(2, SignOff.Meaning.WITHDRAWN, false))
        .isInstanceOf(InputException.class);
  }

  private static SignOff sign(int version, SignOff.Meaning meaning, boolean amends) {
    return new SignOff(
        Id.SignOff.fresh(),
        Id.Case.fresh(),
        version,
        Id.Account.fresh(),
        "Dr. Ada",
        meaning,
        Hash.of("result"),
        amends ? Optional.of(Id.SignOff.fresh()) : Optional.empty(),
        amends
            ? Optional.of(SealedText.of("overlooked", new java.security.SecureRandom()))
            : Optional.empty(),
        NOW);
  }

  @Test
  void wait_isAsLongAsTheQueueTakes() {
    QueueLoad load = new QueueLoad(90, 10, Optional.of(NOW), 30, Duration.ofSeconds(60));
    assertThat(load.retryAfter(0, 100)).isEqualTo(Optional.empty());
    assertThat(load.retryAfter(10, 100)).contains(Duration.ofSeconds(20));
    assertThat(load.retryAfter(10_000, 100)).contains(Duration.ofMinutes(10));
    QueueLoad fast = new QueueLoad(100, 0, Optional.of(NOW), 6000, Duration.ofSeconds(60));
    assertThat(fast.retryAfter(1, 100)).contains(Duration.ofSeconds(1));
    QueueLoad dead = new QueueLoad(100, 0, Optional.of(NOW), 0, Duration.ofSeconds(60));
    assertThat(dead.retryAfter(1, 100)).contains(Duration.ofMinutes(10));
  }

  @Test
  void oddProjectsAndCells_areRefused() {
    for (List<String> classes :
        List.of(List.<String>of(), List.of("a", "a"), List.of(" a"), List.of("a\nb"))) {
      assertThatThrownBy(
              () -> new Project(Id.Project.fresh(), "P", classes, Project.Rules.DEFAULT, NOW))
          .isInstanceOf(InputException.class);
    }
    assertThatThrownBy(() -> new Project.Rules(false, false, OptionalInt.of(0)))
        .isInstanceOf(InputException.class);
    assertThatThrownBy(() -> new Cell.Box(-1, 0, 5, 5)).isInstanceOf(InputException.class);
    assertThatThrownBy(() -> new Cell.Box(0, 0, 0, 5)).isInstanceOf(InputException.class);
    assertThatThrownBy(() -> new Hash("../../etc/passwd")).isInstanceOf(InputException.class);
    assertThatThrownBy(() -> new Actor.Service("worker\n", "run"))
        .isInstanceOf(InputException.class);
    assertThatThrownBy(
            () -> new Shown(Optional.empty(), Optional.of("blast"), false, 1, Optional.of(0L)))
        .isInstanceOf(InputException.class);
  }
}
