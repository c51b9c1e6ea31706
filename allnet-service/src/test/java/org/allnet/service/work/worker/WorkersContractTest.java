package org.allnet.service.work.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.allnet.inference.Classification;
import org.allnet.inference.Classifier;
import org.allnet.inference.compute.Device;
import org.allnet.service.domain.Act;
import org.allnet.service.domain.AuditEntry;
import org.allnet.service.domain.CaseModels;
import org.allnet.service.domain.CaseStatus;
import org.allnet.service.domain.Cell;
import org.allnet.service.domain.FieldLook;
import org.allnet.service.domain.Hash;
import org.allnet.service.domain.Id;
import org.allnet.service.domain.Job;
import org.allnet.service.domain.JobProgress;
import org.allnet.service.domain.JobTask;
import org.allnet.service.domain.ModelUse;
import org.allnet.service.domain.Picture;
import org.allnet.service.domain.Proposal;
import org.allnet.service.domain.SealedText;
import org.allnet.service.domain.ServiceEvent;
import org.allnet.service.store.MemoryFolder;
import org.allnet.service.store.TestDatabase;
import org.allnet.service.work.Bench;
import org.allnet.service.work.TestPictures;
import org.allnet.service.work.intake.IncomingFile;
import org.allnet.service.work.intake.IntakeAnswer;
import org.allnet.service.work.intake.IntakeLimits;
import org.allnet.service.work.intake.IntakeRequest;
import org.allnet.service.work.intake.Whose;
import org.allnet.service.work.operation.Erasure;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Workers on each database. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
final class WorkersContractTest {

  @Parameter TestDatabase database;

  @TempDir(factory = MemoryFolder.class)
  Path folder;

  private Bench bench;
  private Hash model;

  @BeforeEach
  void open() throws Exception {
    bench = new Bench(database.fresh(folder), folder);
    model = bench.classifier(ModelUse.CLASSIFIER, 5);
  }

  @AfterEach
  void close() throws Exception {
    if (bench != null) {
      bench.close();
    }
  }

  private IntakeAnswer.Accepted field(Optional<FieldLook.Scale> scale) throws Exception {
    IntakeRequest plain = bench.request(Picture.Kind.FIELD);
    IntakeRequest request =
        new IntakeRequest(
            plain.project(), plain.subject(), plain.into(), plain.kind(), scale, plain.key());
    byte[] png = TestPictures.bytes(TestPictures.field(200, 160), "png");
    return (IntakeAnswer.Accepted)
        bench
            .intake(IntakeLimits.DEFAULTS)
            .take(bench.person(), request, List.of(TestPictures.file("field.png", png)));
  }

  @Test
  void cells_areAnsweredAsTheClassifierDoes() throws Exception {
    IntakeAnswer.Accepted taken = bench.cells(11);
    bench.workers(2);
    bench.awaitDone(taken.of());

    List<Proposal> proposals = bench.proposals(taken.of(), model);
    assertThat(proposals).hasSize(11);
    assertThat(bench.status(taken.of())).isEqualTo(CaseStatus.ANSWERED);
    try (Classifier classifier = Classifier.open(bench.models.file(model))) {
      for (int i = 0; i < 11; i++) {
        Classification alone = classifier.classify(TestPictures.cell(i), "cell");
        Proposal kept = proposals.get(i);
        assertThat(kept.decision().getClass()).isEqualTo(alone.decision().getClass());
        assertThat(kept.proposed()).isEqualTo(alone.predicted());
        assertThat(kept.probabilities().get("lymphoblast"))
            .isCloseTo(alone.probabilities().get("lymphoblast"), within());
      }
    }
  }

  /** Pages of a process without workers tell by it whether anybody answers at all. */
  @Test
  void workers_areSeenWhileTheyRun() throws Exception {
    assertThat(isAnySeen()).isFalse();
    try (Workers none = workers(0)) {
      assertThat(isAnySeen()).isFalse();
    }
    try (Workers some = workers(1)) {
      Bench.await("a worker that is seen", this::isAnySeen);
    }
    assertThat(isAnySeen()).isFalse();
  }

  private boolean isAnySeen() {
    return bench.look(tx -> tx.workers().any(Duration.ofMinutes(3)));
  }

  private Workers workers(int threads) {
    return Workers.start(
        bench.store, bench.models, bench.thumbnails, WorkerSettings.of(threads, Device.CPU));
  }

  private static org.assertj.core.data.Offset<Double> within() {
    return org.assertj.core.data.Offset.offset(1e-5);
  }

  @Test
  void shadow_answersAndKeepsNobodyWaiting() throws Exception {
    Hash shadow = bench.classifier(ModelUse.SHADOW, 6);
    IntakeAnswer.Accepted taken = bench.cells(3);
    assertThat(taken.jobs()).as("of the model that people see").isEqualTo(3);
    bench.workers(1);
    bench.awaitDone(taken.of());

    assertThat(bench.proposals(taken.of(), shadow)).hasSize(3);
    assertThat(bench.modelsOf(taken.of()))
        .isEqualTo(new CaseModels(Optional.of(model), Optional.of(shadow), Optional.empty()));
  }

  @Test
  void openShadowJobs_leaveTheCaseAnswered() throws Exception {
    bench.classifier(ModelUse.SHADOW, 6);
    IntakeAnswer.Accepted taken = bench.cells(2);
    List<Job> jobs =
        bench.store.write(
            Bench.SERVICE,
            tx -> tx.jobs().claim(JobTask.Work.MODELS, "w", 2, Duration.ofMinutes(1)));
    assertThat(jobs)
        .as("the shadow's come last")
        .allMatch(job -> job.task().key().endsWith(model.hex()));
    bench.store.change(Bench.SERVICE, tx -> jobs.forEach(tx.jobs()::complete));
    assertThat(bench.status(taken.of())).isEqualTo(CaseStatus.ANSWERED);
  }

  @Test
  void damagedPicture_failsAloneAfterThreeAttempts() throws Exception {
    IntakeAnswer.Accepted taken = bench.cells(4);
    Picture damaged = bench.store.read(tx -> tx.pictures().of(taken.of())).get(0);
    bench.store.blobs().delete(damaged.content().orElseThrow());
    bench.workers(1);
    bench.awaitDone(taken.of());

    assertThat(bench.progress(taken.of())).isEqualTo(new JobProgress(0, 7, 1, 0));
    Job failed = bench.store.read(tx -> tx.jobs().failed(10)).get(0);
    assertThat(failed.attempts()).isEqualTo(3);
    assertThat(failed.reason()).contains("picture: was erased");
    assertThat(bench.status(taken.of())).isEqualTo(CaseStatus.ANSWERED);
  }

  private Id.Case handedIn(int... cells) throws Exception {
    List<IncomingFile> files = new ArrayList<>();
    for (int cell : cells) {
      files.add(TestPictures.file("cell.png", TestPictures.png(cell)));
    }
    return ((IntakeAnswer.Accepted)
            bench
                .intake(IntakeLimits.DEFAULTS)
                .take(bench.person(), bench.request(Picture.Kind.CELL), files))
        .of();
  }

  private Path onlyPack() throws Exception {
    try (Stream<Path> all = Files.walk(folder.resolve("pictures"), 2)) {
      return all.filter(file -> file.getFileName().toString().matches("[0-9a-f]{64}"))
          .reduce((one, other) -> fail("two packs"))
          .orElseThrow();
    }
  }

  @Test
  void lostAndDamagedFiles_failAlone() throws Exception {
    Id.Case lost = handedIn(1, 2);
    Files.delete(onlyPack());
    Id.Case damaged = handedIn(3, 4);
    byte[] pack = Files.readAllBytes(onlyPack());
    pack[20] ^= 1; // of the first picture
    Files.write(onlyPack(), pack);
    Id.Case good = handedIn(5);
    bench.workers(1);
    Bench.await("the picture behind them", () -> bench.unread(good) == 0);
    Bench.await("the end of the others", () -> bench.unread(lost) + bench.unread(damaged) == 0);

    assertThat(bench.unreadable(lost))
        .hasSize(2)
        .allMatch(one -> one.reason().contains("a picture that was handed in is gone"));
    assertThat(bench.unreadable(damaged)).hasSize(1);
    assertThat(bench.unreadable(damaged).get(0).reason()).contains("was changed or damaged");
    assertThat(bench.cellCount(damaged)).isEqualTo(1);
    assertThat(bench.status(lost)).isEqualTo(CaseStatus.CANCELLED);
  }

  private List<Job> claimed(Duration lease) {
    return bench.store.write(
        Bench.SERVICE, tx -> tx.jobs().claim(JobTask.Work.PICTURES, "w", 1, lease));
  }

  private List<Path> files(String of) throws Exception {
    try (Stream<Path> all = Files.walk(folder.resolve(of))) {
      return all.filter(Files::isRegularFile).toList();
    }
  }

  /** As if its subject was erased while the picture was read. */
  @Test
  void pictureNobodyWantsAnyMore_leavesNoFiles() throws Exception {
    handedIn(1);
    List<Job> lost = claimed(Duration.ofMillis(-1));
    assertThat(claimed(Duration.ofMinutes(1))).hasSize(1);
    new PictureJobs(bench.store, KeptWork.here(bench.store), bench.thumbnails, new HeldJobs())
        .run(Bench.SERVICE, lost);

    assertThat(files("thumbnails")).isEmpty();
    assertThat(files("pictures")).containsExactly(onlyPack());
  }

  @Test
  void stoppedWorkers_giveTheirJobsBack() throws Exception {
    IntakeAnswer.Accepted taken = bench.cells(40);
    Workers workers = bench.workers(1);
    Bench.await("the first answer", () -> !bench.proposals(taken.of(), model).isEmpty());
    assertThat(workers.stop(Duration.ofSeconds(20))).isTrue();

    JobProgress left = bench.progress(taken.of());
    List<Job> claimed =
        bench.store.write(
            Bench.SERVICE,
            tx -> tx.jobs().claim(JobTask.Work.MODELS, "w", 99, Duration.ofMinutes(1)));
    assertThat(claimed).as("nobody has to wait for a lease").hasSize((int) left.open());
    assertThat(claimed).as("as if nobody had had them").allMatch(job -> job.attempts() == 1);
    assertThat(bench.proposals(taken.of(), model)).hasSize((int) left.done() - 40);
  }

  @Test
  void stoppedModel_answersNothing() throws Exception {
    IntakeAnswer.Accepted before = bench.cells(3);
    int cancelled =
        bench.models.stop(
            Bench.SERVICE, model, SealedText.of("wrong on new stain", new SecureRandom()));
    IntakeAnswer.Accepted after = bench.cells(2);
    bench.workers(1);
    bench.awaitDone(before.of());

    assertThat(cancelled).isEqualTo(3);
    assertThat(bench.proposals(before.of(), model)).isEmpty();
    assertThat(bench.progress(after.of()))
        .as("read, and nobody asked until the model answers again")
        .isEqualTo(new JobProgress(0, 2, 0, 2));
    assertThat(bench.status(before.of())).as("there is no answer").isEqualTo(CaseStatus.QUEUED);
    assertThat(bench.status(after.of())).as("waits for people").isEqualTo(CaseStatus.QUEUED);
    assertThat(after.notes()).containsExactly("no model answers now, so that nothing is proposed");
  }

  @Test
  void resumedModel_isAskedWhatWasLeftOut() throws Exception {
    IntakeAnswer.Accepted before = bench.cells(3);
    SecureRandom random = new SecureRandom();
    bench.models.stop(Bench.SERVICE, model, SealedText.of("wrong stain?", random));
    IntakeAnswer.Accepted during = bench.cells(2);
    bench.models.resume(Bench.SERVICE, model, SealedText.of("no", random));
    bench.workers(1);
    bench.awaitDone(before.of());
    bench.awaitDone(during.of());

    assertThat(bench.proposals(before.of(), model)).hasSize(3);
    assertThat(bench.proposals(during.of(), model)).hasSize(2);
    assertThat(bench.status(during.of())).isEqualTo(CaseStatus.ANSWERED);
  }

  private void stop(Hash which) {
    bench.models.stop(Bench.SERVICE, which, SealedText.of("wrong stain?", new SecureRandom()));
  }

  private void resume(Hash which) {
    bench.models.resume(Bench.SERVICE, which, SealedText.of("no", new SecureRandom()));
  }

  @Test
  void cellsOfFields_areAskedOnceTheModelResumes() throws Exception {
    bench.detector("WBC", 3);
    stop(model);
    IntakeAnswer.Accepted taken = field(Optional.of(new FieldLook.Scale(30, "given")));
    bench.workers(1);
    bench.awaitDone(taken.of());
    List<Cell> cells = bench.store.read(tx -> tx.cells().of(taken.of(), 0, 10));
    assertThat(cells).isNotEmpty();
    assertThat(bench.proposals(taken.of(), model)).isEmpty();
    assertThat(bench.status(taken.of())).isEqualTo(CaseStatus.QUEUED);

    resume(model);
    bench.awaitDone(taken.of());
    assertThat(bench.proposals(taken.of(), model)).hasSameSizeAs(cells);
    assertThat(bench.status(taken.of())).isEqualTo(CaseStatus.ANSWERED);
  }

  @Test
  void fields_areLookedAtOnceTheDetectorResumes() throws Exception {
    Hash detector = bench.detector("WBC", 3);
    stop(detector);
    IntakeAnswer.Accepted taken = field(Optional.of(new FieldLook.Scale(30, "given")));
    IntakeAnswer.Accepted single = bench.cells(1);
    bench.workers(1);
    bench.awaitDone(single.of());
    assertThat(bench.cellCount(taken.of())).isZero();

    resume(detector);
    bench.awaitDone(taken.of());
    assertThat(bench.cellCount(taken.of())).isPositive();
    assertThat(bench.proposals(taken.of(), model)).hasSize((int) bench.cellCount(taken.of()));
    assertThat(bench.progress(single.of()))
        .as("nobody asks a detector about a single cell")
        .isEqualTo(new JobProgress(0, 2, 0, 0));
  }

  private long toldAnswered(Id.Case of) {
    return bench.look(tx -> tx.events().after(bench.project.id(), 0, 100)).stream()
        .filter(event -> event.kind() == ServiceEvent.Kind.CASE_ANSWERED)
        .filter(event -> event.object().equals(of))
        .count();
  }

  @Test
  void caseAnsweredInPart_waitsForTheLastCell() throws Exception {
    IntakeAnswer.Accepted taken = bench.cells(2);
    bench.store.change(
        Bench.SERVICE,
        tx ->
            tx.jobs()
                .claim(JobTask.Work.MODELS, "w", 1, Duration.ofMinutes(1))
                .forEach(tx.jobs()::complete));
    stop(model);
    assertThat(bench.status(taken.of())).isEqualTo(CaseStatus.QUEUED);
    assertThat(toldAnswered(taken.of())).isZero();

    resume(model);
    bench.workers(1);
    bench.awaitDone(taken.of());
    assertThat(bench.status(taken.of())).isEqualTo(CaseStatus.ANSWERED);
    assertThat(toldAnswered(taken.of())).isEqualTo(1);
  }

  /** Of a case that was opened when this model proposed; now it is everybody's shadow. */
  @Test
  void ownModelThatIsAShadowNow_isWaitedFor() throws Exception {
    IntakeAnswer.Accepted taken = bench.cells(1);
    bench.classifier(ModelUse.CLASSIFIER, 6);
    bench.models.choose(Bench.SERVICE, ModelUse.SHADOW, Optional.of(model));
    bench
        .intake(IntakeLimits.DEFAULTS)
        .take(
            bench.person(), more(taken), List.of(TestPictures.file("b.png", TestPictures.png(2))));
    bench.read();
    assertThat(bench.modelsOf(taken.of()).shadow()).contains(model);
    assertThat(bench.status(taken.of())).as("nothing is answered").isEqualTo(CaseStatus.QUEUED);
    assertThat(toldAnswered(taken.of())).isZero();

    bench.workers(1);
    bench.awaitDone(taken.of());
    assertThat(bench.status(taken.of())).isEqualTo(CaseStatus.ANSWERED);
    assertThat(toldAnswered(taken.of())).isEqualTo(1);
  }

  @Test
  void erasedCells_areAskedAboutByNobody() throws Exception {
    IntakeAnswer.Accepted taken = bench.cells(1);
    bench.workers(1);
    bench.awaitDone(taken.of());
    stop(model);
    bench
        .intake(IntakeLimits.DEFAULTS)
        .take(
            bench.person(), more(taken), List.of(TestPictures.file("b.png", TestPictures.png(2))));
    bench.awaitDone(taken.of());
    assertThat(bench.progress(taken.of()).cancelled()).isEqualTo(1);
    new Erasure(bench.store, bench.thumbnails)
        .erase(Bench.SERVICE, bench.project.id(), taken.subject());
    CaseStatus before = bench.status(taken.of());

    resume(model);
    assertThat(bench.progress(taken.of()).open()).isZero();
    assertThat(bench.status(taken.of())).isEqualTo(before);
  }

  private IntakeRequest more(IntakeAnswer.Accepted taken) {
    return new IntakeRequest(
        bench.project.id(),
        new Whose.Known(taken.subject()),
        Optional.of(taken.of()),
        Picture.Kind.CELL,
        Optional.empty(),
        Optional.empty());
  }

  @Test
  void workersOfTwoProcesses_answerEachCellOnce() throws Exception {
    IntakeAnswer.Accepted taken = bench.cells(30);
    bench.workers(1);
    bench.workers(1);
    bench.awaitDone(taken.of());

    assertThat(bench.proposals(taken.of(), model)).hasSize(30);
    assertThat(bench.progress(taken.of())).isEqualTo(new JobProgress(0, 60, 0, 0));
  }

  @Test
  void fieldOfUnknownScale_hasCellsWithoutProposals() throws Exception {
    bench.detector("WBC", 3);
    IntakeAnswer.Accepted taken = field(Optional.empty());
    bench.workers(1);
    bench.awaitDone(taken.of());

    List<Cell> cells = bench.store.read(tx -> tx.cells().of(taken.of(), 0, 10));
    FieldLook look = bench.store.read(tx -> tx.fields().of(taken.of())).get(0);
    assertThat(cells).isNotEmpty();
    assertThat(look.looked()).isTrue();
    assertThat(look.scale()).isEmpty();
    assertThat(look.notes()).anyMatch(note -> note.contains("found and not classified"));
    assertThat(bench.proposals(taken.of(), model)).isEmpty();
    assertThat(bench.status(taken.of())).isEqualTo(CaseStatus.ANSWERED);
  }

  @Test
  void fieldOfKnownScale_hasProposals() throws Exception {
    bench.detector("WBC", 3);
    IntakeAnswer.Accepted taken = field(Optional.of(new FieldLook.Scale(30, "given")));
    bench.workers(1);
    bench.awaitDone(taken.of());

    List<Cell> cells = bench.store.read(tx -> tx.cells().of(taken.of(), 0, 10));
    assertThat(cells).isNotEmpty();
    assertThat(bench.proposals(taken.of(), model)).hasSameSizeAs(cells);
  }

  @Test
  void redCells_areNoCellsOfTheCase() throws Exception {
    bench.detector("RBC", 3);
    IntakeAnswer.Accepted taken = field(Optional.of(new FieldLook.Scale(30, "given")));
    bench.workers(1);
    bench.awaitDone(taken.of());

    assertThat(bench.cellCount(taken.of())).isZero();
    assertThat(bench.store.read(tx -> tx.fields().of(taken.of())).get(0).looked()).isTrue();
  }

  @Test
  void furtherPictures_waitForTheModelAgain() throws Exception {
    IntakeAnswer.Accepted taken = bench.cells(1);
    bench.workers(1);
    bench.awaitDone(taken.of());
    assertThat(bench.status(taken.of())).isEqualTo(CaseStatus.ANSWERED);

    bench
        .intake(IntakeLimits.DEFAULTS)
        .take(
            bench.person(),
            more(taken),
            List.of(TestPictures.file("more.png", TestPictures.png(2))));
    List<AuditEntry> lines = bench.look(tx -> tx.audit().of(taken.of()));
    assertThat(lines)
        .filteredOn(line -> line.event().act() == Act.CASE_STATUS_CHANGED)
        .extracting(line -> line.event().after())
        .startsWith("answered", "queued");
    bench.awaitDone(taken.of());
    assertThat(bench.status(taken.of())).isEqualTo(CaseStatus.ANSWERED);
    assertThat(bench.proposals(taken.of(), model)).hasSize(2);
  }
}
