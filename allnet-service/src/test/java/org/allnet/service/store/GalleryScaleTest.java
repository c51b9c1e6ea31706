package org.allnet.service.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.allnet.evaluation.decision.Decision;
import org.allnet.evaluation.decision.ReferBand;
import org.allnet.evaluation.decision.ReferralReason;
import org.allnet.service.domain.CaseReading;
import org.allnet.service.domain.CaseStatus;
import org.allnet.service.domain.Cell;
import org.allnet.service.domain.GalleryCell;
import org.allnet.service.domain.GalleryFilter;
import org.allnet.service.domain.GalleryPlace;
import org.allnet.service.domain.Hash;
import org.allnet.service.domain.Id;
import org.allnet.service.domain.Judgement;
import org.allnet.service.domain.Proposal;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A case of 100,000 cells: a page of 100 of them takes at most 100 ms, 95 times of 100. */
@Tag("nightly")
@ParameterizedClass
@EnumSource(TestDatabase.class)
final class GalleryScaleTest {

  private static final int CELLS = 100_000;
  private static final int PAGE = 100;
  private static final double GOAL_MILLISECONDS = 100;

  /** A page asks for the counts once, and goes on counting by itself. */
  private static final double COUNTS_MILLISECONDS = 3000;

  private static final Optional<Hash> MODEL = Optional.of(Laboratory.MODEL);

  @Parameter TestDatabase database;

  @TempDir(factory = MemoryFolder.class)
  Path folder;

  private final SplittableRandom random = new SplittableRandom(1);

  @Test
  void pageOfAHundred_isThereInTime() throws Exception {
    try (Laboratory lab = new Laboratory(database, folder, 1)) {
      List<Cell> cells = fill(lab);
      CaseReading reading = lab.reading(lab.ada, false);
      measure("pages one after another", lab, reading, GalleryFilter.ALL);
      measure("of one class", lab, reading, GalleryFilter.of("lymphocyte"));
      measure("not reviewed", lab, reading, GalleryFilter.ALL.unreviewed());
      judge(lab, reading, cells);
      measure("not reviewed, half judged", lab, reading, GalleryFilter.ALL.unreviewed());
      measure("of one class, half judged", lab, reading, GalleryFilter.of("lymphoblast"));
      counts(lab, reading);
    }
  }

  private List<Cell> fill(Laboratory lab) {
    List<Cell> cells = new ArrayList<>();
    for (int i = 2; i <= CELLS; i++) {
      cells.add(
          new Cell(
              Id.Cell.fresh(),
              lab.opened.id(),
              lab.picture.id(),
              i,
              new Cell.Box(i % 900, i / 900 % 900, 70, 80)));
    }
    lab.store.change(
        Laboratory.SERVICE,
        tx -> {
          tx.cells().add(cells);
          cells.forEach(cell -> tx.proposals().add(answer(lab, cell)));
        });
    return cells;
  }

  private Proposal answer(Laboratory lab, Cell cell) {
    double blast = random.nextDouble();
    String label = blast >= 0.5 ? "lymphoblast" : "lymphocyte";
    Decision decision =
        blast >= 0.45 && blast < 0.55
            ? new Decision.Referred(
                new ReferralReason.Uncertain(
                    "lymphoblast", blast, new ReferBand(0.45, 0.55, 0.05, 0.9, 0.01)))
            : new Decision.Predicted(label, new Decision.OfThreshold("lymphoblast", blast, 0.5));
    return new Proposal(
        cell.id(),
        Laboratory.MODEL,
        decision,
        Map.of("lymphoblast", blast, "lymphocyte", 1 - blast),
        List.of(label),
        lab.clock.instant());
  }

  /** Judges every second cell, in the order of the gallery's beginning, so that gaps are long. */
  private void judge(Laboratory lab, CaseReading reading, List<Cell> cells) {
    List<Judgement> events =
        cells.subList(0, CELLS / 2).stream()
            .map(cell -> lab.judgement(reading, cell, null, Laboratory.blast(), null))
            .toList();
    lab.store.change(lab.as(lab.ada), tx -> tx.judgements().append(events));
    assertThat(lab.status()).isEqualTo(CaseStatus.IN_REVIEW);
  }

  private void measure(String what, Laboratory lab, CaseReading reading, GalleryFilter filter) {
    List<Double> times = new ArrayList<>();
    Optional<GalleryPlace> after = Optional.empty();
    for (int i = 0; i < 200; i++) {
      long start = System.nanoTime();
      Optional<GalleryPlace> from = after;
      List<GalleryCell> page =
          lab.list(tx -> tx.gallery().page(reading, MODEL, filter, from, PAGE));
      times.add((System.nanoTime() - start) / 1e6);
      assertThat(page).hasSize(PAGE);
      after = Optional.of(page.get(PAGE - 1).place());
    }
    report(what, times, GOAL_MILLISECONDS);
  }

  private void counts(Laboratory lab, CaseReading reading) {
    List<Double> times = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      long start = System.nanoTime();
      assertThat(lab.store.read(tx -> tx.gallery().counts(reading, MODEL)).cells())
          .isEqualTo(CELLS);
      times.add((System.nanoTime() - start) / 1e6);
    }
    report("counts", times, COUNTS_MILLISECONDS);
  }

  private void report(String what, List<Double> times, double most) {
    Collections.sort(times);
    double p95 = times.get(times.size() * 95 / 100);
    System.getLogger("gallery")
        .log(
            System.Logger.Level.INFO,
            String.format(
                Locale.ROOT,
                "%s, %s: median %.1f ms, p95 %.1f ms",
                database,
                what,
                times.get(times.size() / 2),
                p95));
    assertThat(p95).as(what).isLessThanOrEqualTo(most);
  }
}
