package org.allnet.benchmark.service;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.allnet.data.RunException;
import org.allnet.data.file.Json;
import org.allnet.evaluation.decision.Decision;
import org.allnet.service.ServiceSettings;
import org.allnet.service.domain.Account;
import org.allnet.service.domain.Actor;
import org.allnet.service.domain.ApiKey;
import org.allnet.service.domain.Case;
import org.allnet.service.domain.CaseReading;
import org.allnet.service.domain.CaseStatus;
import org.allnet.service.domain.Cell;
import org.allnet.service.domain.Hash;
import org.allnet.service.domain.Id;
import org.allnet.service.domain.KeySecret;
import org.allnet.service.domain.ModelUse;
import org.allnet.service.domain.PasswordHash;
import org.allnet.service.domain.Permission;
import org.allnet.service.domain.Picture;
import org.allnet.service.domain.Project;
import org.allnet.service.domain.Proposal;
import org.allnet.service.domain.ServedModel;
import org.allnet.service.domain.Subject;
import org.allnet.service.domain.UserRole;
import org.allnet.service.store.BlobStore;
import org.allnet.service.store.Store;
import org.allnet.service.work.model.Models;
import org.allnet.service.work.operation.ServiceFolder;

/** Fills a service's folder: a model, a person with a key, and a case with many cells. */
final class Seeding {

  private static final Actor SEEDING = new Actor.Service("benchmark", "benchmark");
  private static final int SIDE = 450;
  private static final int AT_ONCE = 10_000;
  private static final int SECRET_BYTES = 18;

  private final Store store;
  private final Instant now;
  private final SplittableRandom random = new SplittableRandom(1);

  private Seeding(Store store) {
    this.store = store;
    this.now = Instant.now().truncatedTo(ChronoUnit.MICROS);
  }

  /** Fills a folder, and returns what a client has to know. */
  static ObjectNode fill(Path folder, Path model, Path picture, int cells) {
    ServiceFolder place = new ServiceFolder(folder);
    try {
      place.make();
      Store store =
          Store.open(
              ServiceSettings.database(folder), new BlobStore(place.pictures()), Clock.systemUTC());
      try (store) {
        Models models = new Models(store, place.models());
        ServedModel added = models.addClassifier(SEEDING, model);
        models.choose(SEEDING, ModelUse.CLASSIFIER, Optional.of(added.hash()));
        return new Seeding(store).fill(added, Files.readAllBytes(picture), cells);
      }
    } catch (IOException e) {
      throw RunException.in(folder, "can't be filled", e);
    }
  }

  private ObjectNode fill(ServedModel model, byte[] picture, int cells) {
    SecureRandom secret = new SecureRandom();
    byte[] bits = new byte[SECRET_BYTES];
    secret.nextBytes(bits);
    String password = java.util.Base64.getUrlEncoder().encodeToString(bits);
    Project project =
        new Project(
            Id.Project.fresh(), "Benchmark", model.sheet().classes(), Project.Rules.DEFAULT, now);
    Account reader =
        new Account(
            Id.Account.fresh(),
            Served.LOGIN,
            "Benchmark",
            Optional.of(PasswordHash.of(password.toCharArray(), PasswordHash.ITERATIONS, secret)),
            Set.of(),
            Map.of(project.id(), Set.of(UserRole.REVIEWER)),
            now,
            Optional.empty());
    KeySecret key = KeySecret.fresh(secret);
    Hash content = store.blobs().put(new ByteArrayInputStream(picture), picture.length);
    Subject subject =
        new Subject(Id.Subject.fresh(), project.id(), Optional.of("S-1"), now, Optional.empty());
    Case of = new Case(Id.Case.fresh(), project.id(), subject.id(), CaseStatus.QUEUED, now);
    Picture shown =
        new Picture(
            Id.Picture.fresh(),
            of.id(),
            Optional.of(content),
            SIDE,
            SIDE,
            Picture.Kind.FIELD,
            Optional.empty(),
            true);
    CaseReading reading =
        new CaseReading(
            Id.Reading.fresh(),
            of.id(),
            CaseReading.Kind.FIRST,
            reader.id(),
            false,
            1,
            now,
            Optional.empty());
    store.change(
        SEEDING,
        tx -> {
          tx.projects().add(project);
          tx.accounts().add(reader);
          tx.apiKeys().add(key(reader, key));
          tx.subjects().add(subject);
          tx.cases().open(of);
          tx.models().assign(of.id(), tx.models().choice());
          tx.pictures().add(List.of(shown));
        });
    for (int from = 1; from <= cells; from += AT_ONCE) {
      cells(model, of.id(), shown.id(), from, Math.min(cells, from + AT_ONCE - 1));
    }
    store.change(
        new Actor.Person(reader.id(), UserRole.REVIEWER, "benchmark"),
        tx -> tx.readings().open(reading));
    ObjectNode said = Json.object();
    said.put("key", key.text());
    said.put("password", password);
    said.put("project", project.id().text());
    said.put("reading", reading.id().text());
    return said;
  }

  private ApiKey key(Account owner, KeySecret secret) {
    return new ApiKey(
        Id.ApiKey.fresh(),
        owner.id(),
        "benchmark",
        secret.hash(),
        Set.of(Permission.SEE, Permission.SUBMIT),
        Optional.empty(),
        now,
        now.plus(Duration.ofDays(1)),
        Optional.empty(),
        Optional.empty());
  }

  private void cells(ServedModel model, Id.Case of, Id.Picture picture, int from, int to) {
    List<Cell> cells = new ArrayList<>();
    for (int i = from; i <= to; i++) {
      Cell.Box box = new Cell.Box(i % (SIDE - 80), i / SIDE % (SIDE - 80), 70, 80);
      cells.add(new Cell(Id.Cell.fresh(), of, picture, i, box));
    }
    store.change(
        SEEDING,
        tx -> {
          tx.cells().add(cells);
          cells.forEach(cell -> tx.proposals().add(answer(model, cell)));
        });
  }

  private Proposal answer(ServedModel model, Cell cell) {
    List<String> classes = model.sheet().classes();
    double first = random.nextDouble();
    String label = classes.get(first >= 0.5 ? 0 : 1);
    Map<String, Double> probabilities = new LinkedHashMap<>();
    for (int i = 0; i < classes.size(); i++) {
      probabilities.put(classes.get(i), i == 0 ? first : i == 1 ? 1 - first : 0);
    }
    Decision decision =
        new Decision.Predicted(label, new Decision.OfThreshold(classes.get(0), first, 0.5));
    return new Proposal(cell.id(), model.hash(), decision, probabilities, List.of(label), now);
  }
}
