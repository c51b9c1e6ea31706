package org.allnet.service.work.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.allnet.data.InputException;
import org.allnet.service.domain.Case;
import org.allnet.service.domain.LoginSession;
import org.allnet.service.store.BlobStore;
import org.allnet.service.store.MemoryFolder;
import org.allnet.service.store.Store;
import org.allnet.service.store.StoreSettings;
import org.allnet.service.store.TestDatabase;
import org.allnet.service.work.Bench;
import org.allnet.service.work.intake.IntakeAnswer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A back-up of a service on a real PostgreSQL, and what is restored from it. */
final class PostgresBackUpTest {

  @TempDir(factory = MemoryFolder.class)
  Path folder;

  @Test
  void backUp_isRestoredIntoAnEmptyDatabase() throws Exception {
    StoreSettings settings = TestDatabase.POSTGRESQL.fresh(folder);
    ServiceFolder place = new ServiceFolder(folder);
    Path backUp = folder.resolve("monday");
    IntakeAnswer.Accepted kept;
    try (Bench bench = new Bench(settings, folder)) {
      kept = bench.cells(3);
      new Upkeep(
              bench.store,
              new Erasure(bench.store, bench.thumbnails),
              place,
              Clock.systemUTC(),
              LoginSession.Limits.DEFAULT)
          .run();
      assertThat(BackUp.write(bench.store, place, backUp))
          .as("database, three pictures, checkpoints, their public key")
          .isEqualTo(6);
      bench.cells(4);
      ServiceFolder other = new ServiceFolder(folder.resolve("other"));
      assertThatThrownBy(() -> Restore.run(backUp, other, settings))
          .isInstanceOf(InputException.class)
          .hasMessageContaining("has tables already");
      assertThatThrownBy(() -> Restore.run(backUp, other))
          .isInstanceOf(InputException.class)
          .hasMessageContaining("is of a PostgreSQL database");
      assertThat(other.root()).as("told before anything is copied").doesNotExist();

      TestDatabase.run(settings, "create database allnet_restored");
      StoreSettings fresh = named(settings, "allnet_restored");
      assertThat(Restore.run(backUp, other, fresh).isWhole()).isTrue();
      // What a service would find that is started while a back-up is put into its database.
      TestDatabase.run(fresh, "create schema allnet_restoring");
      BlobStore blobs = new BlobStore(other.pictures());
      assertThatThrownBy(() -> Store.open(fresh, blobs, Clock.systemUTC()))
          .isInstanceOf(InputException.class)
          .hasMessageContaining("a back-up is being restored in it");
      TestDatabase.run(fresh, "drop schema allnet_restoring");
      assertThat(other.open(fresh, PostgresBackUpTest::lines)).isPositive();
      assertThatThrownBy(() -> place.open(fresh, PostgresBackUpTest::lines))
          .isInstanceOf(InputException.class)
          .hasMessageContaining("name the folder of that service");
      try (Store restored = Store.open(fresh, new BlobStore(other.pictures()), Clock.systemUTC())) {
        List<Case> cases =
            restored.read(tx -> tx.cases().list(bench.project.id(), List.of(), 0, 100));
        assertThat(cases).extracting(Case::id).containsExactly(kept.of());
        assertThat(
                ServiceVerification.of(restored, place.checkpoints(), place.auditPublicKey())
                    .words())
            .containsExactly(
                "The audit log is whole: %d lines, 1 checkpoint."
                    .formatted(restored.head().count()),
                "The tables say what the audit log says.",
                "3 pictures checked, none damaged, none missing.");
        // What only grows does so in the restored one too.
        assertThatThrownBy(() -> TestDatabase.run(fresh, "delete from audit_log"))
            .hasMessageContaining("audit_log only grow");
      }
      TestDatabase.run(settings, "drop database allnet_restored with (force)");
    }
    assertThat(Files.exists(backUp.resolve("webhook.key"))).isFalse();
  }

  private static long lines(Store store) {
    try (store) {
      return store.head().count();
    }
  }

  private static StoreSettings named(StoreSettings settings, String name) {
    return new StoreSettings(
        settings.url().replaceFirst("/[^/]*$", "/" + name),
        settings.user(),
        settings.password(),
        settings.connections());
  }
}
