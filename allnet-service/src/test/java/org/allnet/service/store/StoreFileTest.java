package org.allnet.service.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.allnet.data.InputException;
import org.allnet.service.domain.CaseReading;
import org.allnet.service.domain.CellVerdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A store in a file: how it is opened, copied and written. */
final class StoreFileTest {

  @TempDir(factory = MemoryFolder.class)
  Path folder;

  @Test
  void databaseOfANewerVersion_isRefused() throws Exception {
    StoreSettings settings = TestDatabase.SQLITE.fresh(folder);
    TestDatabase.run(
        settings,
        "insert into flyway_schema_history (installed_rank, version, description, type, script,"
            + " checksum, installed_by, installed_on, execution_time, success)"
            + " values (9999, '9999', 'newer', 'SQL', 'V9999__newer.sql', 1, 'x', '2027-01-01 00:00:00.000', 1, 1)");
    assertThatThrownBy(() -> Store.open(settings, new BlobStore(folder), new SetClock()))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("a newer version wrote it");
  }

  /** Two services may share a file: one that does nothing must not keep the lock. */
  @Test
  void idleStore_keepsNoLock() throws Exception {
    try (Laboratory lab = new Laboratory(TestDatabase.SQLITE, folder, 1);
        Store second = Store.open(lab.settings, lab.store.blobs(), lab.clock)) {
      second.change(Laboratory.SERVICE, tx -> tx.projects().add(lab.project("of the second")));
      lab.store.change(Laboratory.SERVICE, tx -> tx.projects().add(lab.project("of the first")));
      List<?> seen = second.read(tx -> tx.projects().all());
      assertThat(seen).hasSize(3);
    }
  }

  @Test
  void addressOfAnotherDatabase_isRefused() {
    assertThatThrownBy(
            () ->
                new StoreSettings(
                    "jdbc:mysql://x", java.util.Optional.empty(), java.util.Optional.empty(), 1))
        .isInstanceOf(InputException.class);
    assertThat(StoreSettings.postgresql("jdbc:postgresql://x/y", "u", "secret").toString())
        .doesNotContain("secret");
    assertThatThrownBy(
            () ->
                Store.open(
                    StoreSettings.postgresql("jdbc:postgresql://127.0.0.1:1/y", "u", "secret"),
                    new BlobStore(folder),
                    new SetClock()))
        .isInstanceOf(InputException.class)
        .message()
        .startsWith("database: can't be opened")
        .doesNotContain("secret");
  }

  @Test
  void copyOfAUsedDatabase_isWhole() throws Exception {
    Path copy = folder.resolve("copy.db");
    try (Laboratory lab = new Laboratory(TestDatabase.SQLITE, folder, 2)) {
      CaseReading reading = lab.reading(lab.ada, false);
      lab.judge(reading, lab.cells.get(0), null, CellVerdict.Other.SMUDGE, null);
      lab.store.backUp(copy);
      lab.judge(reading, lab.cells.get(1), null, CellVerdict.Other.SMUDGE, null);
      assertThatThrownBy(() -> lab.store.backUp(copy)).hasMessageContaining("exists already");
      try (Store restored =
          Store.open(StoreSettings.sqlite(copy), lab.store.blobs(), new SetClock())) {
        Map<?, ?> last = restored.read(tx -> tx.judgements().last(reading.id()));
        assertThat(last).hasSize(1);
        assertThat(restored.head().count()).isEqualTo(lab.store.head().count() - 1);
      }
    }
  }

  /** Erased texts must not be found in the file by whoever gets it. */
  @Test
  void erasedText_isNotInTheFile() throws Exception {
    try (Laboratory lab = new Laboratory(TestDatabase.SQLITE, folder, 1)) {
      CaseReading reading = lab.reading(lab.ada, false);
      lab.judge(reading, lab.cells.get(0), null, CellVerdict.Other.UNSURE, "SAID-OF-MILLER");
      lab.store.change(
          Laboratory.SERVICE, tx -> tx.subjects().erase(lab.project.id(), lab.subject.id()));
    }
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(text(file)).as(file.toString()).doesNotContain("SAID-OF-MILLER");
      }
    }
  }

  /** What was written ahead stays there until something else is written in its place. */
  @Test
  @Timeout(30)
  void erasedText_isNotInWhatWasWrittenAhead() throws Exception {
    Path ahead = folder.resolve("allnet.db-wal");
    try (Laboratory lab = new Laboratory(TestDatabase.SQLITE, folder, 1)) {
      CaseReading reading = lab.reading(lab.ada, false);
      lab.judge(reading, lab.cells.get(0), null, CellVerdict.Other.UNSURE, "SAID-OF-MILLER");
      lab.store.change(
          Laboratory.SERVICE, tx -> tx.subjects().erase(lab.project.id(), lab.subject.id()));
      assertThat(text(ahead)).contains("SAID-OF-MILLER", "S-0042");
      lab.store.forgetErased();
      while (text(ahead).contains("SAID-OF-MILLER")) {
        Thread.sleep(10); // ends if the test is interrupted, as reading does not
      }
      assertThat(text(ahead)).doesNotContain("S-0042");
      assertThat(text(folder.resolve("allnet.db"))).doesNotContain("SAID-OF-MILLER", "S-0042");
    }
  }

  /** As a process leaves it that is killed once it has erased, beside one that goes on. */
  @Test
  @Timeout(30)
  void erasedTextOfAKilledProcess_vanishesToo() throws Exception {
    Path killed = Files.createDirectories(folder.resolve("killed"));
    try (Laboratory lab = new Laboratory(TestDatabase.SQLITE, folder, 1)) {
      CaseReading reading = lab.reading(lab.ada, false);
      lab.judge(reading, lab.cells.get(0), null, CellVerdict.Other.UNSURE, "SAID-OF-MILLER");
      lab.store.change(
          Laboratory.SERVICE, tx -> tx.subjects().erase(lab.project.id(), lab.subject.id()));
      for (String name : List.of("allnet.db", "allnet.db-wal")) {
        Files.copy(folder.resolve(name), killed.resolve(name));
      }
    }
    Path ahead = killed.resolve("allnet.db-wal");
    assertThat(text(ahead)).contains("SAID-OF-MILLER");
    StoreSettings settings = StoreSettings.sqlite(killed.resolve("allnet.db"));
    try (Connection beside = DriverManager.getConnection(settings.url());
        ResultSet lines = beside.createStatement().executeQuery("select count(*) from audit_log")) {
      assertThat(lines.next()).isTrue();
      lines.close();
      try (Store again = Store.open(settings, new BlobStore(folder), new SetClock())) {
        while (text(ahead).contains("SAID-OF-MILLER")) {
          Thread.sleep(10);
        }
        assertThat(again.head().count()).isPositive();
        assertThat(text(killed.resolve("allnet.db"))).doesNotContain("SAID-OF-MILLER");
      }
    }
  }

  private static String text(Path file) throws Exception {
    return Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1);
  }

  @Test
  void sources_neverChangeWhatOnlyGrows() throws Exception {
    Pattern changing =
        Pattern.compile(
            "(update|delete from|drop|truncate)\\s+\"?\\s*\\+?\\s*\"?"
                + "(judgements|sign_offs|audit_log|proposals)");
    assertThat(changing.matcher("delete from judgements").find()).isTrue();
    try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
      for (Path source : sources.filter(file -> file.toString().endsWith(".java")).toList()) {
        assertThat(changing.matcher(Files.readString(source)).find())
            .as(source.toString())
            .isFalse();
      }
    }
  }

  @Test
  void database_writesAheadAndKeepsKeys() throws Exception {
    try (Laboratory lab = new Laboratory(TestDatabase.SQLITE, folder, 1);
        Connection connection = DriverManager.getConnection(lab.settings.url());
        ResultSet mode = connection.createStatement().executeQuery("pragma journal_mode")) {
      assertThat(mode.next()).isTrue();
      assertThat(mode.getString(1)).isEqualTo("wal");
      assertThatThrownBy(
              () ->
                  lab.store.change(
                      Laboratory.SERVICE,
                      tx ->
                          tx.accounts()
                              .add(
                                  lab.person(
                                      "eve",
                                      Set.of(),
                                      Map.of(
                                          lab.project("none").id(),
                                          Set.of(org.allnet.service.domain.UserRole.READER))))))
          .hasMessage("membership: what it belongs to does not exist");
      assertThat(lab.list(tx -> tx.accounts().all())).hasSize(2);
      assertThat(List.of(lab.ada, lab.ben)).isEqualTo(lab.store.read(tx -> tx.accounts().all()));
    }
  }
}
