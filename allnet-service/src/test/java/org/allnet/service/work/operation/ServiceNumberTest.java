package org.allnet.service.work.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
}
