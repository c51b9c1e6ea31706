package org.allnet.service.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.allnet.data.InputException;
import org.allnet.data.RunException;
import org.allnet.service.domain.CaseModels;
import org.allnet.service.domain.CaseReading;
import org.allnet.service.domain.CaseStatus;
import org.allnet.service.domain.Delivery;
import org.allnet.service.domain.Hash;
import org.allnet.service.domain.Id;
import org.allnet.service.domain.Job;
import org.allnet.service.domain.JobTask;
import org.allnet.service.domain.ModelSheet;
import org.allnet.service.domain.SealedText;
import org.allnet.service.domain.ServedModel;
import org.allnet.service.domain.ServiceEvent;
import org.allnet.service.domain.SignOff;
import org.allnet.service.domain.Webhook;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Events and webhooks on each database. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
final class EventContractTest {

  private static final Duration LEASE = Duration.ofSeconds(30);
  private static final ModelSheet SHEET =
      new ModelSheet(
          List.of("lymphoblast", "lymphocyte"),
          Optional.empty(),
          List.of(),
          Optional.empty(),
          Optional.empty(),
          List.of(),
          List.of(),
          false,
          false,
          Optional.empty());

  @Parameter TestDatabase database;

  @TempDir(factory = MemoryFolder.class)
  Path folder;

  private Laboratory lab;

  @BeforeEach
  void open() throws Exception {
    lab = new Laboratory(database, folder, 1);
  }

  @AfterEach
  void close() {
    if (lab != null) {
      lab.close();
    }
  }

  private List<ServiceEvent> events() {
    return lab.list(tx -> tx.events().after(lab.project.id(), 0, 100));
  }

  private void answer() {
    lab.store.change(
        Laboratory.SERVICE,
        tx -> {
          tx.jobs().enqueue(lab.opened.id(), lab.tasks());
          for (Job job : tx.jobs().claim(JobTask.Work.MODELS, "worker-1", 10, LEASE)) {
            tx.jobs().complete(job);
            tx.proposals().add(lab.proposal(((JobTask.ClassifyCell) job.task()).cell()));
          }
        });
  }

  private void sign(SignOff signature) {
    lab.store.change(lab.as(lab.ada), tx -> tx.signOffs().append(signature));
  }

  private void stopAModel() {
    Hash hash = Hash.of("another model");
    lab.store.change(
        lab.as(lab.ada),
        tx -> {
          tx.models().add(hash, ServedModel.Kind.CLASSIFIER, "another", SHEET);
          tx.models().stop(hash, SealedText.of("too often wrong", lab.random));
        });
  }

  @Test
  void whatHappens_isToldInItsOrder() {
    answer();
    CaseReading reading = lab.reading(lab.ada, false);
    lab.judge(reading, lab.cells.get(0), null, Laboratory.blast(), null);
    lab.store.change(lab.as(lab.ada), tx -> tx.readings().close(reading.id()));
    SignOff first = lab.signature(1, SignOff.Meaning.REVIEWED, null, null);
    SignOff second = lab.signature(2, SignOff.Meaning.AMENDED, first, "another stain");
    sign(first);
    sign(second);
    sign(lab.signature(3, SignOff.Meaning.WITHDRAWN, second, "wrong tube"));
    stopAModel();

    assertThat(events())
        .extracting(event -> event.number() + " " + event.kind().key())
        .containsExactly(
            "1 case.answered",
            "2 reading.closed",
            "3 result.signed",
            "4 result.amended",
            "5 result.withdrawn",
            "6 model.stopped");
    assertThat(events().get(3).version()).hasValue(2);
    assertThat(events().get(3).object()).isEqualTo(second.id());
    assertThat(events().get(0).subject().flatMap(ServiceEvent.OfSubject::pseudonym))
        .contains("S-0042");
    assertThat(lab.list(tx -> tx.events().after(lab.project.id(), 4, 1)))
        .extracting(ServiceEvent::number)
        .containsExactly(5L);
  }

  @Test
  void jobThatFailedForGood_isTold() {
    lab.store.change(Laboratory.SERVICE, tx -> tx.jobs().enqueue(lab.opened.id(), lab.tasks()));
    for (int attempt = 1; attempt <= Jobs.MOST_ATTEMPTS; attempt++) {
      lab.store.change(
          Laboratory.SERVICE,
          tx ->
              tx.jobs()
                  .claim(JobTask.Work.MODELS, "worker-1", 1, LEASE)
                  .forEach(job -> tx.jobs().fail(job, "no", Duration.ZERO)));
      assertThat(events()).hasSize(attempt < Jobs.MOST_ATTEMPTS ? 0 : 2);
    }
    assertThat(events())
        .extracting(ServiceEvent::kind)
        .containsExactly(ServiceEvent.Kind.JOB_FAILED, ServiceEvent.Kind.CASE_ANSWERED);
  }

  @Test
  void whatWasNotKept_isNotTold() {
    Webhook webhook = webhook();
    assertThatThrownBy(
            () ->
                lab.store.change(
                    Laboratory.SERVICE,
                    tx -> {
                      tx.jobs().enqueue(lab.opened.id(), lab.tasks());
                      tx.jobs()
                          .claim(JobTask.Work.MODELS, "worker-1", 10, LEASE)
                          .forEach(tx.jobs()::complete);
                      tx.beforeCommit();
                      throw new InputException("and then it fails");
                    }))
        .hasMessage("and then it fails");

    assertThat(events()).isEmpty();
    assertThat(due()).isEmpty();
    assertThat(lab.store.<Long>read(tx -> tx.webhooks().count(webhook, Delivery.State.WAITING)))
        .isZero();
  }

  @Test
  void erasedSubject_hasNoPseudonymInEvents() {
    answer();
    lab.store.change(
        Laboratory.SERVICE, tx -> tx.subjects().erase(lab.project.id(), lab.subject.id()));

    assertThat(events().get(0).subject())
        .contains(new ServiceEvent.OfSubject(lab.subject.id(), Optional.empty()));
  }

  /** A model that answers of what the one of the laboratory answered too. */
  private Hash addModel(String name) {
    Hash hash = Hash.of(name);
    lab.store.change(
        lab.as(lab.ada), tx -> tx.models().add(hash, ServedModel.Kind.CLASSIFIER, name, SHEET));
    return hash;
  }

  private void queueAndAnswer() {
    lab.store.change(
        Laboratory.SERVICE,
        tx -> {
          tx.jobs().enqueue(lab.opened.id(), lab.tasks());
          tx.proposals().add(lab.proposal(lab.cells.get(0).id()));
        });
  }

  private void cancel() {
    lab.store.change(Laboratory.SERVICE, tx -> tx.jobs().cancel(lab.opened.id(), "enough"));
  }

  @Test
  void cancelledRest_isTold() {
    queueAndAnswer();
    cancel();
    assertThat(lab.status()).isEqualTo(CaseStatus.ANSWERED);
    assertThat(events())
        .extracting(ServiceEvent::kind)
        .containsExactly(ServiceEvent.Kind.CASE_ANSWERED);
  }

  @Test
  void erasedHalf_isNotTold() {
    queueAndAnswer();
    lab.store.change(
        Laboratory.SERVICE, tx -> tx.subjects().erase(lab.project.id(), lab.subject.id()));
    assertThat(lab.status()).isEqualTo(CaseStatus.CANCELLED);
    assertThat(events()).isEmpty();
  }

  /** Nobody waits for what a shadow says, so that it is no answer. */
  @Test
  void cancelledWithAShadowAlone_isNotTold() {
    Hash classifier = addModel("a classifier");
    lab.store.change(
        Laboratory.SERVICE,
        tx -> {
          tx.models().add(Laboratory.MODEL, ServedModel.Kind.CLASSIFIER, "a shadow", SHEET);
          tx.models()
              .assign(
                  lab.opened.id(),
                  new CaseModels(
                      Optional.of(classifier), Optional.of(Laboratory.MODEL), Optional.empty()));
        });
    queueAndAnswer();
    cancel();
    assertThat(lab.status()).isEqualTo(CaseStatus.CANCELLED);
    assertThat(events()).isEmpty();
  }

  @Test
  void cancelledWhileAModelIsStopped_isToldLater() {
    Hash stopped = addModel("a classifier");
    lab.store.change(
        lab.as(lab.ada),
        tx -> {
          tx.models().stop(stopped, SealedText.of("too often wrong", lab.random));
          tx.jobs()
              .ask(
                  lab.opened.id(),
                  stopped,
                  List.of(new JobTask.ClassifyCell(lab.cells.get(0).id(), stopped)));
        });
    queueAndAnswer();
    cancel();
    assertThat(lab.status()).isEqualTo(CaseStatus.ANSWERED);
    assertThat(events())
        .extracting(ServiceEvent::kind)
        .containsExactly(ServiceEvent.Kind.MODEL_STOPPED);
  }

  /** Nothing waits for a model that goes on, so that nobody would tell it later. */
  @Test
  void cancelledOnceAModelGoesOn_isTold() {
    Hash stopped = addModel("a classifier");
    List<JobTask> task = List.of(new JobTask.ClassifyCell(lab.cells.get(0).id(), stopped));
    lab.store.change(
        lab.as(lab.ada),
        tx -> {
          tx.jobs().enqueue(lab.opened.id(), task);
          tx.models().stop(stopped, SealedText.of("too often wrong", lab.random));
          tx.models().resume(stopped, SealedText.of("looked at", lab.random));
        });
    queueAndAnswer();
    cancel();
    assertThat(lab.status()).isEqualTo(CaseStatus.ANSWERED);
    assertThat(events())
        .extracting(ServiceEvent::kind)
        .containsExactly(ServiceEvent.Kind.MODEL_STOPPED, ServiceEvent.Kind.CASE_ANSWERED);
    lab.store.change(
        lab.as(lab.ada),
        tx -> {
          tx.models().stop(stopped, SealedText.of("again", lab.random));
          tx.models().resume(stopped, SealedText.of("again", lab.random));
        });
    assertThat(lab.status()).as("who cancelled it wants no more").isEqualTo(CaseStatus.ANSWERED);
  }

  @Test
  void events_onlyGrow() throws Exception {
    answer();
    for (String statement : List.of("update events set number = 7", "delete from events")) {
      assertThatThrownBy(() -> TestDatabase.run(lab.settings, statement))
          .hasMessageContaining("events only grow");
    }
  }

  /** As after a long time in which nobody took anything. */
  private void backlog(Webhook of, int count) throws Exception {
    String rows =
        IntStream.rangeClosed(1, count)
            .mapToObj(i -> "(%d, '%s')".formatted(1000 + i, Id.Event.fresh().text()))
            .collect(Collectors.joining(", "));
    TestDatabase.run(
        lab.settings,
        "insert into events (project, number, id, kind, case_id, object_kind, object, at)"
            + " select e.project, v.column1, v.column2, e.kind, e.case_id, e.object_kind,"
            + " e.object, e.at from events e, (values "
            + rows
            + ") as v where e.number = 1;"
            + "insert into deliveries (webhook, event, state, attempts, not_before)"
            + " select '%s', id, 'waiting', 0, 0 from events".formatted(of.id().text()));
  }

  @Test
  void deadWebhook_holdsUpNoOther() throws Exception {
    answer();
    Webhook dead = webhook();
    backlog(dead, 600);
    Webhook other = webhook();
    stopAModel();

    assertThat(due()).extracting(Delivery::webhook).containsExactly(dead, other);
    assertThat(due().get(0).event().number()).as("the oldest").isEqualTo(1);
    assertThat(due().get(1).event().kind()).isEqualTo(ServiceEvent.Kind.MODEL_STOPPED);
  }

  private Webhook webhook() {
    Webhook webhook =
        new Webhook(
            Id.Webhook.fresh(),
            lab.project.id(),
            URI.create("https://lis.example.org/in?a=1"),
            lab.clock.instant(),
            Optional.empty());
    lab.store.change(Laboratory.SERVICE, tx -> tx.webhooks().add(webhook));
    return webhook;
  }

  private List<Delivery> due() {
    return lab.list(tx -> tx.webhooks().due());
  }

  private Optional<Delivery> claim(Delivery delivery) {
    return lab.store.write(Laboratory.SERVICE, tx -> tx.webhooks().claim(delivery, LEASE));
  }

  @Test
  void webhook_getsWhatHappensFromThenOn() {
    answer();
    assertThat(due()).isEmpty();
    Webhook webhook = webhook();
    stopAModel();

    assertThat(due()).hasSize(1);
    assertThat(due().get(0).webhook()).isEqualTo(webhook);
    assertThat(due().get(0).event()).isEqualTo(events().get(1));
  }

  @Test
  void delivery_isOneSendersAlone() {
    webhook();
    answer();
    Delivery due = due().get(0);
    Delivery first = claim(due).orElseThrow();

    assertThat(claim(due)).isEmpty();
    assertThat(due()).isEmpty();
    lab.clock.pass(LEASE);
    Delivery second = claim(due().get(0)).orElseThrow();
    assertThat(second.attempts()).isEqualTo(2);
    // The first one comes back, and says nothing any more.
    lab.store.change(
        Laboratory.SERVICE, tx -> tx.webhooks().failed(first, "late", Optional.empty()));
    lab.store.change(Laboratory.SERVICE, tx -> tx.webhooks().delivered(second));
    assertThat(lab.store.<Long>read(tx -> tx.webhooks().waiting())).isZero();
    assertThat(
            lab.store.<Long>read(
                tx -> tx.webhooks().count(second.webhook(), Delivery.State.DELIVERED)))
        .isEqualTo(1);
  }

  @Test
  void deadDelivery_waitsForAPerson() {
    Webhook webhook = webhook();
    answer();
    Delivery claimed = claim(due().get(0)).orElseThrow();
    lab.store.change(
        Laboratory.SERVICE,
        tx -> tx.webhooks().failed(claimed, "the answer was 500", Optional.empty()));
    lab.clock.pass(Duration.ofDays(1));

    assertThat(due()).isEmpty();
    assertThat(lab.list(tx -> tx.webhooks().deliveries(webhook, Delivery.State.DEAD, 10)))
        .extracting(dead -> dead.reason().orElse(""))
        .containsExactly("the answer was 500");
    Id.Event event = claimed.event().id();
    lab.store.change(lab.as(lab.ada), tx -> tx.webhooks().retry(webhook, event));
    assertThat(due()).extracting(Delivery::attempts).containsExactly(0);
    assertThatThrownBy(
            () -> lab.store.change(lab.as(lab.ada), tx -> tx.webhooks().retry(webhook, event)))
        .isInstanceOf(InputException.class);
  }

  @Test
  void removedWebhook_getsNothing() {
    Webhook webhook = webhook();
    answer();
    Id.Project other = Id.Project.fresh();
    assertThatThrownBy(
            () ->
                lab.store.change(lab.as(lab.ada), tx -> tx.webhooks().remove(other, webhook.id())))
        .isInstanceOf(InputException.class);
    lab.store.change(lab.as(lab.ada), tx -> tx.webhooks().remove(lab.project.id(), webhook.id()));
    stopAModel();

    assertThat(due()).isEmpty();
    assertThat(lab.list(tx -> tx.webhooks().of(lab.project.id()))).isEmpty();
  }

  @Test
  void reading_changesNothing() {
    assertThatThrownBy(() -> lab.store.read(tx -> tx.webhooks().claim(delivery(), LEASE)))
        .isInstanceOf(RunException.class);
  }

  private Delivery delivery() {
    webhook();
    answer();
    return due().get(0);
  }
}
