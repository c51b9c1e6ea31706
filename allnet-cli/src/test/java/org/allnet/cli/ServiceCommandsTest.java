package org.allnet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.allnet.service.domain.Actor;
import org.allnet.service.domain.Case;
import org.allnet.service.domain.CaseStatus;
import org.allnet.service.domain.Hash;
import org.allnet.service.domain.Id;
import org.allnet.service.domain.Picture;
import org.allnet.service.domain.Project;
import org.allnet.service.domain.Subject;
import org.allnet.service.store.BlobStore;
import org.allnet.service.store.Store;
import org.allnet.service.store.StoreSettings;
import org.allnet.service.work.operation.ServiceFolder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ServiceCommandsTest {

  @TempDir Path folder;

  private ServiceFolder place;
  private Hash picture;

  @BeforeEach
  void makeService() {
    place = new ServiceFolder(folder.resolve("service"));
    try (Store store = open()) {
      picture = store.blobs().put(new ByteArrayInputStream(new byte[] {1, 2, 3}), 9);
      store.change(
          new Actor.Service("test", "run"),
          tx ->
              tx.projects()
                  .add(
                      new Project(
                          Id.Project.fresh(),
                          "Study",
                          List.of("blast"),
                          Project.Rules.DEFAULT,
                          tx.now())));
    }
  }

  private Store open() {
    BlobStore blobs = new BlobStore(place.pictures());
    return Store.open(StoreSettings.sqlite(place.database()), blobs, Clock.systemUTC());
  }

  /** A case has the picture: of what no row tells, nothing is damaged. */
  private void usePicture() {
    try (Store store = open()) {
      store.change(
          new Actor.Service("test", "run"),
          tx -> {
            Id.Project in = tx.projects().all().get(0).id();
            Subject subject =
                new Subject(Id.Subject.fresh(), in, Optional.of("S-1"), tx.now(), Optional.empty());
            Case of = new Case(Id.Case.fresh(), in, subject.id(), CaseStatus.QUEUED, tx.now());
            tx.subjects().add(subject);
            tx.cases().open(of);
            tx.pictures()
                .add(
                    List.of(
                        new Picture(
                            Id.Picture.fresh(),
                            of.id(),
                            Optional.of(picture),
                            1,
                            1,
                            Picture.Kind.CELL,
                            Optional.empty(),
                            false)));
          });
    }
  }

  @Test
  void unknownTimeZone_isRefused() {
    Ran ran = Ran.allnet("serve", "--folder", folder.resolve("s"), "--time-zone", "Mars/Base");
    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err())
        .contains("--time-zone Mars/Base: there is no such zone; give one such as Europe/Berlin");
    assertThat(folder.resolve("s")).doesNotExist();
  }

  @Test
  void verify_saysWhatIsWholeAndWhatIsNot() throws Exception {
    Ran whole = Ran.allnet("service", "verify", "--folder", place.root());
    assertThat(whole.out())
        .isEqualTo(
            """
            The audit log is whole: 1 line, 0 checkpoints.
            No checkpoint was compared: a log that somebody wrote anew would look the same. Compare it with the checkpoints of a back-up.
            The tables say what the audit log says.
            1 picture checked, none damaged, none missing.
            """);
    assertThat(whole.exitCode()).isZero();

    usePicture();
    Files.write(
        place.pictures().resolve(picture.hex().substring(0, 2)).resolve(picture.hex()),
        new byte[1]);
    Ran damaged = Ran.allnet("service", "verify", "--folder", place.root());
    assertThat(damaged.exitCode()).isEqualTo(1);
    assertThat(damaged.out()).contains("The picture " + picture + " was changed or damaged.");
    Ran json = Ran.allnet("service", "verify", "--folder", place.root(), "--json");
    assertThat(json.exitCode()).isEqualTo(1);
    assertThat(json.out()).contains("\"whole\" : false", "\"damaged\" : [ \"" + picture);
  }

  @Test
  void noService_isNotMade() {
    Ran ran = Ran.allnet("service", "verify", "--folder", folder.resolve("nowhere"));
    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.err()).contains("holds no service");
    assertThat(folder.resolve("nowhere")).doesNotExist();
  }

  /** Such as that of a back-up that somebody copied over it. */
  @Test
  void databaseOfAnotherService_isRefused() throws Exception {
    Ran.allnet("service", "verify", "--folder", place.root());
    Path copy = folder.resolve("copy");
    Ran.allnet("service", "backup", copy, "--folder", place.root());
    Path other = folder.resolve("other");
    Ran.allnet("service", "restore", copy, "--folder", other);
    Files.copy(other.resolve("allnet.db"), place.database(), StandardCopyOption.REPLACE_EXISTING);
    for (List<String> command :
        List.of(
            List.of("verify"),
            List.of("backup", folder.resolve("later").toString()),
            List.of("erase", "--project", "Study", "--subject", "S-0042"))) {
      List<Object> all = new ArrayList<>(List.of("service"));
      all.addAll(command);
      all.addAll(List.of("--folder", place.root()));
      Ran ran = Ran.allnet(all.toArray());
      assertThat(ran.exitCode()).as("%s", command).isEqualTo(1);
      assertThat(ran.err()).contains("belongs to another service than the database");
    }
    assertThat(folder.resolve("later")).doesNotExist();
  }

  @Test
  void backUpWhileItRuns_isRestoredElsewhere() {
    Path copy = folder.resolve("copy");
    Path other = folder.resolve("other");
    try (Store running = open()) {
      Ran backedUp = Ran.allnet("service", "backup", copy, "--folder", place.root());
      assertThat(backedUp.out()).isEqualTo(copy + ": 3 files\n");
      Ran refused = Ran.allnet("service", "restore", copy, "--folder", place.root());
      assertThat(refused.exitCode()).isEqualTo(1);
      assertThat(refused.err()).contains("is there already; move it");
      assertThat(running.head().count()).isEqualTo(1);
    }
    assertThat(Ran.allnet("service", "backup", copy, "--folder", place.root()).err())
        .contains("exists already");
    Ran restored = Ran.allnet("service", "restore", copy, "--folder", other);
    assertThat(restored.exitCode()).isZero();
    assertThat(restored.out())
        .contains("0 sessions ended, 0 invitations withdrawn, 0 keys revoked.")
        .contains("The back-up has no checkpoints");
    Ran verified = Ran.allnet("service", "verify", "--folder", other);
    assertThat(verified.exitCode()).isZero();
    assertThat(verified.out()).contains("1 line,");
  }

  @Test
  void erase_leavesTheLogWhole() {
    try (Store store = open()) {
      store.change(
          new Actor.Service("test", "run"),
          tx ->
              tx.subjects()
                  .add(
                      new Subject(
                          Id.Subject.fresh(),
                          tx.projects().all().get(0).id(),
                          Optional.of("S-0042"),
                          tx.now(),
                          Optional.empty())));
    }
    Ran unknown = erase("Study", "S-0043");
    assertThat(unknown.exitCode()).isEqualTo(1);
    assertThat(unknown.err()).contains("--subject: the project has no subject 'S-0043'");
    assertThat(erase("Other", "S-0042").err()).contains("no project 'Other'");
    Ran erased = erase("Study", "S-0042");
    assertThat(erased.exitCode()).as(erased.err()).isZero();
    assertThat(erased.out()).startsWith("0 pictures, the small pictures of 0 cells, the pseudonym");
    assertThat(erase("Study", "S-0042").err()).as("again").contains("no subject 'S-0042'");
    Ran verified = Ran.allnet("service", "verify", "--folder", place.root());
    assertThat(verified.out()).contains("The audit log is whole", "The tables say");
  }

  private Ran erase(String project, String subject) {
    return Ran.allnet(
        "service", "erase", "--folder", place.root(), "--project", project, "--subject", subject);
  }
}
