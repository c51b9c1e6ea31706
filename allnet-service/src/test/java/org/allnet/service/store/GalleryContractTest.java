package org.allnet.service.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.allnet.data.InputException;
import org.allnet.evaluation.decision.Decision;
import org.allnet.evaluation.decision.OutlierMethod;
import org.allnet.evaluation.decision.ReferBand;
import org.allnet.evaluation.decision.ReferralReason;
import org.allnet.evaluation.decision.UnlikeTraining;
import org.allnet.service.domain.Case;
import org.allnet.service.domain.CaseReading;
import org.allnet.service.domain.CaseStatus;
import org.allnet.service.domain.Cell;
import org.allnet.service.domain.CellVerdict;
import org.allnet.service.domain.GalleryCell;
import org.allnet.service.domain.GalleryCounts;
import org.allnet.service.domain.GalleryFilter;
import org.allnet.service.domain.GalleryPlace;
import org.allnet.service.domain.Hash;
import org.allnet.service.domain.Id;
import org.allnet.service.domain.Judgement;
import org.allnet.service.domain.Picture;
import org.allnet.service.domain.Proposal;
import org.allnet.service.domain.ReferenceCell;
import org.allnet.service.domain.SealedText;
import org.allnet.service.domain.SignOff;
import org.allnet.service.domain.SignOff.Meaning;
import org.allnet.service.domain.SignedVerdict;
import org.allnet.service.domain.Subject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The gallery of a case of eight cells, of which the last has no answer. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
final class GalleryContractTest {

  private static final String BLAST = "lymphoblast";
  private static final Optional<Hash> MODEL = Optional.of(Laboratory.MODEL);

  @Parameter TestDatabase database;

  @TempDir(factory = MemoryFolder.class)
  Path folder;

  private Laboratory lab;
  private CaseReading reading;

  @BeforeEach
  void open() throws Exception {
    lab = new Laboratory(database, folder, 8);
    reading = lab.reading(lab.ada, false);
    lab.store.change(
        Laboratory.SERVICE,
        tx -> {
          tx.proposals().add(predicted(1, 0.99));
          tx.proposals().add(predicted(2, 0.55));
          tx.proposals().add(predicted(3, 0.30));
          tx.proposals().add(uncertain(4, 0.44));
          tx.proposals().add(uncertain(5, 0.46));
          tx.proposals().add(refused(6));
          tx.proposals().add(predicted(7, 0.55));
        });
  }

  @AfterEach
  void close() {
    if (lab != null) {
      lab.close();
    }
  }

  /** The operating point is 0.5. */
  private Proposal predicted(int number, double blast) {
    return answer(
        number,
        blast,
        new Decision.Predicted(
            blast >= 0.5 ? BLAST : "lymphocyte", new Decision.OfThreshold(BLAST, blast, 0.5)));
  }

  /** The refer band is from 0.4 to 0.5, so that its middle is 0.45. */
  private Proposal uncertain(int number, double blast) {
    ReferBand band = new ReferBand(0.4, 0.5, 0.05, 0.9, 0.01);
    return answer(
        number, blast, new Decision.Referred(new ReferralReason.Uncertain(BLAST, blast, band)));
  }

  private Proposal refused(int number) {
    return answer(
        number, 0.9, new Decision.Referred(new UnlikeTraining(OutlierMethod.MAHALANOBIS, 9, 3)));
  }

  private Proposal answer(int number, double blast, Decision decision) {
    return new Proposal(
        cell(number).id(),
        Laboratory.MODEL,
        decision,
        Map.of(BLAST, blast, "lymphocyte", 1 - blast),
        List.of(BLAST),
        lab.clock.instant());
  }

  private Cell cell(int number) {
    return lab.cells.get(number - 1);
  }

  private List<GalleryCell> page(GalleryFilter filter, Optional<GalleryPlace> after, int most) {
    return lab.list(tx -> tx.gallery().page(reading, MODEL, filter, after, most));
  }

  private static List<Integer> numbers(List<GalleryCell> cells) {
    return cells.stream().map(one -> one.cell().number()).toList();
  }

  private GalleryCounts counts() {
    return lab.store.read(tx -> tx.gallery().counts(reading, MODEL));
  }

  @Test
  void referredCells_comeFirstThenTheDoubtful() {
    List<GalleryCell> all = page(GalleryFilter.ALL, Optional.empty(), 100);
    assertThat(numbers(all)).containsExactly(4, 5, 6, 2, 7, 3, 1, 8);
    assertThat(all.get(0).place())
        .isEqualTo(new GalleryPlace(GalleryPlace.Stage.UNCERTAIN, 10_000, 4));
    assertThat(all.get(2).place().stage()).isEqualTo(GalleryPlace.Stage.UNLIKE_TRAINING);
    assertThat(all.get(5).proposal()).contains(predicted(3, 0.30));
    assertThat(all.get(7).proposal()).isEmpty();
    assertThat(all.get(7).content()).isEqualTo(lab.picture.content());
  }

  @Test
  void pages_joinWithoutGapOrRepeat() {
    List<Integer> seen = new ArrayList<>();
    Optional<GalleryPlace> after = Optional.empty();
    for (int i = 0; i < 9; i++) {
      List<GalleryCell> one = page(GalleryFilter.ALL, after, 1);
      if (!one.isEmpty()) {
        seen.add(one.get(0).cell().number());
        after = Optional.of(GalleryPlace.parse(one.get(0).place().key()));
      }
    }
    assertThat(seen).containsExactly(4, 5, 6, 2, 7, 3, 1, 8);
  }

  @Test
  void filters_takeGroupsAndVerdicts() {
    judge(2, Laboratory.blast());
    judge(4, CellVerdict.Other.UNSURE);
    judge(8, Laboratory.blast());

    assertThat(numbers(page(GalleryFilter.of(BLAST), Optional.empty(), 9)))
        .containsExactly(2, 7, 1);
    assertThat(numbers(page(GalleryFilter.of(BLAST).unreviewed(), Optional.empty(), 9)))
        .containsExactly(7, 1);
    assertThat(numbers(page(GalleryFilter.of(""), Optional.empty(), 9))).containsExactly(4, 5, 6);
    assertThat(numbers(page(GalleryFilter.ALL.unreviewed(), Optional.empty(), 9)))
        .containsExactly(5, 6, 7, 3, 1);
    GalleryFilter blasts =
        new GalleryFilter(Optional.empty(), Optional.of(Laboratory.blast()), Optional.empty());
    assertThat(numbers(page(blasts, Optional.empty(), 9))).containsExactly(2, 8);
  }

  private void judge(int number, CellVerdict after) {
    lab.judge(reading, cell(number), null, after, null);
  }

  @Test
  void counts_areOfProposalsAndVerdicts() {
    judge(2, Laboratory.blast());
    judge(4, CellVerdict.Other.UNSURE);
    lab.judge(reading, cell(4), CellVerdict.Other.UNSURE, null, null);
    judge(8, CellVerdict.Other.SMUDGE);

    GalleryCounts counts = counts();
    assertThat(counts.cells()).isEqualTo(8);
    assertThat(counts.referred()).isEqualTo(3);
    assertThat(counts.reviewed()).isEqualTo(2);
    assertThat(counts.groups())
        .containsOnly(
            Map.entry("", new GalleryCounts.Group(3, 0)),
            Map.entry(BLAST, new GalleryCounts.Group(3, 1)),
            Map.entry("lymphocyte", new GalleryCounts.Group(1, 0)));
    assertThat(counts.verdicts())
        .containsOnly(Map.entry("class:lymphoblast", 1L), Map.entry("smudge", 1L));
  }

  @Test
  void blindedReading_isShuffledAndSilent() {
    CaseReading blind = lab.reading(lab.ben, true);
    List<GalleryCell> all =
        lab.list(tx -> tx.gallery().page(blind, MODEL, GalleryFilter.ALL, Optional.empty(), 100));
    assertThat(numbers(all))
        .containsExactlyInAnyOrder(1, 2, 3, 4, 5, 6, 7, 8)
        .isNotEqualTo(List.of(1, 2, 3, 4, 5, 6, 7, 8))
        .isNotEqualTo(List.of(4, 5, 6, 2, 7, 3, 1, 8));
    assertThat(all).allSatisfy(one -> assertThat(one.proposal()).isEmpty());
    List<GalleryCell> rest =
        lab.list(
            tx ->
                tx.gallery()
                    .page(blind, MODEL, GalleryFilter.ALL, Optional.of(all.get(4).place()), 100));
    assertThat(rest).isEqualTo(all.subList(5, 8));
    assertThat(lab.maybe(tx -> tx.gallery().cell(blind, MODEL, cell(1).id())).orElseThrow())
        .isIn(all);
    GalleryCounts counts = lab.store.read(tx -> tx.gallery().counts(blind, MODEL));
    assertThat(counts.groups()).isEmpty();
    assertThatThrownBy(
            () ->
                lab.list(
                    tx ->
                        tx.gallery().page(blind, MODEL, GalleryFilter.of(""), Optional.empty(), 9)))
        .isInstanceOf(InputException.class);
  }

  @Test
  void oneCell_isAsOnItsPage() {
    judge(2, Laboratory.blast());
    for (GalleryCell one : page(GalleryFilter.ALL, Optional.empty(), 100)) {
      assertThat(lab.maybe(tx -> tx.gallery().cell(reading, MODEL, one.cell().id()))).contains(one);
    }
  }

  private List<Judgement> undo() {
    return lab.store.write(
        lab.as(lab.ada), tx -> tx.judgements().undo(reading.id(), lab.clock.instant(), lab.random));
  }

  @Test
  void undo_takesBackOneActAfterAnother() {
    judge(1, Laboratory.blast());
    List<Judgement> together =
        List.of(
            lab.judgement(reading, cell(2), null, Laboratory.blast(), null),
            lab.judgement(reading, cell(7), null, Laboratory.blast(), null));
    lab.store.change(lab.as(lab.ada), tx -> tx.judgements().append(together));
    lab.judge(reading, cell(1), Laboratory.blast(), CellVerdict.Other.UNSURE, "second look");
    assertThat(counts().reviewed()).isEqualTo(3);

    assertThat(undo()).hasSize(1);
    assertThat(counts().verdicts()).isEqualTo(Map.of("class:lymphoblast", 3L));
    List<Judgement> back = undo();
    assertThat(back).hasSize(2).allSatisfy(one -> assertThat(one.shown().together()).isEqualTo(2));
    assertThat(counts().verdicts()).isEqualTo(Map.of("class:lymphoblast", 1L));
    assertThat(lab.list(tx -> tx.judgements().of(cell(2).id()))).hasSize(2);

    judge(3, CellVerdict.Other.ARTEFACT);
    assertThat(undo().get(0).cell()).isEqualTo(cell(3).id());
    assertThat(undo().get(0).cell()).isEqualTo(cell(1).id());
    assertThat(undo()).isEmpty();
    assertThat(counts().reviewed()).isZero();
    assertThat(lab.last(reading)).allSatisfy((cell, one) -> assertThat(one.after()).isEmpty());
  }

  @Test
  void neighbours_areTheNearestOfThePicture() {
    List<Integer> near =
        lab.list(tx -> tx.gallery().neighbours(cell(3), 3)).stream().map(Cell::number).toList();
    assertThat(near).containsExactly(2, 4, 1);
  }

  @Test
  void references_areOfOtherSubjectsAlone() throws Exception {
    judge(1, Laboratory.blast());
    List<Cell> others = otherSubject("S-0007");
    for (Cell one : others) {
      CaseReading of = readingOf(one.of());
      lab.judge(of, one, null, Laboratory.blast(), null);
    }
    assertThat(references(lab.opened.id(), BLAST)).as("nobody has signed").isEmpty();
    SignOff first = sign(others.get(0).of(), 1, Meaning.REVIEWED, null, Laboratory.blast(), others);
    List<ReferenceCell> found = references(lab.opened.id(), BLAST);
    assertThat(found).extracting(ReferenceCell::cell).containsExactly(others.get(2), others.get(1));
    assertThat(found.get(0).subject()).isEqualTo("S-0007");
    assertThat(found.get(0).signer()).isEqualTo("Dr. Ada");
    assertThat(found.get(0).kind()).isEqualTo(CaseReading.Kind.FIRST);
    assertThat(found.get(0).at()).isEqualTo(first.at());
    assertThat(references(lab.opened.id(), "lymphocyte")).isEmpty();
    assertThat(references(others.get(0).of(), BLAST)).as("said, and not signed").isEmpty();

    CellVerdict other = new CellVerdict.OfClass("lymphocyte");
    SignOff second = sign(first.of(), 2, Meaning.AMENDED, first, other, others);
    assertThat(references(lab.opened.id(), BLAST)).as("overruled").isEmpty();
    assertThat(references(lab.opened.id(), "lymphocyte")).hasSize(2);
    sign(first.of(), 3, Meaning.WITHDRAWN, second, other, List.of());
    assertThat(references(lab.opened.id(), "lymphocyte")).as("withdrawn").isEmpty();
  }

  private List<ReferenceCell> references(Id.Case of, String label) {
    return lab.list(tx -> tx.gallery().references(of, label, 12));
  }

  /** Signs that all of some cells are of a class. */
  private SignOff sign(
      Id.Case of,
      int version,
      Meaning meaning,
      SignOff amends,
      CellVerdict verdict,
      List<Cell> cells) {
    String text =
        cells.stream()
            .map(
                cell ->
                    "{\"cell\":\"%s\",\"verdict\":\"%s\",\"reading\":\"first\"}"
                        .formatted(cell.id().text(), verdict.key()))
            .collect(
                Collectors.joining(",", "{\"version\":%d,\"cells\":[".formatted(version), "]}"));
    SignOff signature =
        new SignOff(
            Id.SignOff.fresh(),
            of,
            version,
            lab.ada.id(),
            "Dr. Ada",
            meaning,
            Hash.of(text),
            Optional.ofNullable(amends).map(SignOff::id),
            Optional.of("a second look").map(why -> SealedText.of(why, lab.random)),
            lab.clock.instant());
    lab.store.change(
        lab.as(lab.ada),
        tx -> {
          tx.signedResults().keep(text);
          tx.signOffs().append(signature);
          tx.signedResults()
              .stand(
                  signature,
                  cells.stream()
                      .map(cell -> new SignedVerdict(cell.id(), verdict, CaseReading.Kind.FIRST))
                      .toList());
        });
    return signature;
  }

  @Test
  void signedBefore_isFilledIn() throws Exception {
    List<Cell> others = otherSubject("S-0007");
    others.forEach(one -> lab.judge(readingOf(one.of()), one, null, Laboratory.blast(), null));
    sign(others.get(0).of(), 1, Meaning.REVIEWED, null, Laboratory.blast(), others);
    List<ReferenceCell> found = references(lab.opened.id(), BLAST);
    String script =
        "%s/V72__signed_verdicts_so_far.sql".formatted(database.name().toLowerCase(Locale.ROOT));
    try (InputStream in = Store.class.getResourceAsStream(script)) {
      String fill = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      lab.store.change(
          lab.as(lab.ada),
          tx -> {
            tx.sql().update("delete from signed_verdicts");
            tx.sql().update(fill.strip().replaceFirst(";$", ""));
          });
    }
    assertThat(references(lab.opened.id(), BLAST)).isEqualTo(found).hasSize(2);
  }

  private final Map<Id.Case, CaseReading> readings = new HashMap<>();

  private CaseReading readingOf(Id.Case of) {
    return readings.computeIfAbsent(
        of,
        id -> {
          CaseReading first =
              new CaseReading(
                  Id.Reading.fresh(),
                  id,
                  CaseReading.Kind.FIRST,
                  lab.ada.id(),
                  false,
                  1,
                  lab.clock.instant(),
                  Optional.empty());
          lab.store.change(lab.as(lab.ada), tx -> tx.readings().open(first));
          return first;
        });
  }

  /** Three cells of another subject, in a picture of their own. */
  private List<Cell> otherSubject(String name) throws Exception {
    Subject subject =
        new Subject(
            Id.Subject.fresh(),
            lab.project.id(),
            Optional.of(name),
            lab.clock.instant(),
            Optional.empty());
    Case of =
        new Case(
            Id.Case.fresh(),
            lab.project.id(),
            subject.id(),
            CaseStatus.ANSWERED,
            lab.clock.instant());
    Picture picture =
        new Picture(
            Id.Picture.fresh(),
            of.id(),
            Optional.of(lab.bytes("a field of " + name)),
            1000,
            1000,
            Picture.Kind.FIELD,
            Optional.empty(),
            false);
    List<Cell> cells = new ArrayList<>();
    for (int i = 1; i <= 3; i++) {
      cells.add(new Cell(Id.Cell.fresh(), of.id(), picture.id(), i, new Cell.Box(9 * i, 0, 8, 8)));
    }
    lab.store.change(
        Laboratory.SERVICE,
        tx -> {
          tx.subjects().add(subject);
          tx.cases().open(of);
          tx.pictures().add(List.of(picture));
          tx.cells().add(cells);
        });
    return cells;
  }
}
