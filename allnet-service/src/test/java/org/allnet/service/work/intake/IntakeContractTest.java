package org.allnet.service.work.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.allnet.service.domain.Act;
import org.allnet.service.domain.AuditEntry;
import org.allnet.service.domain.Case;
import org.allnet.service.domain.CaseStatus;
import org.allnet.service.domain.Cell;
import org.allnet.service.domain.Hash;
import org.allnet.service.domain.Id;
import org.allnet.service.domain.Job;
import org.allnet.service.domain.JobTask;
import org.allnet.service.domain.ModelUse;
import org.allnet.service.domain.Picture;
import org.allnet.service.domain.Project;
import org.allnet.service.domain.UnreadablePicture;
import org.allnet.service.store.BlobStore;
import org.allnet.service.store.MemoryFolder;
import org.allnet.service.store.TestDatabase;
import org.allnet.service.work.Bench;
import org.allnet.service.work.TestPictures;
import org.allnet.service.work.operation.Erasure;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Intake on each database. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
final class IntakeContractTest {

  @Parameter TestDatabase database;

  @TempDir(factory = MemoryFolder.class)
  Path folder;

  private Bench bench;

  @BeforeEach
  void open() throws Exception {
    bench = new Bench(database.fresh(folder), folder);
  }

  @AfterEach
  void close() throws Exception {
    if (bench != null) {
      bench.close();
    }
  }

  private IntakeAnswer take(IntakeRequest request, IncomingFile... files) {
    return bench.intake(IntakeLimits.DEFAULTS).take(bench.person(), request, List.of(files));
  }

  private static IncomingFile cell(int number) throws Exception {
    return TestPictures.file("cell.png", TestPictures.png(number));
  }

  private IntakeRequest keyed(String key) {
    return bench.request(Picture.Kind.CELL, Optional.of(key));
  }

  private List<Case> cases() {
    return bench.look(tx -> tx.cases().list(bench.project.id(), List.of(), 0, 100));
  }

  @Test
  void cells_becomeACaseWithJobs() throws Exception {
    bench.classifier(ModelUse.CLASSIFIER, 5);
    IntakeAnswer.Accepted taken = bench.cells(3);

    assertThat(bench.unread(taken.of())).isZero();
    assertThat(taken.pictures()).isEqualTo(3);
    assertThat(taken.cells()).isEqualTo(3);
    assertThat(taken.jobs()).isEqualTo(3);
    assertThat(taken.refused()).isEmpty();
    List<Cell> cells = bench.look(tx -> tx.cells().of(taken.of(), 0, 10));
    assertThat(cells).extracting(Cell::number).containsExactly(1, 2, 3);
    assertThat(cells).extracting(Cell::box).containsOnly(new Cell.Box(0, 0, 64, 48));
    assertThat(bench.progress(taken.of()).open()).isEqualTo(3);
    List<AuditEntry> lines = bench.look(tx -> tx.audit().of(taken.of()));
    assertThat(lines)
        .extracting(entry -> entry.event().act())
        .containsExactly(Act.CASE_OPENED, Act.MODEL_ASSIGNED, Act.PICTURES_ADDED, Act.CELLS_FOUND);
    assertThat(blobs()).as("the pictures alone: what was handed in is gone").isEqualTo(3);
    try (Stream<Path> left = Files.list(folder.resolve("scratch"))) {
      assertThat(left).as("what was handed in is not kept").isEmpty();
    }
  }

  @Test
  void order_isThatInWhichTheyCame() throws Exception {
    IntakeAnswer.Accepted taken = bench.cells(4);
    List<Cell> cells = bench.look(tx -> tx.cells().of(taken.of(), 0, 10));
    List<Picture> pictures = bench.look(tx -> tx.pictures().of(taken.of()));
    for (int i = 0; i < 4; i++) {
      Id.Picture of = cells.get(i).picture();
      Picture picture = pictures.stream().filter(one -> one.id().equals(of)).findFirst().get();
      byte[] stored = bench.store.blobs().read(picture.content().get()).get();
      BufferedImage image = ImageIO.read(new ByteArrayInputStream(stored));
      BufferedImage sent = TestPictures.cell(i);
      assertThat(image.getRGB(30, 20)).isEqualTo(sent.getRGB(30, 20));
    }
  }

  private int blobs() throws Exception {
    try (Stream<Path> all = Files.walk(folder.resolve("pictures"))) {
      return (int)
          all.filter(Files::isRegularFile)
              .filter(file -> !file.getFileName().toString().startsWith(".held")) // a back-up's
              .count();
    }
  }

  @Test
  void markOfAFolder_marksItsPictures() throws Exception {
    byte[] zip =
        TestPictures.zip(
            "made/all/1.png", TestPictures.png(1),
            "made/SYNTHETIC.txt", "made by a program".getBytes(StandardCharsets.UTF_8),
            "real/2.png", TestPictures.png(2));
    IntakeAnswer.Accepted taken =
        (IntakeAnswer.Accepted)
            take(
                bench.request(Picture.Kind.CELL, Optional.empty()),
                TestPictures.file("cells.zip", zip),
                cell(3));
    assertThat(taken.refused()).as("the mark is neither a picture nor a mistake").isEmpty();
    assertThat(taken.notes()).anyMatch(note -> note.startsWith("1 picture is synthetic"));
    bench.read();
    List<Cell> cells = bench.look(tx -> tx.cells().of(taken.of(), 0, 10));
    List<Boolean> marked =
        cells.stream()
            .map(
                cell ->
                    bench.store.read(tx -> tx.pictures().get(bench.project.id(), cell.picture())))
            .map(picture -> picture.orElseThrow().synthetic())
            .toList();
    assertThat(marked).containsExactly(true, false, false);
  }

  /** What is no picture is told at once; what is a broken one, once it is read. */
  @Test
  void badPicture_isToldAndTheOthersTaken() throws Exception {
    byte[] cut = Arrays.copyOf(TestPictures.png(2), 200);
    IntakeAnswer answer =
        take(
            bench.request(Picture.Kind.CELL),
            cell(1),
            TestPictures.file("notes.txt", "no picture".getBytes(StandardCharsets.UTF_8)),
            TestPictures.file("cut.png", cut),
            cell(3));

    assertThat(answer).isInstanceOf(IntakeAnswer.Accepted.class);
    IntakeAnswer.Accepted taken = (IntakeAnswer.Accepted) answer;
    assertThat(taken.pictures()).isEqualTo(3);
    assertThat(taken.refused())
        .containsExactly(
            new RefusedFile(2, "notes.txt", "is a text file, no image; give the image itself"));

    assertThat(bench.read()).isEqualTo(3);
    List<UnreadablePicture> refused = bench.unreadable(taken.of());
    assertThat(refused).hasSize(1);
    assertThat(refused.get(0).file()).isEqualTo(3);
    assertThat(refused.get(0).reason()).startsWith("is cut short");
    assertThat(bench.cellsOf(taken.of()))
        .extracting(Cell::number)
        .as("each keeps its place")
        .containsExactly(1, 3);
    assertThat(bench.picturesOf(taken.of())).hasSize(2);
    List<AuditEntry> lines = bench.look(tx -> tx.audit().of(refused.get(0).picture()));
    assertThat(lines)
        .extracting(entry -> entry.event().act())
        .containsExactly(Act.PICTURE_UNREADABLE);
    assertThat(blobs()).isEqualTo(2);
  }

  @Test
  void brokenPicturesAlone_cancelTheCase() throws Exception {
    byte[] cut = Arrays.copyOf(TestPictures.png(2), 200);
    IntakeAnswer.Accepted taken =
        (IntakeAnswer.Accepted)
            take(bench.request(Picture.Kind.CELL), TestPictures.file("cut.png", cut));
    assertThat(bench.status(taken.of())).isEqualTo(CaseStatus.QUEUED);
    bench.read();
    assertThat(bench.status(taken.of())).isEqualTo(CaseStatus.CANCELLED);
    assertThat(bench.unreadable(taken.of())).hasSize(1);
    assertThat(blobs()).isZero();
  }

  @Test
  void handedIn_isReadLaterAndKeepsItsPlace() throws Exception {
    IntakeAnswer.Accepted taken =
        (IntakeAnswer.Accepted) take(bench.request(Picture.Kind.CELL), cell(1), cell(2));
    assertThat(bench.unread(taken.of())).isEqualTo(2);
    assertThat(bench.picturesOf(taken.of())).as("nothing to show").isEmpty();
    assertThat(bench.cellCount(taken.of())).isZero();
    assertThat(blobs()).as("one file, whatever their number").isEqualTo(1);
    assertThat(bench.bytes()).isEqualTo(TestPictures.png(1).length + TestPictures.png(2).length);
    List<Hash> named = new ArrayList<>();
    bench.look(
        tx -> {
          tx.pictures().contents(named::add);
          return true;
        });
    assertThat(named).as("what a back-up and a check have to find").hasSize(1);

    IntakeAnswer more =
        take(request(bench.project.id(), new Whose.Known(taken.subject()), taken.of()), cell(3));
    assertThat(((IntakeAnswer.Accepted) more).of()).isEqualTo(taken.of());
    assertThat(bench.read()).isEqualTo(3);
    assertThat(bench.cellsOf(taken.of())).extracting(Cell::number).containsExactly(1, 2, 3);
    assertThat(blobs()).isEqualTo(3);
  }

  @Test
  void cancelledBeforeItIsRead_leavesNothing() throws Exception {
    IntakeAnswer.Accepted taken =
        (IntakeAnswer.Accepted) take(bench.request(Picture.Kind.CELL), cell(1));
    bench.store.change(Bench.SERVICE, tx -> tx.jobs().cancel(taken.of(), "wrong subject"));
    bench.store.change(Bench.SERVICE, tx -> tx.handed().deleteLeftPacks());
    assertThat(bench.read()).isZero();
    assertThat(bench.unreadable(taken.of()).get(0).reason())
        .isEqualTo("was not read: wrong subject");
    assertThat(blobs()).isZero();
    assertThat(bench.bytes()).isZero();
  }

  @Test
  void erasedBeforeItIsRead_leavesNothing() throws Exception {
    IntakeAnswer.Accepted taken =
        (IntakeAnswer.Accepted) take(bench.request(Picture.Kind.CELL), cell(1));
    new Erasure(bench.store, bench.thumbnails)
        .erase(Bench.SERVICE, bench.project.id(), taken.subject());
    assertThat(blobs()).isZero();
    assertThat(bench.unread(taken.of())).isZero();
    assertThat(bench.bytes()).isZero();
  }

  /** Nothing of an erased subject stays because a back-up keeps what others handed in. */
  @Test
  void erasedWhileABackUpRuns_leavesNothing() throws Exception {
    Erasure erasure = new Erasure(bench.store, bench.thumbnails);
    IntakeRequest request = bench.request(Picture.Kind.CELL);
    IntakeAnswer.Accepted read = (IntakeAnswer.Accepted) take(request, cell(1));
    IntakeRequest other =
        new IntakeRequest(
            request.project(),
            new Whose.Named("S-0043"),
            request.into(),
            request.kind(),
            request.scale(),
            request.key());
    IntakeAnswer.Accepted kept = (IntakeAnswer.Accepted) take(other, cell(2));
    try (BlobStore.Hold hold = bench.store.blobs().hold()) {
      bench.read();
      IntakeAnswer.Accepted unread = (IntakeAnswer.Accepted) take(request, cell(3));
      assertThat(blobs()).as("two pictures, and three files").isEqualTo(5);
      erasure.erase(Bench.SERVICE, bench.project.id(), read.subject());
      assertThat(unread.subject()).isEqualTo(read.subject());
      assertThat(blobs()).as("what is another's").isEqualTo(2);
    }
    bench.store.change(Bench.SERVICE, tx -> tx.handed().deleteLeftPacks());
    assertThat(blobs()).isEqualTo(1);
    assertThat(bench.picturesOf(kept.of())).hasSize(1);
  }

  /** A process that dies of a file three times leaves the file's reason and the other cells. */
  @Test
  void fileThatKillsWorkers_isRefusedAlone() throws Exception {
    IntakeAnswer.Accepted taken =
        (IntakeAnswer.Accepted) take(bench.request(Picture.Kind.CELL), cell(1), cell(2));
    for (int i = 0; i < 3; i++) {
      List<Job> jobs =
          bench.store.write(
              Bench.SERVICE,
              tx ->
                  tx.jobs()
                      .claim(JobTask.Work.PICTURES, "w" + taken.of(), 1, Duration.ofMillis(-1)));
      assertThat(jobs).hasSize(1);
    }
    assertThat(bench.read()).isEqualTo(1);
    assertThat(bench.unreadable(taken.of()).get(0).reason())
        .isEqualTo("could not be read: its worker vanished");
    assertThat(bench.cellCount(taken.of())).isEqualTo(1);
    assertThat(blobs()).isEqualTo(1);
  }

  @Test
  void noPictureAtAll_isRefused() {
    IntakeAnswer answer =
        take(bench.request(Picture.Kind.CELL), TestPictures.file("x", new byte[0]));
    assertThat(answer).isInstanceOf(IntakeAnswer.Unusable.class);
    assertThat(cases()).isEmpty();
  }

  @Test
  void sameKey_isAnsweredTheSame() throws Exception {
    IntakeAnswer first = take(keyed("k1"), cell(1), TestPictures.file("bad.png", new byte[5]));
    IntakeAnswer again = take(keyed("k1"), cell(1), TestPictures.file("bad.png", new byte[5]));
    IntakeAnswer other = take(keyed("k1"), cell(2), TestPictures.file("bad.png", new byte[5]));

    assertThat(((IntakeAnswer.Accepted) again).of())
        .isEqualTo(((IntakeAnswer.Accepted) first).of());
    assertThat(((IntakeAnswer.Accepted) again).refused().get(0))
        .as("without the name, which may be a person's")
        .isEqualTo(
            new RefusedFile(2, "", ((IntakeAnswer.Accepted) first).refused().get(0).reason()));
    assertThat(other).isInstanceOf(IntakeAnswer.KeyReused.class);
    assertThat(cases()).hasSize(1);
  }

  @Test
  void sameKeyAtOnce_isOneCase() throws Exception {
    IncomingFile file = cell(1);
    Intake intake = bench.intake(IntakeLimits.DEFAULTS);
    Callable<IntakeAnswer> send = () -> intake.take(bench.person(), keyed("k2"), List.of(file));
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<IntakeAnswer>> answers = threads.invokeAll(List.of(send, send, send, send));
      for (Future<IntakeAnswer> answer : answers) {
        assertThat(((IntakeAnswer.Accepted) answer.get()).of()).isEqualTo(cases().get(0).id());
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(cases()).hasSize(1);
  }

  @Test
  void fullQueue_saysWhenThereIsRoom() throws Exception {
    take(bench.request(Picture.Kind.CELL), cell(1), cell(2), cell(3));
    IntakeLimits d = IntakeLimits.DEFAULTS;
    IntakeLimits few =
        new IntakeLimits(
            d.bytesPerFile(),
            d.bytesInAll(),
            d.files(),
            d.pixels(),
            d.zip(),
            4,
            d.bytesPerProject(),
            d.leastFreeBytes());
    Intake intake = bench.intake(few);

    assertThat(intake.busy(1)).isEmpty();
    assertThat(intake.busy(2))
        .as("nothing has ended yet, so that nobody knows")
        .contains(new IntakeAnswer.Busy("the queue is full", Duration.ofMinutes(10)));
    byte[] zip = TestPictures.zip("a.png", TestPictures.png(1), "b.png", TestPictures.png(2));
    assertThat(
            intake.take(
                bench.person(),
                bench.request(Picture.Kind.CELL),
                List.of(TestPictures.file("two.zip", zip))))
        .as("a zip is one file and two jobs")
        .isInstanceOf(IntakeAnswer.Busy.class);
    assertThat(cases()).hasSize(1);
  }

  @Test
  void usedUpProject_takesNoMore() throws Exception {
    bench.cells(2);
    long used = bench.look(tx -> tx.pictures().bytes(bench.project.id()));
    assertThat(used).isPositive();
    IntakeLimits d = IntakeLimits.DEFAULTS;
    IntakeLimits full =
        new IntakeLimits(
            d.bytesPerFile(),
            d.bytesInAll(),
            d.files(),
            d.pixels(),
            d.zip(),
            d.openJobs(),
            used - 1,
            d.leastFreeBytes());
    assertThat(
            bench
                .intake(full)
                .take(bench.person(), bench.request(Picture.Kind.CELL), List.of(cell(9))))
        .isInstanceOf(IntakeAnswer.TooMuch.class);
  }

  @Test
  void foreignPlaces_areMissing() throws Exception {
    IntakeAnswer.Accepted mine = bench.cells(1);
    Project other =
        new Project(
            Id.Project.fresh(),
            "Other",
            List.of("a"),
            Project.Rules.DEFAULT,
            bench.look(tx -> tx.now()));
    bench.store.change(Bench.SERVICE, tx -> tx.projects().add(other));

    assertThat(take(request(Id.Project.fresh(), new Whose.Named("x"), null), cell(1)))
        .isEqualTo(new IntakeAnswer.Missing("project"));
    assertThat(take(request(other.id(), new Whose.Known(mine.subject()), null), cell(1)))
        .isEqualTo(new IntakeAnswer.Missing("subject"));
    assertThat(take(request(other.id(), new Whose.Named("x"), mine.of()), cell(1)))
        .isEqualTo(new IntakeAnswer.Missing("case"));
    assertThat(take(request(bench.project.id(), new Whose.Named("other"), mine.of()), cell(1)))
        .as("the case is another subject's")
        .isInstanceOf(IntakeAnswer.Missing.class);
  }

  private static IntakeRequest request(Id.Project project, Whose whose, Id.Case into) {
    return new IntakeRequest(
        project,
        whose,
        Optional.ofNullable(into),
        Picture.Kind.CELL,
        Optional.empty(),
        Optional.empty());
  }

  @Test
  void furtherCells_goOnCounting() throws Exception {
    IntakeAnswer.Accepted first = bench.cells(2);
    IntakeAnswer more =
        take(request(bench.project.id(), new Whose.Known(first.subject()), first.of()), cell(7));
    assertThat(((IntakeAnswer.Accepted) more).of()).isEqualTo(first.of());
    bench.read();
    List<Cell> later = bench.look(tx -> tx.cells().of(first.of(), 2, 10));
    assertThat(later).extracting(Cell::number).containsExactly(3);
  }

  @Test
  void cancelledCase_takesNoMore() throws Exception {
    IntakeAnswer.Accepted first = bench.cells(1);
    bench.store.change(Bench.SERVICE, tx -> tx.jobs().cancel(first.of(), "wrong subject"));
    assertThat(
            take(
                request(bench.project.id(), new Whose.Known(first.subject()), first.of()), cell(7)))
        .isEqualTo(new IntakeAnswer.Conflict("the case is cancelled; hand in a new one"));
  }

  @Test
  void names_areKeptIfTheProjectSaysSo() throws Exception {
    IntakeAnswer.Accepted without = bench.cells(1);
    assertThat(bench.look(tx -> tx.pictures().of(without.of())).get(0).fileName()).isEmpty();

    bench.store.change(
        Bench.SERVICE, tx -> tx.projects().change(bench.project.id(), Bench.namesKept()));
    IntakeAnswer.Accepted with =
        (IntakeAnswer.Accepted)
            take(
                bench.request(Picture.Kind.CELL),
                TestPictures.file("Miller\n\u0000John.png", TestPictures.png(1)));
    bench.read();
    assertThat(bench.look(tx -> tx.pictures().of(with.of())).get(0).fileName().get().text())
        .contains("Miller  John.png");
  }
}
