package org.allnet.service.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.allnet.service.domain.Act;
import org.allnet.service.domain.AuditEntry;
import org.allnet.service.domain.CaseStatus;
import org.allnet.service.domain.Id;
import org.allnet.service.domain.Job;
import org.allnet.service.domain.JobTask;
import org.allnet.service.domain.QueueLoad;
import org.allnet.service.trace.Traces;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The queue on each database. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
final class QueueContractTest {

  @Parameter TestDatabase database;

  @TempDir(factory = MemoryFolder.class)
  Path folder;

  private Laboratory lab;

  @BeforeEach
  void open() throws Exception {
    lab = new Laboratory(database, folder, 4);
  }

  @AfterEach
  void close() {
    if (lab != null) {
      lab.close();
    }
  }

  private static final Duration LEASE = Duration.ofSeconds(30);

  private int enqueue() {
    return lab.store.write(
        Laboratory.SERVICE, tx -> tx.jobs().enqueue(lab.opened.id(), lab.tasks()));
  }

  private List<Job> claim(int most) {
    return lab.store.write(
        Laboratory.SERVICE, tx -> tx.jobs().claim(JobTask.Work.MODELS, "worker-1", most, LEASE));
  }

  @Test
  void traceOfARequest_goesOnToWhatFollows() throws Exception {
    String header = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    try (Traces.Begun request = Traces.request("POST", "/", Optional.of(header))) {
      request.ended("http.response.status_code", 202, false);
      lab.store.change(
          Laboratory.SERVICE, tx -> tx.jobs().enqueue(lab.opened.id(), lab.tasks().subList(0, 1)));
    }
    // A worker of another process, after both have ended.
    try (Store again = Store.open(lab.settings, lab.store.blobs(), lab.clock)) {
      again.change(
          Laboratory.SERVICE,
          tx -> {
            Job first = tx.jobs().claim(JobTask.Work.MODELS, "worker-2", 1, LEASE).get(0);
            tx.jobs().complete(first);
            tx.jobs().enqueue(lab.opened.id(), lab.tasks().subList(1, 2));
          });
    }
    enqueue();
    List<Job> jobs = claim(10);
    assertThat(jobs).hasSize(4);
    assertThat(jobs)
        .extracting(job -> lab.maybe(tx -> tx.jobs().trace(job.id())).orElse("none"))
        .containsExactlyInAnyOrder(header, "none", "none", "none");
  }

  private boolean complete(Job job) {
    return lab.store.write(
        Laboratory.SERVICE,
        tx -> {
          boolean held = tx.jobs().complete(job);
          if (held) {
            tx.proposals().add(lab.proposal(((JobTask.ClassifyCell) job.task()).cell()));
          }
          return held;
        });
  }

  private Job job(Job of) {
    return lab.store.read(tx -> tx.jobs().get(of.id()).orElseThrow());
  }

  @Test
  void taskOfAnOpenJob_isNotQueuedTwice() {
    assertThat(enqueue()).isEqualTo(4);
    assertThat(enqueue()).isZero();
    claim(4).forEach(this::complete);
    assertThat(enqueue()).as("once they have ended, they may be asked for again").isEqualTo(4);
  }

  @Test
  void claimed_areTheOldestAndNobodyElses() {
    enqueue();
    List<Job> first = claim(3);
    List<Job> second = claim(3);

    assertThat(first).hasSize(3).allMatch(job -> job.state() == Job.State.LEASED);
    assertThat(second).hasSize(1);
    assertThat(second).doesNotContainAnyElementsOf(first);
    assertThat(first.get(0).lease())
        .contains(new Job.Lease("worker-1", lab.clock.instant().plus(LEASE)));
  }

  @Test
  void lastJob_answersTheCase() {
    enqueue();
    List<Job> jobs = claim(4);
    jobs.subList(0, 3).forEach(this::complete);
    assertThat(lab.status()).isEqualTo(CaseStatus.QUEUED);
    complete(jobs.get(3));
    assertThat(lab.status()).isEqualTo(CaseStatus.ANSWERED);
  }

  @Test
  void expiredLease_losesTheJobByItsFence() {
    enqueue();
    Job slow = claim(1).get(0);
    lab.clock.pass(LEASE);
    Job again = claim(1).get(0);

    assertThat(again.id()).isEqualTo(slow.id());
    assertThat(again.fence()).isGreaterThan(slow.fence());
    assertThat(complete(slow)).as("the slow worker has lost it").isFalse();
    assertThat(lab.list(tx -> tx.proposals().of(lab.opened.id(), Laboratory.MODEL))).isEmpty();
    assertThat(complete(again)).isTrue();
    assertThat(complete(again)).as("twice").isFalse();
  }

  @Test
  void renewedLease_keepsTheJob() {
    enqueue();
    Job job = claim(1).get(0);
    lab.clock.pass(LEASE.minusSeconds(1));
    assertThat(lab.did(tx -> tx.jobs().renew(job, LEASE))).isTrue();
    lab.clock.pass(LEASE.minusSeconds(1));
    assertThat(claim(4)).extracting(Job::id).doesNotContain(job.id());
    assertThat(complete(job)).isTrue();
  }

  @Test
  void poisonJob_failsAtTheThirdAttempt() {
    enqueue();
    for (int attempt = 1; attempt <= 3; attempt++) {
      Job job = claim(1).get(0);
      assertThat(job.attempts()).isEqualTo(attempt);
      lab.store.change(Laboratory.SERVICE, tx -> tx.jobs().fail(job, "no picture", Duration.ZERO));
    }
    Job failed = lab.store.read(tx -> tx.jobs().failed(10)).get(0);

    assertThat(failed.state()).isEqualTo(Job.State.FAILED);
    assertThat(failed.reason()).contains("no picture");
    assertThat(claim(4)).as("the others go on").hasSize(3);
    assertThat(lab.list(tx -> tx.audit().of(failed.id())))
        .extracting(entry -> entry.event().act())
        .containsExactly(Act.JOB_FAILED);
  }

  @Test
  void vanishedWorkers_failTheJobToo() {
    enqueue();
    for (int attempt = 1; attempt <= 3; attempt++) {
      assertThat(claim(4)).hasSize(4);
      lab.clock.pass(LEASE);
    }
    assertThat(claim(4)).isEmpty();
    assertThat(lab.list(tx -> tx.jobs().failed(10))).hasSize(4);
    assertThat(lab.status()).as("nothing is waited for").isEqualTo(CaseStatus.ANSWERED);
  }

  @Test
  void failedJob_pauses() {
    enqueue();
    Job job = claim(1).get(0);
    lab.store.change(Laboratory.SERVICE, tx -> tx.jobs().fail(job, "busy", Duration.ofSeconds(5)));
    assertThat(claim(4)).extracting(Job::id).doesNotContain(job.id());
    lab.clock.pass(Duration.ofSeconds(5));
    assertThat(claim(4)).extracting(Job::id).containsExactly(job.id());
  }

  @Test
  void releasedJob_wasNotTried() {
    enqueue();
    Job job = claim(1).get(0);
    lab.store.change(Laboratory.SERVICE, tx -> tx.jobs().release(job));
    assertThat(job(job).state()).isEqualTo(Job.State.QUEUED);
    assertThat(job(job).attempts()).isZero();
    assertThat(complete(job)).isFalse();
  }

  @Test
  void cancelledCase_losesItsJobs() {
    enqueue();
    Job job = claim(1).get(0);
    int cancelled =
        lab.store.write(
            Laboratory.SERVICE, tx -> tx.jobs().cancel(lab.opened.id(), "wrong subject"));

    assertThat(cancelled).isEqualTo(4);
    assertThat(complete(job)).isFalse();
    assertThat(claim(4)).isEmpty();
    assertThat(job(job).reason()).contains("wrong subject");
    assertThat(lab.status()).isEqualTo(CaseStatus.CANCELLED);
  }

  @Test
  void load_tellsWhenThereIsRoom() {
    enqueue();
    claim(2).forEach(this::complete);
    claim(1);
    QueueLoad load = lab.store.read(tx -> tx.jobs().load(Duration.ofSeconds(60)));

    assertThat(load.queued()).isEqualTo(1);
    assertThat(load.leased()).isEqualTo(1);
    assertThat(load.ended()).isEqualTo(2);
    assertThat(load.oldest()).contains(lab.clock.instant());
    assertThat(load.retryAfter(3, 5)).isEqualTo(Optional.empty());
    assertThat(load.retryAfter(5, 5)).contains(Duration.ofSeconds(60));
  }

  @Test
  void answerOfTwoWorkers_isKeptOnce() {
    Id.Cell cell = lab.cells.get(0).id();
    boolean first =
        lab.store.write(Laboratory.SERVICE, tx -> tx.proposals().add(lab.proposal(cell)));
    boolean second =
        lab.store.write(Laboratory.SERVICE, tx -> tx.proposals().add(lab.proposal(cell)));
    List<AuditEntry> lines = lab.store.read(tx -> tx.audit().of(cell));

    assertThat(first).isTrue();
    assertThat(second).isFalse();
    assertThat(lines).hasSize(1);
    assertThat(lab.maybe(tx -> tx.proposals().get(cell, Laboratory.MODEL)))
        .contains(lab.proposal(cell));
  }

  @Test
  void workersAtOnce_neverGetTheSame() throws Exception {
    enqueue();
    ExecutorService workers = Executors.newFixedThreadPool(4);
    try {
      List<Future<List<Job>>> claims = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        claims.add(workers.submit(() -> claim(1)));
      }
      List<Id.Job> all = new ArrayList<>();
      for (Future<List<Job>> claimed : claims) {
        claimed.get().forEach(job -> all.add(job.id()));
      }
      assertThat(all).hasSize(4).doesNotHaveDuplicates();
    } finally {
      workers.shutdownNow();
    }
  }
}
