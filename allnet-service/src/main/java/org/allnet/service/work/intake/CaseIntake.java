package org.allnet.service.work.intake;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.allnet.data.Counted;
import org.allnet.service.domain.Case;
import org.allnet.service.domain.CaseModels;
import org.allnet.service.domain.CaseStatus;
import org.allnet.service.domain.Cell;
import org.allnet.service.domain.FieldLook;
import org.allnet.service.domain.Hash;
import org.allnet.service.domain.Id;
import org.allnet.service.domain.JobTask;
import org.allnet.service.domain.Picture;
import org.allnet.service.domain.Project;
import org.allnet.service.domain.SealedText;
import org.allnet.service.domain.Subject;
import org.allnet.service.store.Transaction;

/** Makes a case of pictures whose bytes are stored, in one transaction. */
final class CaseIntake {

  private static final Duration RATE = Duration.ofMinutes(1);
  private static final int LONGEST_NAME = 200;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final IntakeRequest request;
  private final TakenPictures taken;
  private final IntakeLimits limits;
  private final Id.Account account;
  private final Hash sent;

  CaseIntake(
      IntakeRequest request,
      TakenPictures taken,
      IntakeLimits limits,
      Id.Account account,
      Hash sent) {
    this.request = request;
    this.taken = taken;
    this.limits = limits;
    this.account = account;
    this.sent = sent;
  }

  /**
   * Writes all that belongs to the case. A refusal is returned before anything is written, but for
   * a new subject without a case.
   */
  IntakeAnswer store(Transaction tx) {
    Optional<Project> project = tx.projects().get(request.project());
    if (project.isEmpty()) {
      return new IntakeAnswer.Missing("project");
    }
    Optional<IntakeAnswer> refusal = refusal(tx);
    if (refusal.isPresent()) {
      return refusal.get();
    }
    Optional<Subject> subject = subject(tx);
    if (subject.isEmpty() || subject.get().erased().isPresent()) {
      return new IntakeAnswer.Missing("subject");
    }
    Optional<Case> of =
        request.into().isEmpty() ? Optional.of(opened(tx, subject.get())) : into(tx);
    if (of.isEmpty() || !of.get().subject().equals(subject.get().id())) {
      return new IntakeAnswer.Missing("case");
    }
    IntakeAnswer.Accepted accepted = filled(tx, of.get(), project.get().rules().namesKept());
    request
        .key()
        .ifPresent(key -> tx.submissions().answer(account, key, sent, AcceptedText.of(accepted)));
    return accepted;
  }

  private Optional<IntakeAnswer> refusal(Transaction tx) {
    Optional<IntakeAnswer.Busy> busy =
        Intake.busy(tx.jobs().load(RATE), taken.pictures().size(), limits);
    if (busy.isPresent()) {
      return Optional.of(busy.get());
    }
    if (tx.pictures().bytes(request.project()) > limits.bytesPerProject()) {
      return Optional.of(
          new IntakeAnswer.TooMuch(
              "the project has used up its %d bytes".formatted(limits.bytesPerProject())));
    }
    Optional<Case> of = into(tx);
    if (request.into().isPresent() && of.isEmpty()) {
      return Optional.of(new IntakeAnswer.Missing("case"));
    }
    return of.filter(known -> known.status().isSigned() || known.status().isClosed())
        .map(
            known ->
                new IntakeAnswer.Conflict(
                    "the case is %s; hand in a new one".formatted(known.status().words())));
  }

  private Optional<Case> into(Transaction tx) {
    return request.into().flatMap(id -> tx.cases().get(request.project(), id));
  }

  private Optional<Subject> subject(Transaction tx) {
    if (request.subject() instanceof Whose.Known known) {
      return tx.subjects().get(request.project(), known.subject());
    }
    String pseudonym = ((Whose.Named) request.subject()).pseudonym();
    Optional<Subject> known = tx.subjects().named(request.project(), pseudonym);
    if (known.isPresent() || request.into().isPresent()) {
      return known;
    }
    Subject made =
        new Subject(
            Id.Subject.fresh(),
            request.project(),
            Optional.of(pseudonym),
            tx.now(),
            Optional.empty());
    tx.subjects().add(made);
    return Optional.of(made);
  }

  private Case opened(Transaction tx, Subject subject) {
    Case opened =
        new Case(Id.Case.fresh(), request.project(), subject.id(), CaseStatus.QUEUED, tx.now());
    tx.cases().open(opened);
    return opened;
  }

  private IntakeAnswer.Accepted filled(Transaction tx, Case of, boolean namesKept) {
    List<String> notes = new ArrayList<>();
    CaseModels models = tx.models().assign(of.id(), tx.models().choice());
    List<Picture> pictures = new ArrayList<>();
    List<Cell> cells = new ArrayList<>();
    int number = (int) tx.cells().count(of.id());
    for (TakenPictures.OnePicture one : taken.pictures()) {
      Picture picture =
          new Picture(
              Id.Picture.fresh(),
              of.id(),
              Optional.of(one.content()),
              one.width(),
              one.height(),
              request.kind(),
              namesKept ? name(one.name()) : Optional.empty(),
              one.synthetic());
      pictures.add(picture);
      if (request.kind() == Picture.Kind.CELL) {
        Cell.Box box = new Cell.Box(0, 0, one.width(), one.height());
        cells.add(new Cell(Id.Cell.fresh(), of.id(), picture.id(), ++number, box));
      }
    }
    long synthetic = pictures.stream().filter(Picture::synthetic).count();
    if (synthetic > 0) {
      notes.add(
          "%s synthetic, as a mark beside them says; the case is marked so"
              .formatted(Counted.of(synthetic, "picture").are()));
    }
    tx.pictures().add(pictures);
    tx.cells().add(cells);
    int jobs =
        request.kind() == Picture.Kind.CELL
            ? classify(tx, of.id(), cells, models, notes)
            : find(tx, of.id(), pictures, models, notes);
    return new IntakeAnswer.Accepted(
        of.id(), of.subject(), pictures.size(), cells.size(), jobs, taken.refused(), notes);
  }

  private static int classify(
      Transaction tx, Id.Case of, List<Cell> cells, CaseModels models, List<String> notes) {
    Optional<Hash> classifier = models.classifier().filter(model -> runs(tx, model));
    if (classifier.isEmpty()) {
      notes.add("no model answers now, so that nothing is proposed");
    }
    int jobs = classifier.map(model -> queue(tx, of, cells, model)).orElse(0);
    models
        .shadow()
        .filter(model -> runs(tx, model))
        .ifPresent(model -> queue(tx, of, cells, model));
    return jobs;
  }

  private static int queue(Transaction tx, Id.Case of, List<Cell> cells, Hash model) {
    return tx.jobs()
        .enqueue(
            of,
            cells.stream()
                .map(cell -> (JobTask) new JobTask.ClassifyCell(cell.id(), model))
                .toList());
  }

  private int find(
      Transaction tx, Id.Case of, List<Picture> pictures, CaseModels models, List<String> notes) {
    for (int i = 0; i < pictures.size(); i++) {
      TakenPictures.OnePicture one = taken.pictures().get(i);
      tx.fields()
          .keep(
              new FieldLook(
                  pictures.get(i).id(), request.scale().or(one::scale), false, one.notes()));
    }
    Optional<Hash> detector = models.detector().filter(model -> runs(tx, model));
    if (detector.isEmpty()) {
      notes.add("no detector looks at fields now, so that no cells are found");
      return 0;
    }
    return tx.jobs()
        .enqueue(
            of,
            pictures.stream()
                .map(picture -> (JobTask) new JobTask.FindCells(picture.id(), detector.get()))
                .toList());
  }

  private static boolean runs(Transaction tx, Hash model) {
    return tx.models().get(model).filter(known -> !known.isStopped()).isPresent();
  }

  /** A name without what can't be kept; empty if nothing is left. */
  private static Optional<SealedText> name(String sent) {
    String plain = sent.replaceAll("\\p{Cntrl}", " ").strip();
    String kept = plain.substring(0, Math.min(LONGEST_NAME, plain.length()));
    return kept.isBlank() ? Optional.empty() : Optional.of(SealedText.of(kept, RANDOM));
  }
}
