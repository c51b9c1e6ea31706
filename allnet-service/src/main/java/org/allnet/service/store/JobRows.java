package org.allnet.service.store;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.allnet.data.InputException;
import org.allnet.service.domain.Act;
import org.allnet.service.domain.AuditEvent;
import org.allnet.service.domain.Case;
import org.allnet.service.domain.CaseModels;
import org.allnet.service.domain.CaseStatus;
import org.allnet.service.domain.FieldLook;
import org.allnet.service.domain.Hash;
import org.allnet.service.domain.Id;
import org.allnet.service.domain.Job;
import org.allnet.service.domain.JobProgress;
import org.allnet.service.domain.JobTask;
import org.allnet.service.domain.Picture;
import org.allnet.service.domain.PlacedCell;
import org.allnet.service.domain.QueueLoad;
import org.allnet.service.domain.ServiceEvent;
import org.allnet.service.trace.TraceParent;
import org.allnet.service.trace.Traces;
import org.jspecify.annotations.Nullable;

/** The queue as rows. */
final class JobRows implements Jobs {

  /** An open job that a worker has, under the number that it was claimed by. */
  private static final String HELD = " where id = ? and fence = ? and state = 'leased'";

  private static final int LONGEST_REASON = 500;

  /** Why jobs of a stopped model are cancelled. */
  static final String STOPPED = "its model was stopped";

  private final Transaction tx;

  JobRows(Transaction tx) {
    this.tx = tx;
  }

  @Override
  public int enqueue(Id.Case of, List<JobTask> tasks) {
    return add(of, tasks, Job.State.QUEUED, null);
  }

  @Override
  public int ask(Id.Case of, Hash model, List<JobTask> tasks) {
    boolean answers = tx.models().get(model).filter(known -> !known.isStopped()).isPresent();
    if (answers) {
      return enqueue(of, tasks);
    }
    add(of, tasks, Job.State.CANCELLED, STOPPED);
    return 0;
  }

  private int add(Id.Case of, List<JobTask> tasks, Job.State state, @Nullable String reason) {
    new CaseRows(tx).require(of);
    @Nullable String trace = trace().orElse(null);
    List<@Nullable Object[]> rows = new ArrayList<>();
    for (JobTask task : tasks) {
      Instant now = tx.now();
      rows.add(
          new @Nullable Object[] {
            Id.Job.fresh(),
            of,
            RecordJson.text(task),
            task.key(),
            task.work().key(),
            state.key(),
            now,
            now,
            state == Job.State.QUEUED ? null : now,
            reason,
            trace
          });
    }
    return tx.sql()
        .updateAll(
            "insert into jobs (id, case_id, task, task_key, work, state, attempts, fence, created,"
                + " not_before, ended, reason, traceparent)"
                + " values (?, ?, ?, ?, ?, ?, 0, 0, ?, ?, ?, ?, ?)"
                + " on conflict (task_key) where state in ('queued', 'leased') do nothing",
            rows);
  }

  /** That of the request, or of the job from which these follow. */
  private Optional<String> trace() {
    return Traces.current().map(TraceParent::text).or(() -> tx.endedJob().flatMap(this::trace));
  }

  @Override
  public Optional<String> trace(Id.Job job) {
    return tx.sql()
        .one("select traceparent from jobs where id = ?", row -> row.maybe("traceparent"), job)
        .flatMap(trace -> trace);
  }

  @Override
  public void again(Job job) {
    Case of = new CaseRows(tx).require(job.of());
    if (of.status().isSigned() || of.status().isClosed()) {
      throw new InputException(
          "job: the case is '%s', so the model answers no more".formatted(of.status().words()));
    }
    if (job.task() instanceof JobTask.ReadPicture) {
      throw new InputException("job: the file is not kept; hand the picture in again");
    }
    int added = enqueue(job.of(), List.of(job.task()));
    tx.record(AuditEvent.of(Act.JOB_QUEUED_AGAIN, job.id(), "", Integer.toString(added)));
  }

  @Override
  public List<Job> claim(JobTask.Work work, String worker, int most, Duration lease) {
    takeBackExpired();
    List<Id.Job> free =
        tx.sql()
            .list(
                "select id from jobs where state = 'queued' and work = ? and not_before <= ?"
                    + " order by created, id limit ?",
                row -> row.id("id", Id.Job::new),
                work.key(),
                tx.now(),
                most);
    List<Job> claimed = new ArrayList<>();
    for (Id.Job id : free) {
      tx.sql()
          .update(
              "update jobs set state = 'leased', attempts = attempts + 1, worker = ?,"
                  + " lease_until = ?, fence = fence + 1 where id = ?",
              worker,
              tx.now().plus(lease),
              id);
      claimed.add(get(id).orElseThrow());
    }
    return claimed;
  }

  private void takeBackExpired() {
    List<Job> expired =
        tx.sql()
            .list(
                "select * from jobs where state = 'leased' and lease_until <= ?"
                    + " order by created, id",
                JobRows::job,
                tx.now());
    for (Job job : expired) {
      fail(job, "its worker vanished", Duration.ZERO);
    }
  }

  @Override
  public boolean renew(Job job, Duration lease) {
    return tx.sql()
            .update(
                "update jobs set lease_until = ?" + HELD,
                tx.now().plus(lease),
                job.id(),
                job.fence())
        > 0;
  }

  @Override
  public boolean complete(Job job) {
    return end(job, Job.State.DONE, Optional.empty());
  }

  private boolean end(Job job, Job.State state, Optional<String> reason) {
    int ended =
        tx.sql()
            .update(
                "update jobs set state = ?, ended = ?, reason = ?, worker = null,"
                    + " lease_until = null"
                    + HELD,
                state.key(),
                tx.now(),
                reason,
                job.id(),
                job.fence());
    if (ended > 0) {
      tx.ended(job.id());
      tx.advanced(job.of());
    }
    return ended > 0;
  }

  @Override
  public boolean fail(Job job, String reason, Duration pause) {
    String kept = reason.substring(0, Math.min(reason.length(), LONGEST_REASON));
    if (job.attempts() >= MOST_ATTEMPTS) {
      boolean ended = end(job, Job.State.FAILED, Optional.of(kept));
      if (ended) {
        tx.record(AuditEvent.of(Act.JOB_FAILED, job.id(), "", Job.State.FAILED.key()));
        if (job.task() instanceof JobTask.ReadPicture task) {
          tx.handed().giveUp(task.picture(), "could not be read: " + kept);
        }
        Case of = new CaseRows(tx).require(job.of());
        new EventRows(tx).add(ServiceEvent.Kind.JOB_FAILED, of, job.id());
      }
      return ended;
    }
    return tx.sql()
            .update(
                "update jobs set state = 'queued', not_before = ?, reason = ?, worker = null,"
                    + " lease_until = null"
                    + HELD,
                tx.now().plus(pause),
                kept,
                job.id(),
                job.fence())
        > 0;
  }

  @Override
  public boolean release(Job job) {
    return tx.sql()
            .update(
                "update jobs set state = 'queued', attempts = attempts - 1, worker = null,"
                    + " lease_until = null"
                    + HELD,
                job.id(),
                job.fence())
        > 0;
  }

  @Override
  public int cancel(Id.Case id, String reason) {
    CaseRows cases = new CaseRows(tx);
    Case of = cases.require(id);
    int cancelled = end(id, reason);
    if (of.status() == CaseStatus.QUEUED) {
      if (!isAnswered(id)) {
        cases.move(of, CaseStatus.CANCELLED);
      } else if (waitsForStopped(id)) {
        cases.moveUntold(of, CaseStatus.ANSWERED); // told once that model has answered
      } else {
        cases.move(of, CaseStatus.ANSWERED);
      }
    }
    return cancelled;
  }

  /** Cancels the jobs of a case whose pictures are erased, so that there is nothing to answer. */
  void cancelErased(Id.Case id, String reason) {
    CaseRows cases = new CaseRows(tx);
    Case of = cases.require(id);
    end(id, reason);
    if (of.status() == CaseStatus.QUEUED) {
      cases.move(of, CaseStatus.CANCELLED);
    }
  }

  /** Whether a model said something of a case, other than one whose answers nobody waits for. */
  private boolean isAnswered(Id.Case of) {
    return tx.sql()
        .one(
            "select 1 as n from proposals p join cells e on e.id = p.cell"
                + " where e.case_id = ? and p.model <> ? limit 1",
            row -> true,
            of,
            shadow(of))
        .isPresent();
  }

  /** Cancels all open jobs of a case. */
  private int end(Id.Case id, String reason) {
    int cancelled =
        tx.sql()
            .update(
                "update jobs set state = 'cancelled', ended = ?, reason = ?, worker = null,"
                    + " lease_until = null, fence = fence + 1"
                    + " where case_id = ? and state in ('queued', 'leased')",
                tx.now(),
                reason,
                id);
    if (cancelled > 0) {
      tx.record(AuditEvent.of(Act.JOB_CANCELLED, id, "", Integer.toString(cancelled)));
    }
    new HandedFileRows(tx).cancel(id, reason);
    return cancelled;
  }

  /** Cancels the open jobs of a model, of whatever case. */
  int cancelOf(Hash model, String reason) {
    String open =
        " from jobs where state in ('queued', 'leased') and task_key like '%:' || cast(? as text)";
    List<Id.Case> cases =
        tx.sql()
            .list(
                "select distinct case_id" + open,
                row -> row.id("case_id", Id.Case::new),
                model.hex());
    int cancelled =
        tx.sql()
            .update(
                "update jobs set state = 'cancelled', ended = ?, reason = ?, worker = null,"
                    + " lease_until = null, fence = fence + 1 where id in (select id"
                    + open
                    + ")",
                tx.now(),
                reason,
                model.hex());
    cases.forEach(tx::advanced);
    return cancelled;
  }

  /**
   * A job that was cancelled for a reason, and that nobody asked for again or cancelled for another
   * reason since.
   */
  private static final String LEFT_OUT =
      "j.state = 'cancelled' and j.reason = ? and not exists (select 1 from jobs k"
          + " where k.case_id = j.case_id and k.task_key = j.task_key"
          + " and (k.state <> 'cancelled' or (k.reason <> j.reason and k.created >= j.created)))";

  /** Whether a stopped model was not asked something that the answer of a case has to wait for. */
  boolean waitsForStopped(Id.Case of) {
    return tx.sql()
        .one(
            "select 1 as n from jobs j where j.case_id = ?"
                + " and j.task_key not like '%:' || cast(? as text) and "
                + LEFT_OUT
                + " limit 1",
            row -> true,
            of,
            shadow(of),
            STOPPED)
        .isPresent();
  }

  /**
   * The model whose answers nobody waits for. One that was the classifier of a case before it
   * became everybody's shadow is waited for.
   */
  private String shadow(Id.Case of) {
    CaseModels models = tx.models().of(of);
    return models
        .shadow()
        .filter(one -> models.classifier().filter(one::equals).isEmpty())
        .map(Hash::hex)
        .orElse("no shadow");
  }

  /**
   * Queues what a model was not asked because it was stopped, of cases that nobody has begun to
   * look at: what it would have been asked meanwhile, and jobs that were cancelled. Earlier
   * versions kept nothing of single cells that were read meanwhile.
   */
  void queueLeftOut(Hash model) {
    Map<Id.Case, List<JobTask>> left = new LinkedHashMap<>();
    tx.sql()
        .each(
            "select e.id, e.case_id from cells e join pictures p on p.id = e.picture"
                + " join cases c on c.id = e.case_id join case_models m on m.case_id = c.id"
                + " where m.model = ? and m.use <> 'detector'"
                + " and c.status in ('queued', 'answered') and p.kind = 'cell'"
                + " and p.content is not null and not exists (select 1 from proposals r"
                + " where r.cell = e.id and r.model = m.model) and not exists (select 1 from jobs j"
                + " where j.case_id = e.case_id and j.task_key = 'classify:' || e.id || ':' || cast(? as text))"
                + " order by e.case_id, e.number",
            row ->
                left.computeIfAbsent(row.id("case_id", Id.Case::new), id -> new ArrayList<>())
                    .add(new JobTask.ClassifyCell(row.id("id", Id.Cell::new), model)),
            model,
            model.hex());
    tx.sql()
        .each(
            "select j.case_id, j.task from jobs j join cases c on c.id = j.case_id"
                + " join subjects s on s.id = c.subject"
                + " where c.status in ('queued', 'answered') and s.erased is null and "
                + LEFT_OUT
                + " and j.task_key like '%:' || cast(? as text) order by j.created, j.id",
            row ->
                left.computeIfAbsent(row.id("case_id", Id.Case::new), id -> new ArrayList<>())
                    .add(RecordJson.read(row.text("task"), JobTask.class)),
            STOPPED,
            model.hex());
    CaseRows cases = new CaseRows(tx);
    left.forEach(
        (id, tasks) -> {
          Case of = cases.require(id);
          if (of.status() == CaseStatus.ANSWERED && !shadow(id).equals(model.hex())) {
            cases.move(of, CaseStatus.QUEUED);
          }
          enqueue(id, tasks);
        });
  }

  @Override
  public long openForAnswer(Id.Case of) {
    return tx.sql()
        .count(
            "select count(*) as n from jobs where case_id = ? and state in ('queued', 'leased')"
                + " and task_key not like '%:' || cast(? as text)",
            of, shadow(of));
  }

  @Override
  public boolean waits(JobTask.Work work) {
    Instant now = tx.now();
    return tx.sql()
        .one(
            "select 1 as n from jobs where work = ? and ((state = 'queued' and not_before <= ?)"
                + " or (state = 'leased' and lease_until <= ?)) limit 1",
            row -> true,
            work.key(),
            now,
            now)
        .isPresent();
  }

  /** Whether a model was asked about a case, or will be. */
  boolean asksModels(Id.Case of) {
    return tx.sql()
        .one(
            "select 1 as n from jobs where case_id = ? and work = 'models' limit 1",
            row -> true,
            of)
        .isPresent();
  }

  @Override
  public JobProgress progress(Id.Case of) {
    Map<String, Long> counts = new HashMap<>();
    tx.sql()
        .each(
            "select state, count(*) as n from jobs where case_id = ? group by state",
            row -> counts.put(row.text("state"), row.number("n")),
            of);
    return new JobProgress(
        count(counts, Job.State.QUEUED) + count(counts, Job.State.LEASED),
        count(counts, Job.State.DONE),
        count(counts, Job.State.FAILED),
        count(counts, Job.State.CANCELLED));
  }

  private static long count(Map<String, Long> counts, Job.State state) {
    return counts.getOrDefault(state.key(), 0L);
  }

  @Override
  public Optional<PlacedCell> cell(JobTask.ClassifyCell task) {
    return new CaseCellRows(tx)
        .whatever(task.cell())
        .flatMap(
            cell ->
                new PictureRows(tx)
                    .whatever(cell.picture())
                    .map(
                        picture ->
                            new PlacedCell(
                                cell,
                                picture,
                                tx.fields().get(picture.id()).flatMap(FieldLook::scale))));
  }

  @Override
  public Optional<Picture> picture(JobTask.FindCells task) {
    return new PictureRows(tx).whatever(task.picture());
  }

  @Override
  public Optional<Job> get(Id.Job id) {
    return tx.sql().one("select * from jobs where id = ?", JobRows::job, id);
  }

  @Override
  public long open() {
    return tx.sql().count("select count(*) as n from jobs where state in ('queued', 'leased')");
  }

  @Override
  public long open(Id.Case of) {
    return tx.sql()
        .count(
            "select count(*) as n from jobs where case_id = ? and state in ('queued', 'leased')",
            of);
  }

  @Override
  public List<Job> failed(int most) {
    return tx.sql()
        .list(
            "select * from jobs where state = 'failed' order by ended desc, id limit ?",
            JobRows::job,
            most);
  }

  @Override
  public QueueLoad load(Duration window) {
    return new QueueLoad(
        tx.sql().count("select count(*) as n from jobs where state = 'queued'"),
        tx.sql().count("select count(*) as n from jobs where state = 'leased'"),
        tx.sql()
            .one(
                "select min(created) as oldest from jobs where state = 'queued'",
                row -> row.maybeInstant("oldest"))
            .flatMap(oldest -> oldest),
        tx.sql()
            .count(
                "select count(*) as n from jobs where ended >= ? and state in ('done', 'failed')",
                tx.now().minus(window)),
        window);
  }

  private static Job job(Sql.Row row) {
    return new Job(
        row.id("id", Id.Job::new),
        row.id("case_id", Id.Case::new),
        RecordJson.read(row.text("task"), JobTask.class),
        Job.State.valueOf(row.text("state").toUpperCase(Locale.ROOT)),
        row.small("attempts"),
        row.maybe("worker").map(worker -> new Job.Lease(worker, row.instant("lease_until"))),
        row.number("fence"),
        row.instant("created"),
        row.instant("not_before"),
        row.maybeInstant("ended"),
        row.maybe("reason"));
  }
}
