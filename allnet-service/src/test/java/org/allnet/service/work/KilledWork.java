package org.allnet.service.work;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.allnet.inference.compute.Device;
import org.allnet.service.domain.Actor;
import org.allnet.service.domain.Id;
import org.allnet.service.domain.Picture;
import org.allnet.service.domain.UserRole;
import org.allnet.service.store.BlobStore;
import org.allnet.service.store.Store;
import org.allnet.service.store.StoreSettings;
import org.allnet.service.work.intake.IncomingFile;
import org.allnet.service.work.intake.Intake;
import org.allnet.service.work.intake.IntakeAnswer;
import org.allnet.service.work.intake.IntakeLimits;
import org.allnet.service.work.intake.IntakeRequest;
import org.allnet.service.work.intake.Whose;
import org.allnet.service.work.model.Models;
import org.allnet.service.work.picture.StoredPictures;
import org.allnet.service.work.picture.Thumbnails;
import org.allnet.service.work.worker.WorkerSettings;
import org.allnet.service.work.worker.Workers;

/**
 * A process that takes cells in and lets a model answer until it is killed. It says on its standard
 * output what it has accepted, after it was.
 */
final class KilledWork {

  static final int CELLS = 4;

  private KilledWork() {}

  /** Arguments: folder, address, user and project of the database, account. */
  public static void main(String[] args) throws Exception {
    Path folder = Path.of(args[0]);
    StoreSettings settings =
        new StoreSettings(
            args[1],
            Optional.of(args[2]).filter(user -> !user.isEmpty()),
            Optional.of("").filter(password -> !args[2].isEmpty()),
            4);
    Store store =
        Store.open(settings, new BlobStore(folder.resolve("pictures")), Clock.systemUTC());
    Thumbnails thumbnails =
        new Thumbnails(new StoredPictures(store.blobs()), folder.resolve("thumbnails"));
    Models models = new Models(store, folder.resolve("models"));
    Workers workers = Workers.start(store, models, thumbnails, settings());
    Intake intake =
        new Intake(store, IntakeLimits.DEFAULTS, folder.resolve("scratch"), workers::wake);
    Id.Project project = new Id.Project(UUID.fromString(args[3]));
    Actor.Person person =
        new Actor.Person(new Id.Account(UUID.fromString(args[4])), UserRole.REVIEWER, "run");
    for (int request = 0; ; request++) {
      List<IncomingFile> files = new ArrayList<>();
      for (int i = 0; i < CELLS; i++) {
        files.add(TestPictures.file("c.png", TestPictures.png(CELLS * request + i)));
      }
      IntakeAnswer answer =
          intake.take(
              person,
              new IntakeRequest(
                  project,
                  new Whose.Named("S-0042"),
                  Optional.empty(),
                  Picture.Kind.CELL,
                  Optional.empty(),
                  Optional.of(UUID.randomUUID().toString())),
              files);
      System.out.println(((IntakeAnswer.Accepted) answer).of().text());
      System.out.flush();
    }
  }

  /** Short leases, so that what was killed is taken up soon. */
  static WorkerSettings settings() {
    return new WorkerSettings(
        1,
        Device.CPU,
        8,
        Duration.ofMillis(500),
        Duration.ofMillis(20),
        "worker-" + UUID.randomUUID());
  }
}
