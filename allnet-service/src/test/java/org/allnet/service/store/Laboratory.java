package org.allnet.service.store;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.allnet.evaluation.decision.Decision;
import org.allnet.service.domain.Account;
import org.allnet.service.domain.Actor;
import org.allnet.service.domain.Case;
import org.allnet.service.domain.CaseReading;
import org.allnet.service.domain.CaseStatus;
import org.allnet.service.domain.Cell;
import org.allnet.service.domain.CellVerdict;
import org.allnet.service.domain.Hash;
import org.allnet.service.domain.Id;
import org.allnet.service.domain.JobTask;
import org.allnet.service.domain.Judgement;
import org.allnet.service.domain.Picture;
import org.allnet.service.domain.Project;
import org.allnet.service.domain.Proposal;
import org.allnet.service.domain.SealedText;
import org.allnet.service.domain.Shown;
import org.allnet.service.domain.SignOff;
import org.allnet.service.domain.Subject;
import org.allnet.service.domain.UserRole;

/** A store with a project, two people, a subject and a case of some cells in one picture. */
final class Laboratory implements AutoCloseable {

  static final Hash MODEL = Hash.of("a model");
  static final Actor.Service SERVICE = new Actor.Service("test", "run-1");

  final SetClock clock = new SetClock();
  final SecureRandom random = new SecureRandom();
  final StoreSettings settings;
  final Store store;
  final Project project;
  final Account ada;
  final Account ben;
  final Subject subject;
  final Case opened;
  final Picture picture;
  final List<Cell> cells = new ArrayList<>();

  Laboratory(TestDatabase database, Path folder, int count) throws Exception {
    settings = database.fresh(folder);
    store = Store.open(settings, new BlobStore(folder.resolve("blobs")), clock);
    project = project("Study");
    Map<Id.Project, Set<UserRole>> member =
        Map.of(project.id(), Set.of(UserRole.REVIEWER, UserRole.SIGNER));
    store.change(SERVICE, tx -> tx.projects().add(project));
    ada = person("ada", Set.of(), member);
    ben = person("ben", Set.of(), member);
    subject =
        new Subject(
            Id.Subject.fresh(),
            project.id(),
            Optional.of("S-0042"),
            clock.instant(),
            Optional.empty());
    opened =
        new Case(Id.Case.fresh(), project.id(), subject.id(), CaseStatus.QUEUED, clock.instant());
    picture =
        new Picture(
            Id.Picture.fresh(),
            opened.id(),
            Optional.of(bytes("a field")),
            1000,
            1000,
            Picture.Kind.FIELD,
            Optional.of(SealedText.of("Miller_John.png", random)),
            false);
    for (int i = 1; i <= count; i++) {
      cells.add(
          new Cell(Id.Cell.fresh(), opened.id(), picture.id(), i, new Cell.Box(i, 2 * i, 70, 80)));
    }
    store.change(
        SERVICE,
        tx -> {
          tx.accounts().add(ada);
          tx.accounts().add(ben);
          tx.subjects().add(subject);
          tx.cases().open(opened);
          tx.pictures().add(List.of(picture));
          tx.cells().add(cells);
        });
  }

  Project project(String name) {
    return new Project(
        Id.Project.fresh(),
        name,
        List.of("lymphoblast", "lymphocyte"),
        Project.Rules.DEFAULT,
        clock.instant());
  }

  Account person(String login, Set<UserRole> roles, Map<Id.Project, Set<UserRole>> members) {
    return new Account(
        Id.Account.fresh(),
        login,
        "Dr. " + login,
        Optional.empty(),
        roles,
        members,
        clock.instant(),
        Optional.empty());
  }

  Hash bytes(String text) throws IOException {
    return store.blobs().put(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), 1000);
  }

  Actor as(Account account) {
    return new Actor.Person(account.id(), UserRole.REVIEWER, "request-7");
  }

  List<JobTask> tasks() {
    return cells.stream()
        .map(cell -> (JobTask) new JobTask.ClassifyCell(cell.id(), MODEL))
        .toList();
  }

  Proposal proposal(Id.Cell cell) {
    return new Proposal(
        cell,
        MODEL,
        new Decision.Predicted("lymphoblast", new Decision.MostProbable()),
        Map.of("lymphoblast", 0.75, "lymphocyte", 0.25),
        List.of("lymphoblast"),
        clock.instant());
  }

  CaseReading reading(Account reader, boolean blinded) {
    CaseReading reading =
        new CaseReading(
            Id.Reading.fresh(),
            opened.id(),
            blinded ? CaseReading.Kind.SECOND : CaseReading.Kind.FIRST,
            reader.id(),
            blinded,
            7,
            clock.instant(),
            Optional.empty());
    store.change(as(reader), tx -> tx.readings().open(reading));
    return reading;
  }

  static CellVerdict blast() {
    return new CellVerdict.OfClass("lymphoblast");
  }

  static Shown shown() {
    return new Shown(Optional.of(MODEL), Optional.of("lymphoblast"), false, 1, Optional.of(900L));
  }

  Judgement judgement(
      CaseReading reading, Cell cell, CellVerdict before, CellVerdict after, String reason) {
    return new Judgement(
        Id.Judgement.fresh(),
        cell.id(),
        reading.id(),
        reading.reader(),
        clock.instant(),
        reading.blinded()
            ? new Shown(Optional.empty(), Optional.empty(), false, 1, Optional.of(5L))
            : shown(),
        Optional.ofNullable(before),
        Optional.ofNullable(after),
        Optional.ofNullable(reason).map(text -> SealedText.of(text, random)));
  }

  /** Judges one cell, and returns what was written. */
  Judgement judge(
      CaseReading reading, Cell cell, CellVerdict before, CellVerdict after, String reason) {
    Judgement judgement = judgement(reading, cell, before, after, reason);
    Account reader = reading.reader().equals(ada.id()) ? ada : ben;
    store.change(as(reader), tx -> tx.judgements().append(List.of(judgement)));
    return judgement;
  }

  SignOff signature(int version, SignOff.Meaning meaning, SignOff amends, String reason) {
    return new SignOff(
        Id.SignOff.fresh(),
        opened.id(),
        version,
        ada.id(),
        "Dr. Ada",
        meaning,
        Hash.of("result " + version),
        Optional.ofNullable(amends).map(SignOff::id),
        Optional.ofNullable(reason).map(text -> SealedText.of(text, random)),
        clock.instant());
  }

  CaseStatus status() {
    return store.read(tx -> tx.cases().get(project.id(), opened.id()).orElseThrow().status());
  }

  <T> List<T> list(Function<Transaction, List<T>> body) {
    return store.read(body);
  }

  <T> Optional<T> maybe(Function<Transaction, Optional<T>> body) {
    return store.read(body);
  }

  /** What a reading says of each cell. */
  Map<Id.Cell, Judgement> last(CaseReading reading) {
    return store.read(tx -> tx.judgements().last(reading.id()));
  }

  /** Changes something as the service, and returns whether it did. */
  boolean did(Predicate<Transaction> body) {
    return store.write(SERVICE, body::test);
  }

  @Override
  public void close() {
    store.close();
  }
}
