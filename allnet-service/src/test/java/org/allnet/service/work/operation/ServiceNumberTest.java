package org.allnet.service.work.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.allnet.service.domain.Actor;
import org.allnet.service.domain.Id;
import org.allnet.service.domain.Project;
import org.allnet.service.store.MemoryFolder;
import org.allnet.service.store.StoreSettings;
import org.allnet.service.store.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The number that folder and database of a service get by its first start. */
final class ServiceNumberTest {

  @TempDir(factory = MemoryFolder.class)
  Path folder;

  /** It asked the database first, and another process gave both their number since. */
  @Test
  void slowerOfTwoStarts_takesTheNumberOfTheOther() throws Exception {
    ServiceFolder of = new ServiceFolder(folder);
    StoreSettings database = TestDatabase.SQLITE.fresh(folder);
    UUID given =
        of.open(
            database,
            store -> {
              try (store) {
                store.change(
                    new Actor.Service("test", "run"),
                    tx ->
                        tx.projects()
                            .add(
                                new Project(
                                    Id.Project.fresh(),
                                    "P",
                                    List.of("blast"),
                                    Project.Rules.DEFAULT,
                                    tx.now())));
                return new ServiceNumber(of).adopted(store);
              }
            });
    assertThat(of.number()).hasContent(given + "\n");
    try (Stream<Path> all = Files.list(folder)) {
      assertThat(all).noneMatch(file -> file.getFileName().toString().startsWith(".service"));
    }
  }

  private Path promised(ServiceFolder of, Duration ago) throws Exception {
    Path file = folder.resolve(".service.id-" + new ServiceNumber(of).promised());
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(ago)));
    return file;
  }

  /** A process that is killed before a database has its number can't take it back. */
  @Test
  void numbersNobodyTook_areDeletedOnceOld() throws Exception {
    ServiceFolder of = new ServiceFolder(folder);
    Path old = promised(of, Duration.ofDays(8));
    Path young = promised(of, Duration.ofDays(6));
    of.open(
        TestDatabase.SQLITE.fresh(folder),
        store -> {
          store.close();
          return true;
        });
    assertThat(old).doesNotExist();
    assertThat(young).as("a restore may go on").exists();
  }

  /** As a restore leaves it that was killed once the database was in its place. */
  @Test
  void numberOfARestore_putsCheckpointsAside() throws Exception {
    ServiceFolder of = new ServiceFolder(folder);
    Files.writeString(of.number(), UUID.randomUUID() + "\n");
    Files.writeString(of.checkpoints(), "of the log before");
    Files.writeString(folder.resolve("checkpoints.replaced"), "of the one before that");
    ServiceNumber number = new ServiceNumber(of);
    UUID fresh = number.promised();
    number.publish(fresh);
    assertThat(of.number()).hasContent(fresh.toString());
    assertThat(of.checkpoints()).doesNotExist();
    assertThat(folder.resolve("checkpoints.replaced.2")).hasContent("of the log before");
  }

  /** A back-up by root may be the first that opens a service after an upgrade. */
  @Test
  void number_belongsToWhoOwnsTheFolder() throws Exception {
    Optional<UserPrincipal> nobody = givenTo("nobody");
    assumeTrue(nobody.isPresent(), "root alone gives files to others");
    Path file = promised(new ServiceFolder(folder), Duration.ZERO);
    assertThat(Files.getOwner(file)).isEqualTo(nobody.get());
  }

  /** Gives the folder to somebody else, if that can be. */
  private Optional<UserPrincipal> givenTo(String name) {
    try {
      UserPrincipal user =
          folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(name);
      Files.setOwner(folder, user);
      return Optional.of(user);
    } catch (IOException | UnsupportedOperationException e) {
      return Optional.empty();
    }
  }
}
