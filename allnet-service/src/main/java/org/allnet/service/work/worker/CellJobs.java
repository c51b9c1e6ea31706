package org.allnet.service.work.worker;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.allnet.data.AllNetException;
import org.allnet.data.ForeignFailure;
import org.allnet.data.image.ImageSource;
import org.allnet.evaluation.decision.Decision;
import org.allnet.inference.BatchListener;
import org.allnet.inference.Classification;
import org.allnet.inference.Classifier;
import org.allnet.inference.FailedImage;
import org.allnet.service.domain.Actor;
import org.allnet.service.domain.Hash;
import org.allnet.service.domain.Job;
import org.allnet.service.domain.JobTask;
import org.allnet.service.domain.PlacedCell;
import org.allnet.service.domain.Proposal;
import org.allnet.service.log.LogEvent;
import org.allnet.service.measure.WorkMeasures;
import org.allnet.service.store.Store;

/**
 * Asks a model about cells and keeps its answers, some at a time, each in the transaction that
 * completes its job. Thread-safe.
 */
final class CellJobs {

  /** So many answers are kept by one transaction: as many as a model computes at once. */
  private static final int KEPT_TOGETHER = 8;

  private final Store store;
  private final KeptWork kept;
  private final CellSources pictures;
  private final HeldJobs held;
  private final BooleanSupplier stopping;

  CellJobs(
      Store store, KeptWork kept, CellSources pictures, HeldJobs held, BooleanSupplier stopping) {
    this.store = store;
    this.kept = kept;
    this.pictures = pictures;
    this.held = held;
    this.stopping = stopping;
  }

  /** Answers about cells, until the worker is to stop. Jobs that are left are still held. */
  void run(Actor actor, Classifier classifier, Hash model, List<Job> jobs) {
    Map<String, Job> byName = new LinkedHashMap<>();
    List<ImageSource> sources = new ArrayList<>();
    for (Job job : jobs) {
      String name = job.id().text();
      byName.put(name, job);
      sources.add(pictures.source(name, placed(job)));
    }
    Answers answers = new Answers(actor, model, byName);
    try {
      classifier.classifyAll(() -> untilStopped(sources.iterator()), answers);
      answers.keep();
    } catch (AllNetException e) {
      answers.keep();
      if (stopping.getAsBoolean()) {
        return;
      }
      // Of the model, or of one cell that spoils the rest: each for itself tells which.
      if (byName.size() > 1) {
        List.copyOf(byName.values()).forEach(job -> run(actor, classifier, model, List.of(job)));
      } else {
        byName.values().forEach(job -> fail(kept, held, actor, job, e));
      }
    }
  }

  private PlacedCell placed(Job job) {
    return store.read(tx -> tx.jobs().cell((JobTask.ClassifyCell) job.task()).orElseThrow());
  }

  private Iterator<ImageSource> untilStopped(Iterator<ImageSource> sources) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return !stopping.getAsBoolean() && sources.hasNext();
      }

      @Override
      public ImageSource next() {
        return sources.next();
      }
    };
  }

  /** Puts a job back, or ends it, with what went wrong. */
  static void fail(KeptWork kept, HeldJobs held, Actor actor, Job job, Throwable failure) {
    String reason = ForeignFailure.words(failure);
    kept.change(actor, tx -> tx.jobs().fail(job, reason, Workers.PAUSE));
    held.leave(job);
    logFailed(job, reason);
  }

  private static void logFailed(Job job, String reason) {
    LogEvent.of("job-failed")
        .with("job", job.id().text())
        .with("attempt", job.attempts())
        .with("reason", reason)
        .warn();
  }

  private static void measure(Decision decision) {
    if (decision instanceof Decision.Referred referred) {
      WorkMeasures.decided("referred", referred.reason().key());
    } else {
      WorkMeasures.decided("predicted", "none");
    }
  }

  /** Collects what a model says. Called by one thread. */
  private final class Answers implements BatchListener {

    private final Actor actor;
    private final Hash model;
    private final Map<String, Job> open;
    private final Map<Job, Classification> answered = new LinkedHashMap<>();
    private final Map<Job, String> failed = new LinkedHashMap<>();

    Answers(Actor actor, Hash model, Map<String, Job> open) {
      this.actor = actor;
      this.model = model;
      this.open = open;
    }

    @Override
    public void classified(Classification answer) {
      answered.put(take(answer.image()), answer);
      if (answered.size() >= KEPT_TOGETHER) {
        keep();
      }
    }

    @Override
    public void failed(FailedImage failure) {
      failed.put(take(failure.image()), failure.reason());
    }

    private Job take(String name) {
      Job job = open.remove(name);
      if (job == null) {
        throw new IllegalStateException("an answer about no job");
      }
      return job;
    }

    void keep() {
      if (answered.isEmpty() && failed.isEmpty()) {
        return;
      }
      List<Decision> decided =
          kept.write(
              actor,
              tx -> {
                List<Decision> proposed = new ArrayList<>();
                answered.forEach(
                    (job, answer) -> {
                      if (tx.jobs().complete(job)) {
                        JobTask.ClassifyCell task = (JobTask.ClassifyCell) job.task();
                        tx.proposals().add(Proposal.of(task.cell(), model, answer, tx.now()));
                        proposed.add(answer.decision());
                      }
                    });
                failed.forEach((job, reason) -> tx.jobs().fail(job, reason, Workers.PAUSE));
                return proposed;
              });
      decided.forEach(CellJobs::measure);
      answered.keySet().forEach(held::leave);
      failed.keySet().forEach(held::leave);
      failed.forEach(CellJobs::logFailed);
      answered.clear();
      failed.clear();
    }
  }
}
