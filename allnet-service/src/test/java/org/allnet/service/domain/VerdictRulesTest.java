package org.allnet.service.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.allnet.service.domain.CaseReading.Kind;
import org.junit.jupiter.api.Test;

/** What counts of a cell, when a result may be signed, and who must not see what. */
final class VerdictRulesTest {

  private static final Instant NOW = Instant.parse("2026-11-28T10:00:00Z");
  private static final CellVerdict BLAST = new CellVerdict.OfClass("blast");
  private static final CellVerdict OTHER = new CellVerdict.OfClass("other");
  private static final CellVerdict UNSURE = CellVerdict.Other.UNSURE;
  private static final CellVerdict NOTHING = null;

  private final Id.Case of = Id.Case.fresh();
  private final List<Id.Cell> cells = IntStream.range(0, 3).mapToObj(i -> Id.Cell.fresh()).toList();
  private final List<ReadingVerdicts> readings = new ArrayList<>();
  private int seconds;
  private long sequence = 1;

  /** A reading that says this of the cells, in their order. */
  private CaseReading reads(Kind kind, boolean closed, CellVerdict... verdicts) {
    boolean blinded = kind == Kind.SECOND || kind == Kind.COMPETENCY;
    CaseReading reading =
        new CaseReading(
            Id.Reading.fresh(),
            of,
            kind,
            Id.Account.fresh(),
            blinded,
            5,
            NOW,
            closed ? Optional.of(NOW) : Optional.empty());
    Map<Id.Cell, ReadingVerdicts.Last> last = new HashMap<>();
    for (int i = 0; i < verdicts.length; i++) {
      last.put(
          cells.get(i),
          new ReadingVerdicts.Last(
              sequence++,
              new Judgement(
                  Id.Judgement.fresh(),
                  cells.get(i),
                  reading.id(),
                  reading.reader(),
                  NOW.plusSeconds(seconds++),
                  new Shown(Optional.empty(), Optional.empty(), false, 1, Optional.of(1L)),
                  Optional.empty(),
                  Optional.ofNullable(verdicts[i]),
                  Optional.empty())));
    }
    readings.add(new ReadingVerdicts(reading, last));
    return reading;
  }

  private CaseVerdicts verdicts() {
    return new CaseVerdicts(cells, readings);
  }

  private Optional<CellVerdict> counts(int cell) {
    return verdicts().finalOf(cells.get(cell)).map(FinalVerdict::verdict);
  }

  private List<String> obstacles(CaseStatus status) {
    return SigningCheck.beforeSigning(status, verdicts(), 0);
  }

  @Test
  void laterEvent_countsWhateverClocksSay() {
    reads(Kind.FIRST, false, BLAST);
    seconds -= 3600; // the clock of the service was set back
    reads(Kind.FIRST, false, CellVerdict.Other.SMUDGE);

    assertThat(counts(0)).contains(CellVerdict.Other.SMUDGE);
  }

  @Test
  void laterKind_countsMore() {
    reads(Kind.AMENDMENT, true, NOTHING, NOTHING, OTHER);
    reads(Kind.ADJUDICATION, true, NOTHING, OTHER, BLAST);
    reads(Kind.FIRST, true, BLAST, BLAST, BLAST);
    reads(Kind.SECOND, true, OTHER, OTHER, OTHER);
    reads(Kind.COMPETENCY, true, OTHER, OTHER, OTHER);

    assertThat(counts(0)).contains(BLAST);
    assertThat(counts(1)).contains(OTHER);
    assertThat(counts(2)).contains(OTHER);
    assertThat(verdicts().finalOf(cells.get(1)).orElseThrow().kind()).isEqualTo(Kind.ADJUDICATION);
  }

  @Test
  void twoFirstReadings_countByTheLastWord() {
    reads(Kind.FIRST, true, BLAST, BLAST, BLAST);
    reads(Kind.FIRST, false, OTHER, NOTHING);
    assertThat(counts(0)).contains(OTHER);
    assertThat(counts(1)).as("taken back by the other: the first one's stays").contains(BLAST);
    assertThat(counts(2)).contains(BLAST);
  }

  @Test
  void secondReadingAlone_countsNothing() {
    reads(Kind.SECOND, true, BLAST, BLAST, BLAST);
    assertThat(verdicts().unread()).isEqualTo(cells);
    assertThat(verdicts().differing()).isEmpty();
  }

  @Test
  void fullyReadCase_maySign() {
    reads(Kind.FIRST, false, BLAST, OTHER, CellVerdict.Other.NOT_CLASSED);
    assertThat(obstacles(CaseStatus.IN_REVIEW)).isEmpty();
    assertThat(obstacles(CaseStatus.SIGNED))
        .containsExactly("The result is signed. Amend it if it is wrong.");
    assertThat(obstacles(CaseStatus.WITHDRAWN)).containsExactly("The case is withdrawn.");
    assertThat(SigningCheck.beforeSigning(CaseStatus.IN_REVIEW, verdicts(), 2))
        .containsExactly("The model has not finished: 2 jobs are open.");
  }

  @Test
  void unfinishedCase_saysWhyItIsNotSigned() {
    reads(Kind.FIRST, false, BLAST, UNSURE);
    reads(Kind.SECOND, false, OTHER);
    assertThat(obstacles(CaseStatus.IN_REVIEW))
        .containsExactly(
            "1 cell is not judged yet.",
            "1 cell is marked 'unsure'. Decide, or choose 'not classed'.",
            "1 cell is judged differently by two readers. Adjudicate them.",
            "The second reading goes on. Wait for its end, or end it.");
  }

  @Test
  void adjudicatedCell_differsNoMore() {
    reads(Kind.FIRST, true, BLAST, BLAST, BLAST);
    reads(Kind.SECOND, true, OTHER, BLAST, OTHER);
    assertThat(verdicts().differing()).containsExactly(cells.get(0), cells.get(2));
    reads(Kind.ADJUDICATION, true, OTHER, NOTHING, BLAST);
    assertThat(verdicts().differing()).isEmpty();
    assertThat(obstacles(CaseStatus.IN_REVIEW)).isEmpty();
  }

  @Test
  void unreadCase_isNotSigned() {
    assertThat(obstacles(CaseStatus.ANSWERED))
        .containsExactly(
            "The case is 'machine only': no person has judged a cell.",
            "3 cells are not judged yet.");
    assertThat(
            SigningCheck.beforeSigning(
                CaseStatus.IN_REVIEW, new CaseVerdicts(List.of(), List.of()), 0))
        .containsExactly("The case has no cell.");
  }

  @Test
  void amendment_needsAChange() {
    reads(Kind.FIRST, true, BLAST, BLAST, BLAST);
    assertThat(SigningCheck.beforeAmending(CaseStatus.SIGNED, verdicts(), 0, 0))
        .containsExactly("No cell has another verdict than in the signed result.");
    assertThat(SigningCheck.beforeAmending(CaseStatus.SIGNED, verdicts(), 0, 1)).isEmpty();
    assertThat(SigningCheck.beforeAmending(CaseStatus.IN_REVIEW, verdicts(), 0, 1)).hasSize(1);
  }

  @Test
  void amendment_waitsLikeAFirstSignature() {
    reads(Kind.FIRST, true, BLAST, BLAST, BLAST);
    reads(Kind.SECOND, false, OTHER, BLAST);
    reads(Kind.AMENDMENT, false, NOTHING, OTHER);
    assertThat(SigningCheck.beforeAmending(CaseStatus.SIGNED, verdicts(), 1, 1))
        .containsExactly(
            "The model has not finished: 1 job is open.",
            "1 cell is judged differently by two readers. Adjudicate them.",
            "The second reading goes on. Wait for its end, or end it.");
  }

  @Test
  void firstReadersWhoDiffer_needAnAdjudication() {
    reads(Kind.FIRST, true, BLAST, BLAST, UNSURE);
    reads(Kind.FIRST, false, OTHER, NOTHING, BLAST);
    assertThat(verdicts().differing()).containsExactly(cells.get(0));
    assertThat(verdicts().against(cells.get(0))).contains(BLAST);
    assertThat(obstacles(CaseStatus.IN_REVIEW))
        .containsExactly("1 cell is judged differently by two readers. Adjudicate them.");
    reads(Kind.ADJUDICATION, true, OTHER);
    assertThat(obstacles(CaseStatus.IN_REVIEW)).isEmpty();
  }

  @Test
  void onlyReaders_haveLookedAtTheCells() {
    CaseReading first = reads(Kind.FIRST, true, BLAST);
    CaseReading second = reads(Kind.SECOND, true, BLAST);
    CaseReading undone = reads(Kind.FIRST, true, NOTHING, NOTHING);
    assertThat(SigningCheck.reviewed(first.reader(), verdicts())).as("of three").isEqualTo(1);
    assertThat(SigningCheck.reviewed(second.reader(), verdicts())).isZero();
    assertThat(SigningCheck.reviewed(undone.reader(), verdicts())).isZero();
    assertThat(SigningCheck.reviewed(Id.Account.fresh(), verdicts())).isZero();
  }

  @Test
  void openBlindedReading_hidesTheCase() {
    CaseReading first = reads(Kind.FIRST, false, BLAST);
    CaseReading second = reads(Kind.SECOND, false, BLAST);
    CaseReading ended = reads(Kind.SECOND, true, BLAST);
    List<CaseReading> all = List.of(first, second, ended);

    assertThat(Blinding.mustNotSee(second.reader(), all)).isTrue();
    assertThat(Blinding.mustNotSee(first.reader(), all)).isFalse();
    CaseReading judge = reads(Kind.ADJUDICATION, false);
    assertThat(Blinding.mustNotSee(judge.reader(), List.of(first, judge))).isTrue();
    assertThat(Blinding.mustNotSee(ended.reader(), all)).isFalse();
    assertThat(Blinding.against(Kind.SECOND, first.reader(), all))
        .contains("the person has read this case before");
    assertThat(Blinding.against(Kind.ADJUDICATION, ended.reader(), all))
        .contains("the person is one of the readers of this case");
    assertThat(Blinding.against(Kind.SECOND, Id.Account.fresh(), all)).isEqualTo(Optional.empty());
  }

  @Test
  void order_isRandomAndStable() {
    List<Id.Cell> many = IntStream.range(0, 200).mapToObj(i -> Id.Cell.fresh()).toList();
    List<Id.Cell> order = ReadingOrder.of(7, many);
    assertThat(order).isNotEqualTo(many).containsExactlyInAnyOrderElementsOf(many);
    assertThat(ReadingOrder.of(8, many)).isNotEqualTo(order);

    List<Id.Cell> without = new ArrayList<>(order);
    without.remove(100);
    List<Id.Cell> fewer = new ArrayList<>(many);
    fewer.remove(order.get(100));
    assertThat(ReadingOrder.of(7, fewer)).isEqualTo(without);
    long exchanged = many.stream().filter(cell -> ReadingOrder.isExchanged(7, cell)).count();
    assertThat(exchanged).isBetween(60L, 140L);
    assertThat(new HashSet<>(many)).hasSize(200);
  }
}
