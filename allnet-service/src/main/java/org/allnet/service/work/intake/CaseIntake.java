package org.allnet.service.work.intake;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.allnet.data.Counted;
import org.allnet.service.domain.Case;
import org.allnet.service.domain.CaseModels;
import org.allnet.service.domain.CaseStatus;
import org.allnet.service.domain.FieldLook;
import org.allnet.service.domain.HandedFile;
import org.allnet.service.domain.Hash;
import org.allnet.service.domain.Id;
import org.allnet.service.domain.JobTask;
import org.allnet.service.domain.Picture;
import org.allnet.service.domain.Project;
import org.allnet.service.domain.SealedText;
import org.allnet.service.domain.Subject;
import org.allnet.service.store.Transaction;

/** Makes a case of files whose bytes are stored, in one transaction. */
final class CaseIntake {

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
    boolean cells = request.kind() == Picture.Kind.CELL;
    note(tx, models, cells, notes);
    List<Picture> pictures = new ArrayList<>();
    List<HandedFile> files = new ArrayList<>();
    int number = tx.handed().nextCell(of.id());
    for (ReceivedFiles.Received one : taken.pictures()) {
      Picture picture =
          new Picture(
              Id.Picture.fresh(),
              of.id(),
              Optional.empty(),
              one.head().width(),
              one.head().height(),
              request.kind(),
              namesKept ? name(one.name()) : Optional.empty(),
              taken.synthetic().contains(one));
      pictures.add(picture);
      files.add(
          new HandedFile(
              picture.id(),
              one.number(),
              cells ? OptionalInt.of(number++) : OptionalInt.empty(),
              taken.pack(),
              one.from(),
              one.bytes(),
              one.content()));
    }
    if (!taken.synthetic().isEmpty()) {
      notes.add(
          "%s synthetic, as a mark beside them says; the case is marked so"
              .formatted(Counted.of(taken.synthetic().size(), "picture").are()));
    }
    tx.handed().add(pictures, files);
    if (!cells) {
      pictures.forEach(
          field -> tx.fields().keep(new FieldLook(field.id(), request.scale(), false, List.of())));
    }
    int jobs =
        tx.jobs()
            .enqueue(
                of.id(),
                pictures.stream()
                    .map(picture -> (JobTask) new JobTask.ReadPicture(picture.id()))
                    .toList());
    return new IntakeAnswer.Accepted(
        of.id(),
        of.subject(),
        pictures.size(),
        cells ? pictures.size() : 0,
        jobs,
        taken.refused(),
        notes);
  }

  private static void note(Transaction tx, CaseModels models, boolean cells, List<String> notes) {
    Optional<Hash> asked = cells ? models.classifier() : models.detector();
    if (asked.filter(model -> runs(tx, model)).isEmpty()) {
      notes.add(
          cells
              ? "no model answers now, so that nothing is proposed"
              : "no detector looks at fields now, so that no cells are found");
    }
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
