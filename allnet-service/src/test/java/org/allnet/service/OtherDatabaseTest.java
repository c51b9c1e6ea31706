package org.allnet.service;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import org.allnet.data.InputException;
import org.allnet.inference.compute.Device;
import org.allnet.service.domain.Actor;
import org.allnet.service.domain.Hash;
import org.allnet.service.domain.Id;
import org.allnet.service.domain.Project;
import org.allnet.service.store.BlobStore;
import org.allnet.service.store.MemoryFolder;
import org.allnet.service.store.StoreSettings;
import org.allnet.service.store.TestDatabase;
import org.allnet.service.work.operation.BackUp;
import org.allnet.service.work.operation.Restore;
import org.allnet.service.work.operation.ServiceFolder;
import org.allnet.service.work.worker.WorkerSettings;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A folder that is used with the database of another service: a new one, as if PostgreSQL had not
 * been named, or one with lines of its own.
 */
final class OtherDatabaseTest {

  private static final Actor SERVICE = new Actor.Service("test", "run");
  private static final String NAMED = "has pictures of which the database knows nothing";

  @TempDir(factory = MemoryFolder.class)
  Path folder;

  private ServiceFolder place;
  private Hash picture;

  @BeforeEach
  void handIn() {
    place = new ServiceFolder(folder);
    picture =
        new BlobStore(place.pictures()).put(new ByteArrayInputStream(new byte[] {1, 2, 3}), 10);
  }

  /** It would delete them all as pictures that no case has. */
  @Test
  void service_besidePicturesOfAnother_isRefused() {
    ServiceSettings settings = ServiceSettings.in(folder, 0);

    for (int start = 0; start < 2; start++) {
      assertThatThrownBy(() -> Service.start(settings).close())
          .isInstanceOf(InputException.class)
          .hasMessageContaining(NAMED);
    }

    assertThat(new BlobStore(place.pictures()).has(picture)).isTrue();
  }

  private static ServiceFolder service(Path root, String project) throws Exception {
    ServiceFolder made = new ServiceFolder(root);
    made.make();
    TestDatabase.SQLITE.fresh(root); // with its tables, and nothing else
    made.open(
        StoreSettings.sqlite(made.database()),
        store -> {
          try (store) {
            store.change(
                SERVICE,
                tx ->
                    tx.projects()
                        .add(
                            new Project(
                                Id.Project.fresh(),
                                project,
                                List.of("blast"),
                                Project.Rules.DEFAULT,
                                tx.now())));
            return store.blobs().put(new ByteArrayInputStream(project.getBytes(UTF_8)), 99);
          }
        });
    return made;
  }

  private static long lines(ServiceFolder of, Path database) {
    return of.open(
        StoreSettings.sqlite(database),
        store -> {
          try (store) {
            return store.head().count();
          }
        });
  }

  @Test
  void databaseOfAnotherService_isRefused() throws Exception {
    ServiceFolder own = service(folder.resolve("a"), "A");
    ServiceFolder other = service(folder.resolve("b"), "B");
    ServiceSettings in = ServiceSettings.in(own.root(), 0);
    StoreSettings wrong = StoreSettings.sqlite(other.database());
    assertThatThrownBy(
            () ->
                Service.start(
                        new ServiceSettings(
                            own.root(), wrong, in.web(), List.of(), 0, in.operation()))
                    .close())
        .isInstanceOf(InputException.class)
        .hasMessage(
            own.root()
                + ": belongs to another service than the database; name the database of this service, or another folder");
    assertThatThrownBy(() -> WorkProcess.start(wrong, own, WorkerSettings.of(1, Device.CPU)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("belongs to another service");

    assertThat(lines(own, own.database())).isEqualTo(1);
    assertThat(new BlobStore(own.pictures()).isEmpty()).isFalse();
  }

  /** As if PostgreSQL had not been named, before the first picture came. */
  @Test
  void newDatabase_takesNoFolderOfAnother() throws Exception {
    ServiceFolder own = new ServiceFolder(folder.resolve("a"));
    own.make();
    TestDatabase.SQLITE.fresh(own.root());
    assertThat(lines(own, own.database())).isZero();
    String number = Files.readString(own.number());
    Path fresh = Files.createDirectories(folder.resolve("new"));
    TestDatabase.SQLITE.fresh(fresh);
    assertThatThrownBy(() -> lines(own, new ServiceFolder(fresh).database()))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("belongs to another service");
    assertThat(lines(own, own.database())).isZero();
    assertThat(own.number()).hasContent(number);
    try (Stream<Path> all = Files.list(own.root())) {
      assertThat(all).noneMatch(file -> file.getFileName().toString().startsWith(".service"));
    }
  }

  @Test
  void folderWithoutItsNumber_isRefused() throws Exception {
    ServiceFolder own = service(folder.resolve("a"), "A");
    String number = Files.readString(own.number());
    Files.delete(own.number());
    assertThatThrownBy(() -> lines(own, own.database()))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(own.number() + ": is missing")
        .hasMessageContaining(number.strip());
    Files.writeString(own.number(), "7");
    assertThatThrownBy(() -> lines(own, own.database()))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("holds no number of a service");
    Files.writeString(own.number(), number);
    assertThat(lines(own, own.database())).isEqualTo(1);
  }

  /** As an earlier version left it; or a process that was killed before the file had its name. */
  @Test
  void serviceWithoutANumber_getsOne() throws Exception {
    ServiceFolder own = service(folder.resolve("a"), "A");
    String number = Files.readString(own.number());
    Files.move(own.number(), own.root().resolve(".service.id-" + number.strip()));
    assertThat(lines(own, own.database())).isEqualTo(1);
    assertThat(own.number()).hasContent(number);

    TestDatabase.run(StoreSettings.sqlite(own.database()), "delete from service_id");
    assertThatThrownBy(() -> lines(own, own.database()))
        .as("the database of an earlier version, beside the folder of another service")
        .isInstanceOf(InputException.class)
        .hasMessageContaining("belongs to another service");
    Files.delete(own.number());
    assertThat(lines(own, own.database())).isEqualTo(1);
    assertThat(Files.readString(own.number())).isNotEqualTo(number);
    assertThat(lines(own, own.database())).isEqualTo(1);
    try (Stream<Path> all = Files.list(own.root())) {
      assertThat(all).noneMatch(file -> file.getFileName().toString().startsWith(".service"));
    }
  }

  @Test
  void restoredService_isAnother() throws Exception {
    ServiceFolder own = service(folder.resolve("a"), "A");
    Path copy = folder.resolve("copy");
    own.open(
        StoreSettings.sqlite(own.database()),
        store -> {
          try (store) {
            return BackUp.write(store, own, copy);
          }
        });
    ServiceFolder backUp = new ServiceFolder(copy);
    assertThat(backUp.number()).hasSameTextualContentAs(own.number());
    ServiceFolder restored = new ServiceFolder(folder.resolve("restored"));
    Restore.run(copy, restored);
    assertThat(lines(restored, restored.database())).isEqualTo(1);
    assertThatThrownBy(() -> lines(own, restored.database()))
        .hasMessageContaining("belongs to another service");
    assertThatThrownBy(() -> lines(restored, own.database()))
        .hasMessageContaining("belongs to another service");

    ServiceFolder other = service(folder.resolve("b"), "B");
    Files.copy(other.number(), backUp.number(), StandardCopyOption.REPLACE_EXISTING);
    ServiceFolder mixed = new ServiceFolder(folder.resolve("mixed"));
    assertThatThrownBy(() -> Restore.run(copy, mixed))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("has the database of another service than its pictures");
    assertThat(mixed.database()).doesNotExist();
  }

  @Test
  void workProcess_besidePicturesOfAnother_isRefused() {
    assertThatThrownBy(
            () ->
                WorkProcess.start(
                        ServiceSettings.database(folder), place, WorkerSettings.of(1, Device.CPU))
                    .close())
        .isInstanceOf(InputException.class)
        .hasMessageContaining(NAMED);
  }
}
