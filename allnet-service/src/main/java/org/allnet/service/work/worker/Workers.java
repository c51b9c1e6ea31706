package org.allnet.service.work.worker;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.allnet.data.AllNetException;
import org.allnet.data.ForeignFailure;
import org.allnet.detect.Detector;
import org.allnet.inference.BackgroundComputing;
import org.allnet.inference.Classifier;
import org.allnet.service.domain.Actor;
import org.allnet.service.domain.CaseModels;
import org.allnet.service.domain.Hash;
import org.allnet.service.domain.Job;
import org.allnet.service.domain.JobTask;
import org.allnet.service.log.LogEvent;
import org.allnet.service.measure.WorkMeasures;
import org.allnet.service.store.Store;
import org.allnet.service.store.Transaction;
import org.allnet.service.trace.Traces;
import org.allnet.service.work.model.Models;
import org.allnet.service.work.picture.StoredPictures;
import org.allnet.service.work.picture.Thumbnails;

/**
 * Threads that take jobs from the queue, ask models and keep their answers, and others that read
 * the pictures which were handed in, so that these need not wait for the models. They never wait
 * for more jobs to come: what waits is answered together. Several processes may have workers on one
 * database.
 *
 * <p>Whoever is killed loses nothing: its leases run out, and others take its jobs. A job that was
 * begun before is worked on alone, so that one that kills its process takes no other with it.
 *
 * <p>All of these threads give way to those that serve pages, so that people are answered while
 * models have more to do than they can.
 *
 * <pre>{@code
 * try (Workers workers = Workers.start(store, models, thumbnails, settings)) {
 *   Intake intake = new Intake(store, limits, scratch, workers::wake);
 * }
 * }</pre>
 *
 * <p>Thread-safe.
 */
public final class Workers implements AutoCloseable {

  /** How long a job that failed is left alone. */
  static final Duration PAUSE = Duration.ofSeconds(1);

  private static final long SEEN_EACH = 60;
  private static final int READ_AT_ONCE = 8;
  private static final Duration READ_WITHIN = Duration.ofMinutes(10);
  private static final Duration STOPPED_WITHIN = Duration.ofSeconds(25);

  private final Store store;
  private final KeptWork kept;
  private final WorkerSettings settings;
  private final OpenModels models;
  private final FreedByModels freed = new FreedByModels();
  private final HeldJobs held = new HeldJobs();
  private final CellJobs cells;
  private final FieldJobs fields;
  private final PictureJobs pictureJobs;
  private final HeatMaps heatMaps;
  private final QuickAnswers quickAnswers;
  private final List<Thread> threads = new ArrayList<>();
  private final AtomicInteger opened = new AtomicInteger();
  private final ScheduledExecutorService heartbeat;
  private volatile CountDownLatch news = new CountDownLatch(1);
  private volatile boolean stopping;

  private Workers(Store store, Models models, Thumbnails thumbnails, WorkerSettings settings) {
    this.store = store;
    this.kept = KeptWork.start(store);
    this.settings = settings;
    this.models = new OpenModels(models, settings.device());
    CellSources pictures = new CellSources(new StoredPictures(store.blobs()));
    this.cells = new CellJobs(store, kept, pictures, held, () -> stopping);
    this.heatMaps = new HeatMaps(this.models, pictures);
    this.quickAnswers = new QuickAnswers(this.models, freed);
    this.fields = new FieldJobs(store, kept, pictures, thumbnails, held);
    this.pictureJobs = new PictureJobs(store, kept, thumbnails, held);
    this.heartbeat =
        Executors.newSingleThreadScheduledExecutor(work -> daemon(work, "allnet-heartbeat"));
  }

  private static Thread daemon(Runnable work, String name) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Starts workers.
   *
   * @param store whose jobs they do
   * @param models whom they ask
   * @param thumbnails where small pictures of found cells are kept
   * @param settings how many, and how
   * @return the workers; the caller closes them before the store
   */
  public static Workers start(
      Store store, Models models, Thumbnails thumbnails, WorkerSettings settings) {
    Workers workers = new Workers(store, models, thumbnails, settings);
    for (int i = 1; i <= settings.threads(); i++) {
      Actor.Service actor = workers.actor(i);
      workers.threads.add(daemon(() -> workers.work(actor), "allnet-" + actor.part()));
    }
    for (int i = 1; i <= settings.readers(); i++) {
      Actor.Service actor = workers.reader(i);
      workers.threads.add(daemon(() -> workers.readPictures(actor), "allnet-" + actor.part()));
    }
    workers.threads.forEach(Thread::start);
    if (settings.threads() > 0) {
      workers.freed.start();
      long third = Math.max(1, settings.lease().toMillis() / 3);
      workers.heartbeat.scheduleAtFixedRate(workers::beat, third, third, TimeUnit.MILLISECONDS);
      workers.heartbeat.scheduleAtFixedRate(workers::beSeen, 0, SEEN_EACH, TimeUnit.SECONDS);
    }
    return workers;
  }

  private Actor.Service actor(int number) {
    return new Actor.Service(settings.name() + "-" + number, settings.name());
  }

  /**
   * Reads the pictures that wait now, on the thread that asks: for programs that have no workers.
   *
   * @param store whose jobs these are
   * @param thumbnails where small pictures are kept
   * @return how many files were read or given up
   * @throws org.allnet.data.RunException if disk or database fail
   */
  public static int readPictures(Store store, Thumbnails thumbnails) {
    Actor.Service actor = new Actor.Service("reader", "reader-" + UUID.randomUUID());
    HeldJobs held = new HeldJobs();
    PictureJobs reading = new PictureJobs(store, KeptWork.here(store), thumbnails, held);
    int read = 0;
    while (true) {
      List<Job> jobs =
          store.write(
              actor,
              tx ->
                  tx.jobs().claim(JobTask.Work.PICTURES, actor.part(), READ_AT_ONCE, READ_WITHIN));
      if (jobs.isEmpty()) {
        return read;
      }
      held.take(jobs);
      reading.run(actor, jobs);
      read += jobs.size();
    }
  }

  private Actor.Service reader(int number) {
    return new Actor.Service(settings.name() + "-pictures-" + number, settings.name());
  }

  /** Tells the workers that there are jobs. They find out by themselves too, a little later. */
  public synchronized void wake() {
    CountDownLatch told = news;
    news = new CountDownLatch(1);
    told.countDown();
  }

  /**
   * {@return whether all threads run and have opened the models that new cases get, so that jobs of
   * the queue will be done}
   */
  public boolean areRunning() {
    return !stopping
        && opened.get() >= threads.size()
        && threads.stream().allMatch(Thread::isAlive);
  }

  /** {@return what makes heat maps; empty if there are no threads, and so no models here} */
  public Optional<HeatMaps> heatMaps() {
    return settings.threads() == 0 ? Optional.empty() : Optional.of(heatMaps);
  }

  /** {@return what answers at once; empty if there are no threads, and so no models here} */
  public Optional<QuickAnswers> quickAnswers() {
    return settings.threads() == 0 ? Optional.empty() : Optional.of(quickAnswers);
  }

  private void beat() {
    try {
      held.renew(store, actor(0), settings.lease());
    } catch (AllNetException e) {
      log(e);
    }
  }

  /** Tells pages of other processes that somebody answers. */
  private void beSeen() {
    try {
      if (!stopping) {
        store.change(actor(0), tx -> tx.workers().see(settings.name()));
      }
    } catch (AllNetException e) {
      if (!stopping) {
        log(e);
      }
    }
  }

  private void beGone() {
    try {
      store.change(actor(0), tx -> tx.workers().forget(settings.name()));
    } catch (AllNetException e) {
      log(e); // others see it for some minutes more
    }
  }

  /**
   * Opens models before a job is claimed: a process that is killed while it opens them costs no job
   * an attempt.
   */
  private void openModels() {
    try {
      CaseModels choice = store.read(tx -> tx.models().choice());
      choice.classifier().ifPresent(models::classifier);
      choice.shadow().ifPresent(models::classifier);
      choice.detector().ifPresent(models::detector);
    } catch (RuntimeException e) {
      log(e); // jobs of this model will fail and say why; the others go on
    }
    opened.incrementAndGet();
  }

  /**
   * Gives way for good: to take {@code nice} back needs rights that a service should not have. So
   * {@link KeptWork} writes to the database for it, which nobody else can do meanwhile.
   */
  private void work(Actor.Service actor) {
    BackgroundComputing.onThisThread();
    openModels();
    LogEvent.of("worker-started").with("worker", actor.part()).info();
    work(actor, JobTask.Work.MODELS, jobs -> work(actor, jobs));
  }

  /** Reads files that were handed in; those who ask models are told what follows from it. */
  private void readPictures(Actor.Service actor) {
    BackgroundComputing.onThisThread();
    opened.incrementAndGet();
    work(
        actor,
        JobTask.Work.PICTURES,
        jobs -> {
          Instant began = Instant.now();
          try {
            pictureJobs.run(actor, jobs);
          } finally {
            ended(actor, jobs, began);
          }
          wake();
        });
  }

  private void work(Actor.Service actor, JobTask.Work kind, Consumer<List<Job>> body) {
    while (!stopping) {
      CountDownLatch next = news;
      try {
        List<Job> jobs = claimed(actor, kind);
        if (jobs.isEmpty()) {
          await(next, settings.poll());
        } else {
          body.accept(jobs);
        }
      } catch (RuntimeException e) {
        if (!stopping) {
          log(e); // of the database or the disk: it may come back
          await(next, PAUSE);
        }
      }
    }
  }

  /** Waits for news, but not for long: other processes send none. */
  private void await(CountDownLatch next, Duration most) {
    try {
      if (!stopping && next.await(most.toMillis(), TimeUnit.MILLISECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private List<Job> claimed(Actor.Service actor, JobTask.Work kind) {
    if (!store.read(tx -> tx.jobs().waits(kind))) {
      return List.of();
    }
    List<Job> jobs =
        kept.write(
            actor,
            tx -> {
              List<Job> all =
                  tx.jobs().claim(kind, actor.part(), settings.together(), settings.lease());
              return all.stream().anyMatch(job -> job.attempts() > 1) ? alone(tx, all) : all;
            });
    held.take(jobs);
    return jobs;
  }

  /** The first job that was begun before; the others are given back as if nobody had had them. */
  private static List<Job> alone(Transaction tx, List<Job> all) {
    Job begun = all.stream().filter(job -> job.attempts() > 1).findFirst().orElseThrow();
    all.stream().filter(job -> job != begun).forEach(tx.jobs()::release);
    return List.of(begun);
  }

  private void work(Actor.Service actor, List<Job> jobs) {
    Instant began = Instant.now();
    try {
      Map<Hash, List<Job>> byModel = new LinkedHashMap<>();
      for (Job job : jobs) {
        if (job.task() instanceof JobTask.ClassifyCell task) {
          byModel.computeIfAbsent(task.model(), model -> new ArrayList<>()).add(job);
        } else if (job.task() instanceof JobTask.FindCells task && !stopping) {
          each(actor, List.of(job), () -> find(actor, task, job));
        }
      }
      byModel.forEach((model, some) -> each(actor, some, () -> classify(actor, model, some)));
    } finally {
      ended(actor, jobs, began);
    }
  }

  /** Tells what became of jobs, and gives back what was not begun. */
  private void ended(Actor.Service actor, List<Job> jobs, Instant began) {
    LogEvent.of("jobs-worked-on")
        .with("worker", actor.part())
        .with("jobs", jobs.size())
        .with("left", jobs.stream().filter(held::has).count())
        .with("milliseconds", Duration.between(began, Instant.now()).toMillis())
        .info();
    measure(jobs, began);
    trace(jobs, began);
    giveBack(actor, jobs);
  }

  /** Counts what was done; what is still held is given back, and so done another time. */
  private void measure(List<Job> jobs, Instant began) {
    Map<String, Long> done =
        jobs.stream()
            .filter(job -> !held.has(job))
            .collect(Collectors.groupingBy(job -> word(job.task()), Collectors.counting()));
    done.forEach((task, some) -> WorkMeasures.jobs(task, some.intValue(), began));
  }

  private static String word(JobTask task) {
    if (task instanceof JobTask.ReadPicture) {
      return "read-picture";
    }
    return task instanceof JobTask.ClassifyCell ? "classify-cell" : "find-cells";
  }

  private void trace(List<Job> jobs, Instant began) {
    if (!Traces.areSent()) {
      return;
    }
    Map<String, List<Job>> together =
        store.read(
            tx ->
                jobs.stream()
                    .collect(Collectors.groupingBy(job -> tx.jobs().trace(job.id()).orElse(""))));
    together.forEach(
        (before, some) ->
            Traces.jobs(word(some.get(0).task()), Optional.of(before), began, some.size()));
  }

  private void find(Actor.Service actor, JobTask.FindCells task, Job job) {
    Detector detector = models.detector(task.detector());
    Instant began = Instant.now();
    fields.run(actor, detector, job);
    WorkMeasures.asked("find-cells", 1, began);
    freed.answered(1);
  }

  private void classify(Actor.Service actor, Hash model, List<Job> jobs) {
    Classifier classifier = models.classifier(model);
    Instant began = Instant.now();
    cells.run(actor, classifier, model, jobs);
    WorkMeasures.asked("classify-cell", jobs.size(), began);
    freed.answered(jobs.size());
  }

  /** Does some jobs; what can't be done fails, and the others go on. */
  private void each(Actor.Service actor, List<Job> jobs, Runnable work) {
    try {
      work.run();
    } catch (RuntimeException | OutOfMemoryError e) {
      if (stopping) {
        return;
      }
      jobs.stream().filter(held::has).forEach(job -> CellJobs.fail(kept, held, actor, job, e));
    }
  }

  /** Gives back what was not begun, so that others need not wait for the lease to end. */
  private void giveBack(Actor.Service actor, List<Job> jobs) {
    List<Job> left = jobs.stream().filter(held::has).toList();
    if (!left.isEmpty()) {
      boolean interrupted = Thread.interrupted(); // or no connection could be had
      left.forEach(held::leave);
      kept.change(actor, tx -> left.forEach(tx.jobs()::release));
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static void log(Exception e) {
    LogEvent.of("worker-failed").with("reason", ForeignFailure.words(e)).warn();
  }

  /**
   * Stops the workers: no more jobs are taken, what is computed at the moment is finished and kept,
   * and the rest is given back. Stopping twice does nothing.
   *
   * @param most how long to wait for that; afterwards threads are interrupted
   * @return whether all threads ended in time
   */
  public boolean stop(Duration most) {
    boolean first = !stopping;
    stopping = true;
    wake();
    boolean ended = joined(most);
    if (!ended) {
      threads.forEach(Thread::interrupt);
      ended = joined(PAUSE);
    }
    heartbeat.shutdownNow();
    freed.close();
    if (first && settings.threads() > 0) {
      beGone();
    }
    quickAnswers.close();
    if (ended) {
      models.close();
      kept.close();
    }
    return ended;
  }

  private boolean joined(Duration most) {
    long left = most.toMillis();
    try {
      for (Thread thread : threads) {
        thread.join(Math.max(1, left / Math.max(1, threads.size())));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return threads.stream().noneMatch(Thread::isAlive);
  }

  /** Stops the workers within 25 seconds. */
  @Override
  public void close() {
    stop(STOPPED_WITHIN);
  }
}
