package org.allnet.service.work.worker;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.allnet.data.ForeignFailure;
import org.allnet.data.RunException;
import org.allnet.service.domain.Actor;
import org.allnet.service.domain.CaseModels;
import org.allnet.service.domain.Cell;
import org.allnet.service.domain.FieldLook;
import org.allnet.service.domain.HandedFile;
import org.allnet.service.domain.Hash;
import org.allnet.service.domain.Id;
import org.allnet.service.domain.Job;
import org.allnet.service.domain.JobTask;
import org.allnet.service.domain.Picture;
import org.allnet.service.log.LogEvent;
import org.allnet.service.store.Store;
import org.allnet.service.store.Transaction;
import org.allnet.service.work.intake.PictureReading;
import org.allnet.service.work.picture.RgbPicture;
import org.allnet.service.work.picture.Thumbnails;

/**
 * Reads files that were handed in and stores their pixels, some at a time. Each becomes a picture
 * with its cell, or with its detector's job, in the transaction that completes its job; one that
 * can't be read keeps its reason. The bytes that were handed in are deleted. Thread-safe.
 */
final class PictureJobs {

  /** So many pictures are kept by one transaction. */
  private static final int KEPT_TOGETHER = 8;

  /** Pictures that announce more pixels together are kept before the next one is read. */
  private static final long MOST_PIXELS = 8_000_000;

  private final Store store;
  private final KeptWork kept;
  private final PictureReading reading;
  private final Thumbnails thumbnails;
  private final HeldJobs held;

  PictureJobs(Store store, KeptWork kept, Thumbnails thumbnails, HeldJobs held) {
    this.store = store;
    this.kept = kept;
    this.reading = new PictureReading(store.blobs());
    this.thumbnails = thumbnails;
    this.held = held;
  }

  /** A job with what it is about, as long as somebody wants it. */
  private record Wanted(Job job, HandedFile file, Picture picture) {}

  /** A file that was read, and by which hash its pixels are stored; empty if it can't be. */
  private record Read(Wanted of, PictureReading.Outcome outcome, Optional<Hash> content) {}

  /**
   * Reads some files. One that can't be read, for whatever reason, fails alone.
   *
   * @throws RunException if disk or database fail; then jobs are still held
   */
  void run(Actor actor, List<Job> jobs) {
    List<Read> some = new ArrayList<>();
    long pixels = 0;
    for (Job job : jobs) {
      Optional<Wanted> wanted = wanted(job);
      if (wanted.isEmpty()) {
        kept.change(actor, tx -> tx.jobs().complete(job));
        held.leave(job);
        continue;
      }
      Picture picture = wanted.get().picture();
      pixels += (long) picture.width() * picture.height();
      try {
        PictureReading.Outcome outcome = reading.read(bytes(wanted.get().file()));
        some.add(new Read(wanted.get(), outcome, Optional.empty()));
      } catch (RuntimeException | OutOfMemoryError e) {
        fail(actor, job, e);
      }
      if (some.size() >= KEPT_TOGETHER || pixels > MOST_PIXELS) {
        keep(actor, some);
        some = new ArrayList<>();
        pixels = 0;
      }
    }
    keep(actor, some);
    if (store.read(tx -> tx.handed().hasLeftPacks())) {
      kept.change(actor, tx -> tx.handed().deleteLeftPacks());
    }
  }

  /** A job fails for itself, unless nothing at all can be written; that may pass. */
  private void fail(Actor actor, Job job, Throwable failure) {
    store.blobs().asFile(new byte[1], file -> file);
    CellJobs.fail(kept, held, actor, job, failure);
  }

  private Optional<Wanted> wanted(Job job) {
    JobTask.ReadPicture task = (JobTask.ReadPicture) job.task();
    return store.read(
        tx ->
            tx.handed()
                .file(task)
                .flatMap(
                    file ->
                        tx.handed().picture(task).map(picture -> new Wanted(job, file, picture))));
  }

  private byte[] bytes(HandedFile file) {
    return store
        .blobs()
        .part(file.pack(), file.from(), file.bytes(), file.content())
        .orElseThrow(
            () -> new RunException("pictures: the file of a picture that was handed in is gone"));
  }

  /** Keeps what was read; if that fails, each for itself, which tells of which one that comes. */
  private void keep(Actor actor, List<Read> some) {
    if (some.isEmpty()) {
      return;
    }
    try {
      keepTogether(actor, some);
    } catch (RuntimeException | OutOfMemoryError e) {
      if (some.size() > 1) {
        some.forEach(one -> keep(actor, List.of(one)));
      } else {
        fail(actor, some.get(0).of().job(), e);
      }
    }
  }

  private void keepTogether(Actor actor, List<Read> some) {
    List<Read> stored = stored(some);
    Set<Read> wanted =
        kept.write(
            actor,
            tx -> {
              Set<Read> mine = new LinkedHashSet<>();
              Map<Id.Case, Kept> news = new LinkedHashMap<>();
              for (Read one : stored) {
                if (tx.jobs().complete(one.of().job())) {
                  mine.add(one);
                  news.computeIfAbsent(one.of().picture().of(), id -> new Kept()).add(tx, one);
                }
              }
              news.forEach((of, added) -> added.keep(tx, of));
              return mine;
            });
    stored.forEach(one -> held.leave(one.of().job()));
    for (Read one : stored) {
      if (one.outcome() instanceof PictureReading.Outcome.Good good) {
        Hash content = one.content().orElseThrow();
        if (!wanted.contains(one)) {
          kept.change(actor, tx -> deleteUnused(tx, content));
        } else if (one.of().picture().kind() == Picture.Kind.CELL) {
          makeSmall(content, good.pixels());
        }
      }
    }
  }

  /** Nobody wants it any more, such as if its subject was erased while it was read. */
  private void deleteUnused(Transaction tx, Hash content) {
    if (!tx.pictures().has(content)) {
      store.blobs().delete(content);
    }
  }

  /** Only of a picture that is kept, so that an erasure finds what it has to delete. */
  private void makeSmall(Hash content, RgbPicture pixels) {
    try {
      thumbnails.make(content, pixels);
      thumbnails.deleteIfErased(
          store,
          content,
          Picture.Kind.CELL,
          List.of(new Cell.Box(0, 0, pixels.width(), pixels.height())));
    } catch (RuntimeException | OutOfMemoryError e) {
      // They are made once somebody looks.
      LogEvent.of("small-picture-failed").with("reason", ForeignFailure.words(e)).warn();
    }
  }

  /** Stores the pixels of what could be read. */
  private List<Read> stored(List<Read> some) {
    List<byte[]> files = new ArrayList<>();
    for (Read one : some) {
      if (one.outcome() instanceof PictureReading.Outcome.Good good) {
        files.add(good.png());
      }
    }
    Iterator<Hash> contents = store.blobs().putAll(files).iterator();
    List<Read> stored = new ArrayList<>();
    for (Read one : some) {
      if (one.outcome() instanceof PictureReading.Outcome.Good good) {
        Hash content = contents.next();
        stored.add(new Read(one.of(), good, Optional.of(content)));
      } else {
        stored.add(one);
      }
    }
    return stored;
  }

  /** What is new in one case. */
  private static final class Kept {

    private final List<Cell> cells = new ArrayList<>();
    private final List<Id.Picture> fields = new ArrayList<>();

    void add(Transaction tx, Read one) {
      HandedFile file = one.of().file();
      if (one.outcome() instanceof PictureReading.Outcome.Bad bad) {
        tx.handed().giveUp(file.picture(), bad.reason());
      } else if (one.outcome() instanceof PictureReading.Outcome.Good good) {
        int width = good.pixels().width();
        int height = good.pixels().height();
        tx.handed().read(file, one.content().orElseThrow(), width, height);
        if (file.cell().isPresent()) {
          cells.add(
              new Cell(
                  Id.Cell.fresh(),
                  one.of().picture().of(),
                  file.picture(),
                  file.cell().getAsInt(),
                  new Cell.Box(0, 0, width, height)));
        } else {
          fields.add(file.picture());
          Optional<FieldLook.Scale> said =
              tx.fields().get(file.picture()).flatMap(FieldLook::scale);
          tx.fields()
              .keep(new FieldLook(file.picture(), said.or(good::scale), false, good.notes()));
        }
      }
    }

    void keep(Transaction tx, Id.Case of) {
      tx.cells().add(cells);
      CaseModels models = tx.models().of(of);
      for (Optional<Hash> model : List.of(models.classifier(), models.shadow())) {
        model.ifPresent(
            one ->
                tx.jobs()
                    .ask(
                        of,
                        one,
                        cells.stream()
                            .map(cell -> (JobTask) new JobTask.ClassifyCell(cell.id(), one))
                            .toList()));
      }
      models
          .detector()
          .ifPresent(
              one ->
                  tx.jobs()
                      .ask(
                          of,
                          one,
                          fields.stream()
                              .map(field -> (JobTask) new JobTask.FindCells(field, one))
                              .toList()));
    }
  }
}
