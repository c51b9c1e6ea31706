package org.allnet.service.work;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.allnet.inference.compute.Device;
import org.allnet.service.domain.Account;
import org.allnet.service.domain.Actor;
import org.allnet.service.domain.CaseModels;
import org.allnet.service.domain.CaseStatus;
import org.allnet.service.domain.Cell;
import org.allnet.service.domain.Hash;
import org.allnet.service.domain.Id;
import org.allnet.service.domain.JobProgress;
import org.allnet.service.domain.ModelUse;
import org.allnet.service.domain.Picture;
import org.allnet.service.domain.Project;
import org.allnet.service.domain.Proposal;
import org.allnet.service.domain.UnreadablePicture;
import org.allnet.service.domain.UserRole;
import org.allnet.service.store.BlobStore;
import org.allnet.service.store.Store;
import org.allnet.service.store.StoreSettings;
import org.allnet.service.store.Transaction;
import org.allnet.service.work.intake.IncomingFile;
import org.allnet.service.work.intake.Intake;
import org.allnet.service.work.intake.IntakeAnswer;
import org.allnet.service.work.intake.IntakeLimits;
import org.allnet.service.work.intake.IntakeRequest;
import org.allnet.service.work.intake.Whose;
import org.allnet.service.work.model.Models;
import org.allnet.service.work.picture.StoredPictures;
import org.allnet.service.work.picture.Thumbnails;
import org.allnet.service.work.worker.WorkerSettings;
import org.allnet.service.work.worker.Workers;

/** A store with a project and a person, and what works on it. */
public final class Bench implements AutoCloseable {

  public static final Actor.Service SERVICE = new Actor.Service("test", "run-1");

  public final Path folder;
  public final Store store;
  public final Thumbnails thumbnails;
  public final Models models;
  public final Project project;
  public final Account ada;
  private final List<AutoCloseable> open = new ArrayList<>();

  public Bench(StoreSettings settings, Path folder) {
    this(settings, folder, Project.Rules.DEFAULT);
  }

  public Bench(StoreSettings settings, Path folder, Project.Rules rules) {
    this(settings, folder, rules, true);
  }

  /** Opens what an earlier one made; its project and person are of no use. */
  public static Bench again(StoreSettings settings, Path folder) {
    return new Bench(settings, folder, Project.Rules.DEFAULT, false);
  }

  private Bench(StoreSettings settings, Path folder, Project.Rules rules, boolean fresh) {
    this.folder = folder;
    Clock clock = Clock.systemUTC();
    store = Store.open(settings, new BlobStore(folder.resolve("pictures")), clock);
    thumbnails = new Thumbnails(new StoredPictures(store.blobs()), folder.resolve("thumbnails"));
    models = new Models(store, folder.resolve("models"));
    project =
        new Project(
            Id.Project.fresh(),
            "Study",
            List.of("lymphoblast", "lymphocyte"),
            rules,
            clock.instant());
    ada =
        new Account(
            Id.Account.fresh(),
            "ada",
            "Dr. Ada",
            Optional.empty(),
            Set.of(),
            Map.of(project.id(), Set.of(UserRole.REVIEWER)),
            clock.instant(),
            Optional.empty());
    if (fresh) {
      store.change(
          SERVICE,
          tx -> {
            tx.projects().add(project);
            tx.accounts().add(ada);
          });
    }
  }

  public static Project.Rules namesKept() {
    return new Project.Rules(true, false, OptionalInt.empty());
  }

  public Actor.Person person() {
    return new Actor.Person(ada.id(), UserRole.REVIEWER, "request-7");
  }

  /** Adds a tiny classifier and chooses it. */
  public Hash classifier(ModelUse use, long seed) {
    Path file = TestModels.classifier(folder.resolve("model-" + seed + ".safetensors"), seed);
    Hash hash = models.addClassifier(SERVICE, file).hash();
    models.choose(SERVICE, use, Optional.of(hash));
    return hash;
  }

  public Hash detector(String label, int most) {
    Path file = TestModels.detector(folder.resolve("detector.safetensors"), label, most);
    Hash hash = models.addDetector(SERVICE, file).hash();
    models.choose(SERVICE, ModelUse.DETECTOR, Optional.of(hash));
    return hash;
  }

  public Intake intake(IntakeLimits limits) {
    return new Intake(store, limits, folder.resolve("scratch"), () -> {});
  }

  public IntakeRequest request(Picture.Kind kind) {
    return request(kind, Optional.empty());
  }

  public IntakeRequest request(Picture.Kind kind, Optional<String> key) {
    return new IntakeRequest(
        project.id(), new Whose.Named("S-0042"), Optional.empty(), kind, Optional.empty(), key);
  }

  /** Reads what was handed in; says how many files. */
  public int read() {
    return Workers.readPictures(store, thumbnails);
  }

  /** Takes so many cells in, and reads them. */
  public IntakeAnswer.Accepted cells(int count) throws Exception {
    List<IncomingFile> files = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      files.add(TestPictures.file("cell" + i + ".png", TestPictures.png(i)));
    }
    IntakeAnswer.Accepted taken =
        (IntakeAnswer.Accepted)
            intake(IntakeLimits.DEFAULTS).take(person(), request(Picture.Kind.CELL), files);
    read();
    return taken;
  }

  public Workers workers(int threads) {
    WorkerSettings settings =
        new WorkerSettings(
            threads,
            Device.CPU,
            8,
            Duration.ofSeconds(30),
            Duration.ofMillis(20),
            "worker-" + open.size());
    Workers workers = Workers.start(store, models, thumbnails, settings);
    open.add(workers);
    return workers;
  }

  public CaseStatus status(Id.Case of) {
    return store.read(tx -> tx.cases().get(project.id(), of).orElseThrow().status());
  }

  /** What the store says. */
  public <T> T look(Function<Transaction, T> body) {
    return store.read(body);
  }

  public JobProgress progress(Id.Case of) {
    return store.read(tx -> tx.jobs().progress(of));
  }

  public CaseModels modelsOf(Id.Case of) {
    return store.read(tx -> tx.models().of(of));
  }

  public long cellCount(Id.Case of) {
    return store.read(tx -> tx.cells().count(of));
  }

  public long unread(Id.Case of) {
    return store.read(tx -> tx.handed().unread(of));
  }

  public List<UnreadablePicture> unreadable(Id.Case of) {
    return store.read(tx -> tx.handed().unreadable(of));
  }

  public List<Cell> cellsOf(Id.Case of) {
    return store.read(tx -> tx.cells().of(of, 0, 1000));
  }

  public List<Picture> picturesOf(Id.Case of) {
    return store.read(tx -> tx.pictures().of(of));
  }

  /** How many bytes the project takes. */
  public long bytes() {
    return store.read(tx -> tx.pictures().bytes(project.id()));
  }

  public List<Proposal> proposals(Id.Case of, Hash model) {
    return store.read(tx -> tx.proposals().of(of, model));
  }

  /** Waits until something holds, at most half a minute. */
  public static void await(String what, BooleanSupplier holds) throws InterruptedException {
    await(what, Duration.ofSeconds(30), holds);
  }

  public static void await(String what, Duration most, BooleanSupplier holds)
      throws InterruptedException {
    for (long i = 0; i < most.toMillis() / 10; i++) {
      if (holds.getAsBoolean()) {
        return;
      }
      Thread.sleep(10);
    }
    throw new AssertionError("never came: " + what);
  }

  /** Waits until no job of a case is open. */
  public void awaitDone(Id.Case of) throws InterruptedException {
    await("end of the jobs", () -> progress(of).open() == 0);
  }

  @Override
  public void close() throws Exception {
    for (AutoCloseable one : open) {
      one.close();
    }
    store.close();
  }
}
