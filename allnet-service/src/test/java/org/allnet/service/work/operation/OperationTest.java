package org.allnet.service.work.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.allnet.data.InputException;
import org.allnet.data.RunException;
import org.allnet.service.audit.ChainAnswer;
import org.allnet.service.domain.ApiKey;
import org.allnet.service.domain.Case;
import org.allnet.service.domain.Cell;
import org.allnet.service.domain.Hash;
import org.allnet.service.domain.Id;
import org.allnet.service.domain.InvitationCode;
import org.allnet.service.domain.KeySecret;
import org.allnet.service.domain.LoginSession;
import org.allnet.service.domain.ModelUse;
import org.allnet.service.domain.Permission;
import org.allnet.service.domain.Picture;
import org.allnet.service.domain.Project;
import org.allnet.service.domain.SessionSecret;
import org.allnet.service.store.BlobStore;
import org.allnet.service.store.MemoryFolder;
import org.allnet.service.store.Store;
import org.allnet.service.store.StoreSettings;
import org.allnet.service.store.TestDatabase;
import org.allnet.service.work.Bench;
import org.allnet.service.work.intake.IntakeAnswer;
import org.allnet.service.work.picture.RgbPicture;
import org.allnet.service.work.picture.StoredPictures;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

final class OperationTest {

  @TempDir(factory = MemoryFolder.class)
  Path folder;

  private Bench bench;
  private ServiceFolder place;

  @BeforeEach
  void open() throws Exception {
    bench = new Bench(TestDatabase.SQLITE.fresh(folder), folder);
    place = new ServiceFolder(folder);
  }

  @AfterEach
  void close() throws Exception {
    bench.close();
  }

  private Upkeep upkeep(Instant now) {
    return new Upkeep(
        bench.store,
        new Erasure(bench.store, bench.thumbnails),
        place,
        Clock.fixed(now, ZoneOffset.UTC),
        LoginSession.Limits.DEFAULT);
  }

  private ServiceVerification verified() {
    return ServiceVerification.of(bench.store, place.checkpoints(), place.auditPublicKey());
  }

  private static Store open(ServiceFolder of) {
    return Store.open(
        StoreSettings.sqlite(of.database()), new BlobStore(of.pictures()), Clock.systemUTC());
  }

  private List<Case> cases(Store store) {
    return store.read(tx -> tx.cases().list(bench.project.id(), List.of(), 0, 100));
  }

  @Test
  void failedStep_keepsNoneOfTheOthers() throws Exception {
    Path unfinished = place.pictures().resolve(".unfinished");
    Files.delete(unfinished);
    Files.createFile(unfinished); // so that what is left over can't be looked for

    assertThatThrownBy(() -> upkeep(Instant.now()).run())
        .isInstanceOf(RunException.class)
        .hasMessageContaining("can't be read");

    assertThat(place.checkpoints()).isNotEmptyFile();
  }

  @Test
  void backUp_isRestoredWithoutLaterPages() throws Exception {
    bench.classifier(ModelUse.CLASSIFIER, 5);
    IntakeAnswer.Accepted kept = bench.cells(3);
    upkeep(Instant.now()).run();
    Path backUp = folder.resolve("back-ups").resolve("monday");
    assertThat(BackUp.write(bench.store, place, backUp))
        .as("database, three pictures, a model, checkpoints, their public key")
        .isEqualTo(7);
    bench.cells(4);

    ServiceFolder other = new ServiceFolder(folder.resolve("other"));
    // What the later database wrote ahead, as a crash leaves it; somebody moved the rest away.
    Files.createDirectories(other.root());
    Files.copy(folder.resolve("allnet.db-wal"), other.root().resolve("allnet.db-wal"));
    Files.copy(folder.resolve("allnet.db-shm"), other.root().resolve("allnet.db-shm"));
    Restore.Restored did = Restore.run(backUp, other);
    assertThat(did.isWhole()).isTrue();
    assertThat(did.words())
        .as("compared with the checkpoints of the back-up without being asked")
        .anyMatch(words -> words.matches("The audit log is whole: \\d+ lines, 1 checkpoint\\."));
    try (Stream<Path> all = Files.list(other.root())) {
      assertThat(all.map(file -> file.getFileName().toString()))
          .as("one whole file, and nothing unfinished")
          .contains("allnet.db")
          .noneMatch(name -> name.endsWith("-wal") || name.startsWith("."));
    }
    try (Store restored = open(other)) {
      assertThat(cases(restored)).extracting(Case::id).containsExactly(kept.of());
      ServiceVerification found =
          ServiceVerification.of(
              restored, backUp.resolve("checkpoints"), backUp.resolve("audit.key.pub"));
      assertThat(found.words())
          .containsExactly(
              "The audit log is whole: %d lines, 1 checkpoint.".formatted(restored.head().count()),
              "The tables say what the audit log says.",
              "3 pictures checked, none damaged, none missing.");
      assertThat(
              ServiceVerification.of(restored, other.checkpoints(), other.auditPublicKey()).words())
          .anyMatch(words -> words.startsWith("No checkpoint was compared"));
      assertThat(ServiceVerification.of(restored, other).words()).isEqualTo(found.words());
    }
    assertThat(Files.exists(backUp.resolve("audit.key"))).as("a key is not copied").isFalse();
  }

  /** Whoever restores twice must not lose what signed the log before. */
  @Test
  void restoredBackUp_keepsAllCheckpoints() throws Exception {
    bench.cells(1);
    upkeep(Instant.now()).run();
    Path first = folder.resolve("first");
    BackUp.write(bench.store, place, first);
    ServiceFolder second = new ServiceFolder(folder.resolve("second"));
    Restore.run(first, second);
    Path later = folder.resolve("later");
    try (Store store = open(second)) {
      store.change(Bench.SERVICE, tx -> tx.accounts().disable(bench.ada.id()));
      Instant now = Instant.now();
      new Upkeep(
              store,
              new Erasure(store, bench.thumbnails),
              second,
              Clock.fixed(now, ZoneOffset.UTC),
              LoginSession.Limits.DEFAULT)
          .run();
      BackUp.write(store, second, later);
    }
    ServiceFolder third = new ServiceFolder(folder.resolve("third"));
    Restore.Restored did = Restore.run(later, third);
    assertThat(did.log())
        .as("that of the second service, and that of the first")
        .hasValueSatisfying(
            found ->
                assertThat(found)
                    .isInstanceOfSatisfying(
                        ChainAnswer.Whole.class,
                        whole -> assertThat(whole.checkpoints()).isEqualTo(2)));
    try (Store store = open(third)) {
      ServiceVerification found = ServiceVerification.of(store, third);
      assertThat(found.chain()).isEqualTo(new ChainAnswer.Whole(store.head(), 2));
      BackUp.write(store, third, folder.resolve("last"));
      requireRestChecked(store, third);
    }
    ServiceFolder fourth = new ServiceFolder(folder.resolve("fourth"));
    assertThat(Restore.run(folder.resolve("last"), fourth).words())
        .as("a service that signed nothing itself yet")
        .anyMatch(words -> words.matches("The audit log is whole: \\d+ lines, 2 checkpoints\\."));
  }

  /** One file of a pair is lost: all else is checked, and its name is told. */
  private static void requireRestChecked(Store store, ServiceFolder of) throws Exception {
    Files.delete(of.restored(1).key());
    ServiceVerification found = ServiceVerification.of(store, of);
    assertThat(found.chain()).isEqualTo(new ChainAnswer.Whole(store.head(), 1));
    assertThat(found.isWhole()).isFalse();
    assertThat(found.words())
        .anyMatch(words -> words.contains("audit.restored.pub: is missing"))
        .anyMatch(words -> words.matches("\\d+ pictures? checked.*"));
    Files.copy(of.restored(2).checkpoints(), of.checkpoints());
    Files.deleteIfExists(of.auditPublicKey());
    assertThat(ServiceVerification.of(store, of).halves())
        .as("its own ones too, and first")
        .hasSize(2)
        .first(STRING)
        .contains("audit.key.pub: is missing", "take checkpoints away too");
  }

  @Test
  void backUp_deletesWhatWasKeptForIt() throws Exception {
    try (BlobStore.Hold hold = bench.store.blobs().hold()) {
      bench.cells(1);
      assertThat(blobs()).as("the picture, and the file that was handed in").isEqualTo(2);
    }
    BackUp.write(bench.store, place, folder.resolve("back-up"));
    assertThat(blobs()).isEqualTo(1);
  }

  /** A back-up may take longer than files that nobody needs are kept. */
  @Test
  void upkeep_leavesABackUpItsFiles() throws Exception {
    Upkeep later = upkeep(Instant.now().plus(Duration.ofHours(3)));
    try (BlobStore.Hold hold = bench.store.blobs().hold()) {
      bench.cells(1);
      later.run();
      assertThat(blobs()).as("the picture, and the file that was handed in").isEqualTo(2);
    }
    later.run();
    assertThat(blobs()).isEqualTo(1);
  }

  private long blobs() throws Exception {
    try (Stream<Path> all = Files.walk(folder.resolve("pictures"), 2)) {
      return all.filter(file -> file.getFileName().toString().matches("[0-9a-f]{64}")).count();
    }
  }

  @Test
  void changedBackUp_isToldWhenItIsRestored() throws Exception {
    bench.cells(2);
    upkeep(Instant.now()).run();
    Path backUp = folder.resolve("back-up");
    BackUp.write(bench.store, place, backUp);
    ServiceFolder changed = new ServiceFolder(backUp);
    TestDatabase.run(
        StoreSettings.sqlite(changed.database()),
        "drop trigger audit_log_no_delete;"
            + " delete from audit_log where sequence = (select max(sequence) from audit_log);"
            + " update audit_head set count = count - 1, hash ="
            + " (select hash from audit_log order by sequence desc limit 1)");
    ServiceFolder other = new ServiceFolder(folder.resolve("other"));

    Restore.Restored did = Restore.run(backUp, other);
    assertThat(did.isWhole()).isFalse();
    assertThat(did.words()).anyMatch(words -> words.contains("look at another one before"));
    try (Store restored = open(other)) {
      assertThat(ServiceVerification.of(restored, other).chain().isWhole()).isFalse();
    }
  }

  @Test
  void restore_whileAServiceRuns_isRefused() throws Exception {
    Path backUp = folder.resolve("back-up");
    BackUp.write(bench.store, place, backUp);
    Files.move(place.database(), folder.resolve("away.db"));
    assertThatThrownBy(() -> Restore.run(backUp, place))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("is in use by a service; stop the service first");
    Files.move(folder.resolve("away.db"), place.database());
    assertThat(cases(bench.store)).isEmpty();
    try (Stream<Path> all = Files.list(folder)) {
      assertThat(all.filter(file -> file.toString().endsWith(".tmp"))).isEmpty();
    }
  }

  @Test
  void restore_overADatabase_isRefused() throws Exception {
    Path backUp = folder.resolve("back-up");
    BackUp.write(bench.store, place, backUp);
    bench.store.close();
    assertThatThrownBy(() -> Restore.run(backUp, place))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("is there already");
    assertThatThrownBy(() -> Restore.run(folder.resolve("models"), place))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("holds no back-up");
    Files.delete(place.database());
    Restore.run(backUp, place);
    assertThat(place.database()).exists();
  }

  /** What was signed of the log that was there before never agrees with the restored one. */
  @Test
  void restoreIntoItsFolder_isWholeAgain() throws Exception {
    bench.cells(1);
    upkeep(Instant.now()).run();
    Path backUp = folder.resolve("back-up");
    BackUp.write(bench.store, place, backUp);
    bench.cells(1);
    upkeep(Instant.now()).run();
    bench.store.close();
    Files.move(place.database(), folder.resolve("allnet.db.old"));

    Restore.Restored did = Restore.run(backUp, place);

    Path aside = folder.resolve("checkpoints.replaced");
    assertThat(did.aside()).contains(aside);
    assertThat(did.words()).anyMatch(words -> words.contains(aside + ": no check compares"));
    assertThat(aside).content().hasLineCount(2);
    place.openToWork(
        StoreSettings.sqlite(place.database()),
        store -> {
          try (store) {
            assertThat(ServiceVerification.of(store, place).chain())
                .isEqualTo(new ChainAnswer.Whole(store.head(), 1));
            return true;
          }
        });
  }

  private static Path file(ServiceFolder of, Picture picture) {
    String hex = picture.content().orElseThrow().hex();
    return of.pictures().resolve(hex.substring(0, 2)).resolve(hex);
  }

  private static void damage(Path file) throws Exception {
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length - 1] ^= 1;
    Files.write(file, bytes);
  }

  /** Whoever restores since a picture is damaged gets it back, and no whole one is lost. */
  @Test
  void restore_mendsPicturesAndHarmsNone() throws Exception {
    IntakeAnswer.Accepted taken = bench.cells(2);
    List<Picture> pictures = bench.look(tx -> tx.pictures().of(taken.of()));
    Path backUp = folder.resolve("back-up");
    BackUp.write(bench.store, place, backUp);
    bench.store.close();
    Files.delete(place.database());
    damage(file(place, pictures.get(0)));
    damage(file(new ServiceFolder(backUp), pictures.get(1)));

    Restore.run(backUp, place);
    List<Hash> damaged = new ArrayList<>();
    assertThat(new BlobStore(place.pictures()).verify(damaged::add)).isEqualTo(2);
    assertThat(damaged).isEmpty();
  }

  /** Somebody broke off a back-up of another service that was to have the same name. */
  @Test
  void backUp_hasNothingOfOneBrokenOff() throws Exception {
    upkeep(Instant.now());
    ServiceFolder left = new ServiceFolder(folder.resolve(".back-up.unfinished"));
    left.make();
    Files.copy(place.auditPublicKey(), left.auditPublicKey());
    damage(left.auditPublicKey());
    Path backUp = folder.resolve("back-up");
    BackUp.write(bench.store, place, backUp);
    assertThat(new ServiceFolder(backUp).auditPublicKey())
        .hasSameBinaryContentAs(place.auditPublicKey());
  }

  /** The hourly work would delete what came since. */
  @Test
  void earlierStateOfTheDatabase_isRefused() throws Exception {
    bench.cells(1);
    Path earlier = folder.resolve("earlier.db");
    bench.store.backUp(earlier);
    bench.cells(1);
    upkeep(Instant.now()).run();
    bench.store.close();
    Files.move(earlier, place.database(), StandardCopyOption.REPLACE_EXISTING);
    StoreSettings settings = StoreSettings.sqlite(place.database());

    assertThatThrownBy(() -> place.openToWork(settings, OperationTest::lines))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(place.checkpoints() + ": line ")
        .hasMessageContaining("it is an earlier state");
    assertThat(place.open(settings, OperationTest::lines)).as("for a check of it").isPositive();
    Files.move(place.checkpoints(), folder.resolve("away"));
    assertThat(place.openToWork(settings, OperationTest::lines)).isPositive();
  }

  private static long lines(Store store) {
    try (store) {
      return store.head().count();
    }
  }

  @Test
  void verification_namesDamagedAndMissingPictures() throws Exception {
    IntakeAnswer.Accepted taken = bench.cells(3);
    upkeep(Instant.now()).run();
    assertThat(verified().isWhole()).isTrue();
    List<Picture> pictures = bench.look(tx -> tx.pictures().of(taken.of()));
    Hash damaged = pictures.get(0).content().orElseThrow();
    Hash missing = pictures.get(1).content().orElseThrow();
    Files.write(
        folder.resolve("pictures").resolve(damaged.hex().substring(0, 2)).resolve(damaged.hex()),
        new byte[3]);
    bench.store.blobs().delete(missing);
    // What a power cut may leave of pictures that no row tells of.
    Hash torn = bench.store.blobs().putAll(List.of(new byte[9])).get(0);
    Files.write(
        folder.resolve("pictures").resolve(torn.hex().substring(0, 2)).resolve(torn.hex()),
        new byte[4]);

    ServiceVerification found = verified();
    assertThat(found.isWhole()).isFalse();
    assertThat(found.chain()).isInstanceOf(ChainAnswer.Whole.class);
    assertThat(found.pictures()).isEqualTo(3);
    assertThat(found.damaged()).containsExactly(damaged);
    assertThat(found.missing()).containsExactly(missing);
  }

  @Test
  void verification_findsACutOffLog() throws Exception {
    bench.cells(2);
    upkeep(Instant.now()).run();
    StoreSettings settings = StoreSettings.sqlite(place.database());
    TestDatabase.run(
        settings,
        "drop trigger audit_log_no_delete;"
            + " delete from audit_log where sequence = (select max(sequence) from audit_log)");
    assertThat(verified().chain()).isInstanceOf(ChainAnswer.ChainLongerThanLog.class);
  }

  @Test
  @Timeout(60)
  void erasure_leavesTheChainAndNoPicture() throws Exception {
    IntakeAnswer.Accepted taken = bench.cells(2);
    Picture picture = bench.look(tx -> tx.pictures().of(taken.of())).get(0);
    Cell cell = bench.look(tx -> tx.cells().of(taken.of(), 0, 9)).get(0);
    assertThat(thumbnails()).isEqualTo(4);
    Erasure.Erased gone =
        new Erasure(bench.store, bench.thumbnails)
            .erase(Bench.SERVICE, bench.project.id(), taken.subject());
    while (Files.size(folder.resolve("allnet.db-wal")) > 0) {
      Thread.sleep(10); // what was written ahead vanishes too
    }
    upkeep(Instant.now()).run();

    assertThat(gone).isEqualTo(new Erasure.Erased(2, 2));
    assertThat(thumbnails()).isZero();
    Picture after = bench.look(tx -> tx.pictures().get(bench.project.id(), picture.id())).get();
    assertThat(after.content()).isEmpty();
    assertThat(bench.thumbnails.thumbnail(after, cell, 96)).isEmpty();
    assertThat(verified().words()).contains("0 pictures checked, none damaged, none missing.");
  }

  @Test
  void smallPictureMadeDuringErasure_isDeleted() throws Exception {
    IntakeAnswer.Accepted taken = bench.cells(1);
    Picture picture = bench.look(tx -> tx.pictures().of(taken.of())).get(0);
    Hash content = picture.content().orElseThrow();
    List<Cell.Box> box = List.of(bench.cellsOf(taken.of()).get(0).box());
    RgbPicture pixels =
        RgbPicture.of(new StoredPictures(bench.store.blobs()).pixels(picture).orElseThrow());
    bench.thumbnails.deleteIfErased(bench.store, content, picture.kind(), box);
    assertThat(thumbnails()).as("is no erased one").isEqualTo(2);
    new Erasure(bench.store, bench.thumbnails)
        .erase(Bench.SERVICE, bench.project.id(), taken.subject());
    bench.thumbnails.make(content, pixels);
    bench.thumbnails.deleteIfErased(bench.store, content, picture.kind(), box);
    assertThat(thumbnails()).isZero();
  }

  @Test
  void upkeep_deletesOldSmallPictures() throws Exception {
    bench.cells(1);
    upkeep(Instant.now().plus(Duration.ofDays(29))).run();
    assertThat(thumbnails()).isEqualTo(2);
    upkeep(Instant.now().plus(Duration.ofDays(31))).run();
    assertThat(thumbnails()).isZero();
  }

  private long thumbnails() throws Exception {
    try (Stream<Path> all = Files.walk(folder.resolve("thumbnails"))) {
      return all.filter(Files::isRegularFile).count();
    }
  }

  @Test
  void upkeep_erasesWhatIsOverAndNothingElse() throws Exception {
    IntakeAnswer.Accepted taken = bench.cells(1);
    Instant now = Instant.now();
    assertThat(upkeep(now.plus(Duration.ofDays(400))).run().erased()).as("kept for ever").isZero();
    bench.store.change(
        Bench.SERVICE,
        tx ->
            tx.projects()
                .change(bench.project.id(), new Project.Rules(false, false, OptionalInt.of(30))));
    assertThat(upkeep(now.plus(Duration.ofDays(29))).run().erased()).isZero();
    assertThat(upkeep(now.plus(Duration.ofDays(31))).run().erased()).isEqualTo(1);
    assertThat(upkeep(now.plus(Duration.ofDays(31))).run().erased()).as("once").isZero();
    assertThat(
            bench
                .look(tx -> tx.subjects().get(bench.project.id(), taken.subject()))
                .flatMap(subject -> subject.erased()))
        .isPresent();
  }

  @Test
  void upkeep_forgetsWhoNeverCameBack() throws Exception {
    Hash gone = Hash.of("a browser that was closed");
    Hash away = Hash.of("a browser that is away");
    bench.store.change(
        Bench.SERVICE,
        tx -> {
          tx.awaitedReturns().keep(away, "sealed", Instant.now().plusSeconds(600), 9);
          assertThat(tx.awaitedReturns().keep(Hash.of("too many"), "sealed", Instant.now(), 1))
              .isFalse();
          tx.awaitedReturns().keep(gone, "sealed", Instant.now().minusSeconds(1), 9);
        });
    upkeep(Instant.now()).run();
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + place.database());
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select secret from awaited_returns")) {
      assertThat(rows.next()).isTrue();
      assertThat(rows.getString(1)).isEqualTo(away.hex());
      assertThat(rows.next()).isFalse();
    }
  }

  @Test
  void upkeep_forgetsSessionsThatAreOver() throws Exception {
    Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
    session(now.minus(Duration.ofHours(13)), now);
    session(now.minus(Duration.ofHours(1)), now.minus(Duration.ofMinutes(31)));
    LoginSession good = session(now.minus(Duration.ofHours(1)), now);
    assertThat(upkeep(Instant.now()).run().ended()).isEqualTo(2);
    List<LoginSession> left = bench.look(tx -> tx.sessions().of(bench.ada.id()));
    assertThat(left).containsExactly(good);
    assertThat(verified().isWhole()).isTrue();
  }

  private LoginSession session(Instant opened, Instant seen) {
    LoginSession session =
        new LoginSession(
            SessionSecret.fresh(new SecureRandom()).hash(), bench.ada.id(), opened, seen);
    bench.store.change(Bench.SERVICE, tx -> tx.sessions().open(session));
    return session;
  }

  /** Whether it was revoked since, the back-up can't know. */
  @Test
  void restoredAccess_isWorthNothing() throws Exception {
    Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
    session(now, now);
    KeySecret secret = KeySecret.fresh(new SecureRandom());
    InvitationCode code = InvitationCode.fresh(new SecureRandom());
    ApiKey key =
        new ApiKey(
            Id.ApiKey.fresh(),
            bench.ada.id(),
            "intake of the microscope",
            secret.hash(),
            Set.of(Permission.SUBMIT),
            Optional.empty(),
            now,
            now.plus(Duration.ofDays(9)),
            Optional.empty(),
            Optional.empty());
    bench.store.change(
        Bench.SERVICE,
        tx -> {
          tx.apiKeys().add(key);
          tx.invitations().issue(bench.ada.id(), code, now.plus(Duration.ofDays(7)));
        });
    Path backUp = folder.resolve("back-up");
    BackUp.write(bench.store, place, backUp);
    ServiceFolder other = new ServiceFolder(folder.resolve("other"));
    RestoredAccess ended = Restore.run(backUp, other).access();
    try (Store restored = open(other)) {
      assertThat(ended.sessions()).isEqualTo(1);
      assertThat(ended.invitations()).isEqualTo(1);
      assertThat(ended.keys()).containsExactly("intake of the microscope");
      List<LoginSession> left = restored.read(tx -> tx.sessions().of(bench.ada.id()));
      assertThat(left).isEmpty();
      assertThat(restored.read(tx -> tx.invitations().bySecret(code)).isPresent()).isFalse();
      assertThat(restored.read(tx -> tx.apiKeys().bySecret(secret)).orElseThrow().revoked())
          .isPresent();
      assertThat(
              ServiceVerification.of(restored, place.checkpoints(), place.auditPublicKey())
                  .isWhole())
          .isTrue();
    }
  }

  @Test
  void upkeep_deletesOldPicturesWithoutACase() throws Exception {
    IntakeAnswer.Accepted taken = bench.cells(1);
    Hash used = bench.look(tx -> tx.pictures().of(taken.of())).get(0).content().orElseThrow();
    Hash left = bench.store.blobs().put(new ByteArrayInputStream(new byte[] {1}), 9);
    Hash young = bench.store.blobs().put(new ByteArrayInputStream(new byte[] {2}), 9);
    age(used);
    age(left);
    assertThat(upkeep(Instant.now()).run().deleted()).isEqualTo(1);
    assertThat(bench.store.blobs().has(left)).isFalse();
    assertThat(bench.store.blobs().has(used)).isTrue();
    assertThat(bench.store.blobs().has(young)).isTrue();
  }

  private void age(Hash hash) throws Exception {
    Files.setLastModifiedTime(
        folder.resolve("pictures").resolve(hash.hex().substring(0, 2)).resolve(hash.hex()),
        FileTime.from(Instant.now().minus(Duration.ofDays(2))));
  }

  @Test
  void checkpoints_areSignedIfSomethingHappened() throws Exception {
    bench.cells(1);
    assertThat(upkeep(Instant.now()).run().signed()).isTrue();
    assertThat(upkeep(Instant.now()).run().signed()).isFalse();
    bench.cells(1);
    assertThat(upkeep(Instant.now()).run().signed()).isTrue();
    assertThat(verified().chain()).isEqualTo(new ChainAnswer.Whole(bench.store.head(), 2));
  }
}
