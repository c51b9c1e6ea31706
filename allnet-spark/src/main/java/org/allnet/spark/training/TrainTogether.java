package org.allnet.spark.training;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.allnet.data.ForeignFailure;
import org.allnet.data.RunException;
import org.allnet.inference.engine.group.Meeting;
import org.allnet.inference.engine.group.ProcessGroup;
import org.allnet.training.run.FoldsApart;
import org.apache.spark.BarrierTaskContext;
import org.apache.spark.api.java.function.Function;
import org.jspecify.annotations.Nullable;
import scala.collection.Iterator;
import scala.jdk.javaapi.CollectionConverters;
import scala.runtime.AbstractFunction1;

/**
 * What a task of a barrier stage does: trains one fold together with the other tasks. The first
 * task opens a port, and tells the others of it by the cluster's own way. What is wrong before they
 * meet is told the same way, so that nobody waits for one who does not come. Those that have met
 * tell each other how it ended too: whoever finds another gone then knows why, if that one lives.
 */
final class TrainTogether extends AbstractFunction1<Iterator<Integer>, Iterator<String>>
    implements Function<Iterator<Integer>, Iterator<String>> {

  private static final long serialVersionUID = 1;

  /** In front of what a task says that can't come. */
  private static final String FAILED = "!";

  private final String run;
  private final int fold;
  private final TrainFold task;
  private final long patienceMillis;

  /**
   * A task.
   *
   * @param run the run's folder
   * @param fold which fold, from 1
   * @param task what a task by itself would do
   * @param patience how long a process may keep the others waiting
   */
  TrainTogether(String run, int fold, TrainFold task, Duration patience) {
    this.run = run;
    this.fold = fold;
    this.task = task;
    this.patienceMillis = patience.toMillis();
  }

  /** Returns what failed; nothing if all went well. */
  @Override
  public Iterator<String> apply(Iterator<Integer> ranks) {
    BarrierTaskContext context = BarrierTaskContext.get();
    // What dropout draws is drawn by the process.
    synchronized (TrainFold.class) {
      return CollectionConverters.asScala(List.of(train(context)).iterator());
    }
  }

  /** The same by Spark's own name for what it sends to executors. */
  @Override
  public Iterator<String> call(Iterator<Integer> ranks) {
    return apply(ranks);
  }

  private String train(BarrierTaskContext context) {
    Tasks tasks = new Tasks(context, Duration.ofMillis(patienceMillis));
    try {
      if (context.partitionId() == 0) {
        FoldsApart.awaitFree(Path.of(run), fold, tasks.patience.multipliedBy(2));
        FoldsApart.train(
            Path.of(run), fold, task.version(), task.maps(), new TrainFold.Silent(), tasks::meet);
      } else {
        FoldsApart.follow(Path.of(run), fold, tasks::meet);
      }
    } catch (RuntimeException | OutOfMemoryError e) {
      if (e instanceof RunException failed && failed.isInterrupt()) {
        throw e;
      }
      if (tasks.isBroken()) {
        String why = tasks.ended("");
        if (why.isEmpty()) {
          throw e; // nobody lives who could say it
        }
        return why;
      }
      return tasks.ended("%s, fold %d: %s".formatted(run, fold, ForeignFailure.words(e)));
    }
    return tasks.ended("");
  }

  /** The tasks of the stage, as one of them sees them. */
  private static final class Tasks {

    private final BarrierTaskContext context;
    private final Duration patience;
    private boolean told;
    private boolean met;
    private String heard = "";
    private @Nullable ProcessGroup group;

    Tasks(BarrierTaskContext context, Duration patience) {
      this.context = context;
      this.patience = patience;
    }

    /** Waits for the others. */
    ProcessGroup meet() {
      int rank = context.partitionId();
      List<String> hosts =
          Arrays.stream(context.getTaskInfos()).map(info -> host(info.address())).toList();
      if (hosts.size() == 1) {
        return ProcessGroup.ALONE;
      }
      Meeting opened = rank == 0 ? Meeting.open(hosts.get(0), patience) : null;
      List<String> said = tell(opened == null ? "" : Integer.toString(opened.port()));
      Optional<String> failure = failure(said);
      if (failure.isPresent()) {
        if (opened != null) {
          opened.close();
        }
        heard = failure.get();
        throw new RunException(heard);
      }
      met = true;
      Meeting meeting =
          opened == null
              ? Meeting.at(hosts.get(0), Integer.parseInt(said.get(0)), patience)
              : opened;
      ProcessGroup joined = meeting.join(hosts.get(rank), rank, hosts.size());
      group = joined;
      return joined;
    }

    /**
     * Tells the others how it ended, and waits until all have: as before they met, so that none of
     * them waits for one who does not come.
     *
     * @param words what failed; empty if nothing did, or if another is gone
     * @return these, or what another says if there are none
     */
    String ended(String words) {
      if (!heard.isEmpty()) {
        return heard;
      }
      if (context.getTaskInfos().length == 1 || (told && !met) || (!told && words.isEmpty())) {
        return words;
      }
      Optional<String> failure = failure(tell(words.isEmpty() ? "" : FAILED + words));
      return words.isEmpty() ? failure.orElse("") : words;
    }

    private static Optional<String> failure(List<String> said) {
      return said.stream()
          .filter(one -> one.startsWith(FAILED))
          .map(one -> one.substring(FAILED.length()))
          .findFirst();
    }

    private List<String> tell(String words) {
      told = true;
      return List.of(context.allGather(words));
    }

    /** Whether another task was lost. */
    boolean isBroken() {
      return group != null && group.isBroken();
    }

    private static String host(String address) {
      int end = address.lastIndexOf(':');
      return end < 0 ? address : address.substring(0, end);
    }
  }
}
