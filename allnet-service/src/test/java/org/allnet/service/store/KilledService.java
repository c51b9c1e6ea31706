package org.allnet.service.store;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.allnet.evaluation.decision.Decision;
import org.allnet.service.domain.Actor;
import org.allnet.service.domain.Case;
import org.allnet.service.domain.Cell;
import org.allnet.service.domain.Hash;
import org.allnet.service.domain.Id;
import org.allnet.service.domain.Job;
import org.allnet.service.domain.JobTask;
import org.allnet.service.domain.Picture;
import org.allnet.service.domain.Proposal;

/**
 * A process that takes in cells and answers them until it is killed. It says on its standard output
 * which cells it has accepted and which are answered, each after its transaction.
 */
final class KilledService {

  private static final Hash MODEL = Hash.of("a model");
  private static final int CELLS = 5;

  private KilledService() {}

  public static void main(String[] args) throws Exception {
    Path folder = Path.of(args[0]);
    Case of = null;
    Store store =
        Store.open(
            StoreSettings.sqlite(folder.resolve("allnet.db")),
            new BlobStore(folder.resolve("blobs")),
            Clock.systemUTC());
    for (var project : store.read(tx -> tx.projects().all())) {
      of = store.read(tx -> tx.cases().list(project.id(), List.of(), 0, 1)).get(0);
    }
    Case opened = of;
    Thread worker = new Thread(() -> work(store));
    worker.setDaemon(true);
    worker.start();
    AtomicInteger number = new AtomicInteger(store.read(tx -> (int) tx.cells().count(opened.id())));
    while (true) {
      takeIn(store, opened, number);
    }
  }

  private static void takeIn(Store store, Case of, AtomicInteger number) throws Exception {
    Hash bytes =
        store.blobs().put(new java.io.ByteArrayInputStream(new byte[] {(byte) number.get()}), 10);
    Picture picture =
        new Picture(
            Id.Picture.fresh(),
            of.id(),
            Optional.of(bytes),
            100,
            100,
            Picture.Kind.CELL,
            Optional.empty(),
            false);
    List<Cell> cells =
        java.util.stream.IntStream.range(0, CELLS)
            .mapToObj(
                i ->
                    new Cell(
                        Id.Cell.fresh(),
                        of.id(),
                        picture.id(),
                        number.incrementAndGet(),
                        new Cell.Box(0, 0, 100, 100)))
            .toList();
    store.change(
        new Actor.Service("intake", "run"),
        tx -> {
          tx.pictures().add(List.of(picture));
          tx.cells().add(cells);
          tx.jobs()
              .enqueue(
                  of.id(),
                  cells.stream()
                      .map(cell -> (JobTask) new JobTask.ClassifyCell(cell.id(), MODEL))
                      .toList());
        });
    cells.forEach(cell -> say("accepted " + cell.id().text()));
  }

  private static void work(Store store) {
    Actor actor = new Actor.Service("worker", "run");
    while (true) {
      List<Job> jobs =
          store.write(
              actor,
              tx -> tx.jobs().claim(JobTask.Work.MODELS, "worker", 3, Duration.ofMillis(100)));
      for (Job job : jobs) {
        Id.Cell cell = ((JobTask.ClassifyCell) job.task()).cell();
        boolean done =
            store.write(
                actor,
                tx -> {
                  boolean held = tx.jobs().complete(job);
                  if (held) {
                    tx.proposals().add(proposal(cell));
                  }
                  return held;
                });
        if (done) {
          say("answered " + cell.text());
        }
      }
    }
  }

  private static Proposal proposal(Id.Cell cell) {
    return new Proposal(
        cell,
        MODEL,
        new Decision.Predicted("lymphoblast", new Decision.MostProbable()),
        Map.of("lymphoblast", 0.75, "lymphocyte", 0.25),
        List.of("lymphoblast"),
        Instant.EPOCH);
  }

  private static synchronized void say(String line) {
    System.out.println(line);
    System.out.flush();
  }
}
