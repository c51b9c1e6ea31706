package org.allnet.service.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.allnet.data.image.ImageFlaw;
import org.allnet.evaluation.decision.Decision;
import org.allnet.evaluation.decision.NothingToSee;
import org.allnet.evaluation.decision.ReferBand;
import org.allnet.evaluation.decision.ReferralReason;
import org.allnet.service.domain.CaseReading;
import org.allnet.service.domain.CellVerdict;
import org.allnet.service.domain.DriftDay;
import org.allnet.service.domain.Hash;
import org.allnet.service.domain.Proposal;
import org.allnet.service.domain.Veil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Figures by day on each database. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
final class DriftContractTest {

  @Parameter TestDatabase database;

  @TempDir(factory = MemoryFolder.class)
  Path folder;

  private Laboratory lab;

  @BeforeEach
  void open() throws Exception {
    lab = new Laboratory(database, folder, 4);
  }

  @AfterEach
  void close() {
    if (lab != null) {
      lab.close();
    }
  }

  private void answer(int cell, Decision decision, Map<String, Double> probabilities) {
    Proposal plain = lab.proposal(lab.cells.get(cell).id());
    lab.store.change(
        Laboratory.SERVICE,
        tx ->
            tx.proposals()
                .add(
                    new Proposal(
                        plain.cell(),
                        plain.model(),
                        decision,
                        probabilities,
                        plain.possible(),
                        lab.clock.instant())));
  }

  private static Map<String, Double> blast(double probability) {
    return Map.of("lymphoblast", probability, "lymphocyte", 1 - probability);
  }

  @Test
  void days_haveWhatWasSaidAndOverridden() {
    Decision doubt =
        new Decision.Referred(
            new ReferralReason.Uncertain(
                "lymphoblast", 0.5, new ReferBand(0.4, 0.6, 0.1, 0.5, 0.05)));
    Decision nothing = new Decision.Referred(new NothingToSee.OfImage(new ImageFlaw.Mask(2)));
    Decision predicted = lab.proposal(lab.cells.get(0).id()).decision();
    answer(0, predicted, blast(0.9));
    answer(1, doubt, blast(0.5));
    lab.clock.pass(Duration.ofDays(2));
    answer(2, nothing, Map.of());
    CaseReading reading = lab.reading(lab.ada, false);
    lab.judge(reading, lab.cells.get(0), null, Laboratory.blast(), null);
    lab.judge(reading, lab.cells.get(1), null, CellVerdict.Other.ARTEFACT, null);

    List<DriftDay> days =
        lab.list(
            tx ->
                tx.drift()
                    .byDay(
                        lab.project.id(),
                        Laboratory.MODEL,
                        "lymphoblast",
                        lab.clock.instant().minus(Duration.ofDays(30)),
                        Veil.NONE));
    assertThat(days).hasSize(2);
    DriftDay first = days.get(0);
    assertThat(first.day()).isEqualTo(LocalDate.of(2026, 11, 28));
    assertThat(first.answered()).isEqualTo(2);
    assertThat(first.inReferBand()).isEqualTo(1);
    assertThat(first.refused()).isZero();
    assertThat(first.meanScore()).isCloseTo(0.7, within(1e-12));
    assertThat(first.judged()).isZero();
    assertThat(days.get(1))
        .isEqualTo(new DriftDay(LocalDate.of(2026, 11, 30), 1, 0, 0, 1, Double.NaN, 2, 1));
  }

  @Test
  void whatWasTakenBack_doesNotCount() {
    CaseReading reading = lab.reading(lab.ada, false);
    lab.judge(reading, lab.cells.get(0), null, CellVerdict.Other.ARTEFACT, null);
    undo(reading);
    lab.judge(reading, lab.cells.get(1), null, CellVerdict.Other.ARTEFACT, null);
    lab.judge(
        reading, lab.cells.get(1), CellVerdict.Other.ARTEFACT, Laboratory.blast(), "a second look");
    lab.judge(reading, lab.cells.get(2), null, Laboratory.blast(), null);
    lab.judge(reading, lab.cells.get(2), Laboratory.blast(), null, null);
    lab.judge(reading, lab.cells.get(3), null, Laboratory.blast(), null);
    lab.judge(
        reading, lab.cells.get(3), Laboratory.blast(), CellVerdict.Other.ARTEFACT, "a mistake");
    lab.clock.pass(Duration.ofDays(1));
    undo(reading);

    List<DriftDay> days =
        lab.list(
            tx ->
                tx.drift()
                    .byDay(
                        lab.project.id(),
                        Laboratory.MODEL,
                        "lymphoblast",
                        lab.clock.instant().minus(Duration.ofDays(30)),
                        Veil.NONE));
    assertThat(days)
        .as("the second and the fourth cell, both blasts in the end")
        .containsExactly(new DriftDay(LocalDate.of(2026, 11, 28), 0, 0, 0, 0, Double.NaN, 2, 0));
  }

  private void undo(CaseReading reading) {
    lab.store.change(
        lab.as(lab.ada), tx -> tx.judgements().undo(reading.id(), lab.clock.instant(), lab.random));
  }

  @Test
  void otherModelsAndProjects_doNotCount() {
    answer(0, lab.proposal(lab.cells.get(0).id()).decision(), blast(0.9));
    List<DriftDay> ofOther =
        lab.list(
            tx ->
                tx.drift()
                    .byDay(
                        lab.project.id(),
                        Hash.of("another"),
                        "lymphoblast",
                        lab.clock.instant().minus(Duration.ofDays(1)),
                        Veil.NONE));
    List<DriftDay> later =
        lab.list(
            tx ->
                tx.drift()
                    .byDay(
                        lab.project.id(),
                        Laboratory.MODEL,
                        "lymphoblast",
                        lab.clock.instant().plusSeconds(1),
                        Veil.NONE));
    assertThat(ofOther).isEmpty();
    assertThat(later).isEmpty();
  }
}
