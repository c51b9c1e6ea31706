package org.allnet.service.store;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.allnet.data.InputException;
import org.allnet.service.domain.Hash;
import org.allnet.service.domain.Id;
import org.allnet.service.domain.Job;
import org.allnet.service.domain.JobProgress;
import org.allnet.service.domain.JobTask;
import org.allnet.service.domain.Picture;
import org.allnet.service.domain.PlacedCell;
import org.allnet.service.domain.QueueLoad;

/**
 * The queue. A worker claims jobs for a time and renews its lease while it works. Whoever vanishes
 * loses the job to somebody else, and by the fence can't finish it any more. So each job is done at
 * least once, and has its effect once if that is written in the transaction that {@linkplain
 * #complete completes} it.
 */
public interface Jobs {

  /** How often a job is tried until nobody tries it again. */
  int MOST_ATTEMPTS = 3;

  /**
   * Queues jobs.
   *
   * @param of the case that waits for them
   * @param tasks what to do; one that an open job does already is passed over
   * @return how many are new
   * @throws InputException if there is no such case
   */
  int enqueue(Id.Case of, List<JobTask> tasks);

  /**
   * Queues what a model is asked. What a stopped one would be asked is kept, and queued once it
   * answers again.
   *
   * @param of the case that waits for the answers
   * @param model the model of all of these
   * @param tasks what to do; one that an open job does already is passed over
   * @return how many are queued now
   * @throws InputException if there is no such case
   */
  int ask(Id.Case of, Hash model, List<JobTask> tasks);

  /**
   * Takes the oldest jobs that nobody works on, or whose lease has run out. A job whose worker
   * vanished for the {@value #MOST_ATTEMPTS}rd time has failed.
   *
   * @param work what they need
   * @param worker by which name
   * @param most how many at most
   * @param lease for how long
   * @return none if nothing waits
   */
  List<Job> claim(JobTask.Work work, String worker, int most, Duration lease);

  /**
   * Renews the lease of a job.
   *
   * @param job as it was claimed
   * @param lease for how long from now on
   * @return whether the worker still has the job; if not, its work is for nothing
   */
  boolean renew(Job job, Duration lease);

  /**
   * Ends a job that is done. Write its result only if this returns true, and queue what follows
   * from it in the same transaction.
   *
   * @param job as it was claimed
   * @return whether the worker still had the job
   */
  boolean complete(Job job);

  /**
   * Puts a job back that failed; for the {@value #MOST_ATTEMPTS}rd time it stays failed.
   *
   * @param job as it was claimed
   * @param reason why, for an operator
   * @param pause how long nobody shall try it
   * @return whether the worker still had the job
   */
  boolean fail(Job job, String reason, Duration pause);

  /**
   * Gives a job back that was not begun, as if it had not been claimed.
   *
   * @param job as it was claimed
   * @return whether the worker still had the job
   */
  boolean release(Job job);

  /**
   * Cancels the open jobs of a case. A worker that has one finds out when it renews or completes. A
   * case that was not answered in part becomes cancelled too; one that was is answered by what
   * there is. If nothing of it waits for a stopped model, an event tells that.
   *
   * @param of the case
   * @param reason why
   * @return how many jobs were open
   * @throws InputException if there is no such case
   */
  int cancel(Id.Case of, String reason);

  /**
   * Queues what a job did again.
   *
   * @param job one that failed
   * @throws InputException if there is no such case, it is signed or closed, so that nothing of it
   *     may change, or the job was to read a file, which is not kept
   */
  void again(Job job);

  /**
   * Returns what a job of a cell is about, for workers, which know no project.
   *
   * @param task what the job does
   * @return empty if there is no such cell
   */
  Optional<PlacedCell> cell(JobTask.ClassifyCell task);

  /**
   * Returns what a job of a field is about, for workers, which know no project.
   *
   * @param task what the job does
   * @return empty if there is no such picture
   */
  Optional<Picture> picture(JobTask.FindCells task);

  /**
   * Returns a job.
   *
   * @param id which one
   * @return empty if there is none
   */
  Optional<Job> get(Id.Job id);

  /** {@return how many jobs are open} */
  long open();

  /**
   * Returns how many jobs of a case are open.
   *
   * @param of the case
   */
  long open(Id.Case of);

  /**
   * Returns how many jobs of a case are open that its answer waits for: all but those of its shadow
   * model.
   *
   * @param of the case
   */
  long openForAnswer(Id.Case of);

  /**
   * Returns whether a worker would get a job now. Asking costs less than claiming and locks
   * nothing.
   *
   * @param work what the job needs
   */
  boolean waits(JobTask.Work work);

  /**
   * Returns how far the jobs of a case have come.
   *
   * @param of the case
   */
  JobProgress progress(Id.Case of);

  /**
   * Returns failed jobs, the last one first.
   *
   * @param most how many at most
   */
  List<Job> failed(int most);

  /**
   * Returns how much waits.
   *
   * @param window over which time jobs that ended are counted, back from now
   */
  QueueLoad load(Duration window);

  /**
   * Returns to which trace of other programs a job belongs.
   *
   * @param job which
   * @return the header {@code traceparent}; empty if the request that brought it had none
   */
  Optional<String> trace(Id.Job job);
}
