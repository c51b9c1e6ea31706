package org.allnet.service.web.model;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.allnet.data.InputException;
import org.allnet.service.domain.Id;
import org.allnet.service.domain.Job;
import org.allnet.service.domain.Permission;
import org.allnet.service.domain.QueueLoad;
import org.allnet.service.web.route.Access;
import org.allnet.service.web.route.Endpoint;
import org.allnet.service.web.route.HttpFailure;
import org.allnet.service.web.route.PageSet;
import org.allnet.service.web.route.Route;
import org.allnet.service.web.route.Visit;
import org.allnet.service.web.route.WorkersNotice;

/** The queue, for who runs it. */
public final class JobPages implements PageSet {

  private static final Access OPERATOR = Access.to(Permission.RUN_JOBS);
  private static final Duration WINDOW = Duration.ofMinutes(5);
  private static final int LISTED = 100;

  /**
   * The page of the queue.
   *
   * @param load how much waits
   * @param failed jobs that failed, the last one first
   * @param more whether more have failed than are listed
   * @param nobody what is said if nobody works on them; empty if somebody does
   */
  public record Queue(QueueLoad load, List<Job> failed, boolean more, Optional<String> nobody) {

    static Queue of(QueueLoad load, List<Job> failed, Optional<String> nobody) {
      return new Queue(
          load, failed.subList(0, Math.min(LISTED, failed.size())), failed.size() > LISTED, nobody);
    }
  }

  private final WorkersNotice workers;

  /**
   * Makes the pages.
   *
   * @param workers says whether anybody works
   */
  public JobPages(WorkersNotice workers) {
    this.workers = workers;
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        new Endpoint(Route.page("/jobs", OPERATOR, "The queue and what failed."), this::show),
        new Endpoint(
            Route.action("/jobs/{job}/again", OPERATOR, "Queues a failed job again."), this::again),
        new Endpoint(
            Route.action("/jobs/{job}/cancel", OPERATOR, "Cancels all open jobs of its case."),
            this::cancel));
  }

  private void show(Visit visit) {
    visit.show(
        "model/jobs.jte",
        visit
            .store()
            .read(
                tx ->
                    Queue.of(
                        tx.jobs().load(WINDOW), tx.jobs().failed(LISTED + 1), workers.words(tx))));
  }

  private static Job job(Visit visit) {
    Id.Job id = visit.id("job", Id.Job::new);
    return Visit.found(visit.store().read(tx -> tx.jobs().get(id)));
  }

  private void again(Visit visit) {
    Job job = job(visit);
    if (job.state() != Job.State.FAILED) {
      throw new HttpFailure(409, "This job has not failed.");
    }
    try {
      visit.store().change(visit.actor(), tx -> tx.jobs().again(job));
    } catch (InputException e) {
      throw new HttpFailure(409, String.valueOf(e.getMessage()));
    }
    visit.redirect("/jobs");
  }

  private void cancel(Visit visit) {
    Job job = job(visit);
    int cancelled =
        visit
            .store()
            .write(visit.actor(), tx -> tx.jobs().cancel(job.of(), "cancelled by an operator"));
    if (cancelled == 0) {
      throw new HttpFailure(409, "No job of this case waits or runs.");
    }
    visit.redirect("/jobs");
  }
}
