package org.allnet.service.work.operation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.UUID;
import org.allnet.data.ForeignFailure;
import org.allnet.data.InputException;
import org.allnet.data.RunException;
import org.allnet.service.domain.Actor;
import org.allnet.service.store.Store;

/**
 * The random number that a service's folder and its database both have, so that neither is used
 * with that of another service: {@link Upkeep} would delete the pictures of which the database
 * knows nothing.
 */
final class ServiceNumber {

  private static final Actor START = new Actor.Service("start", "start");

  private final ServiceFolder folder;

  ServiceNumber(ServiceFolder folder) {
    this.folder = folder;
  }

  /**
   * Refuses the database of another service. A service that has no number yet gets one.
   *
   * @throws InputException if it is of another service
   */
  void require(Store store) {
    Optional<UUID> known = store.read(tx -> tx.service().get());
    UUID id = known.isPresent() ? known.get() : adopted(store);
    publish(id);
    Optional<UUID> own = read(folder.number());
    if (own.isEmpty()) {
      throw InputException.in(
          folder.number(),
          "is missing, and the database is of the service %s; name the folder of that service, or, if this is it, write this number into the file"
              .formatted(id));
    }
    if (!own.get().equals(id)) {
      throw another();
    }
  }

  /** An earlier version made them, or both are new. */
  private UUID adopted(Store store) {
    boolean isNew = store.head().count() == 0;
    if (isNew && !store.blobs().isEmpty()) {
      throw InputException.in(
          folder.root(),
          "has pictures of which the database knows nothing; name the database of this service, or another folder");
    }
    if (!isNew && read(folder.number()).isPresent()) {
      throw another();
    }
    UUID fresh = promised();
    return store.write(
        START,
        tx -> {
          Optional<UUID> quicker = tx.service().get(); // another process may start too
          if (quicker.isEmpty()) {
            tx.service().set(fresh);
          }
          return quicker.orElse(fresh);
        });
  }

  /**
   * Returns a new number, for a database that is to get it. The folder has it under another name so
   * far: a process that is killed once the database has the number, or another one that starts
   * then, finds it there.
   */
  UUID promised() {
    UUID fresh = UUID.randomUUID();
    try {
      Files.writeString(pending(fresh), fresh + "\n");
      return fresh;
    } catch (IOException e) {
      throw failed(e);
    }
  }

  /** Has the folder belong to the database of a number that was promised here. */
  void publish(UUID id) {
    try {
      Files.move(pending(id), folder.number(), StandardCopyOption.ATOMIC_MOVE);
    } catch (NoSuchFileException e) {
      return; // it has its name already, or was promised to another folder
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private Path pending(UUID id) {
    return folder.root().resolve("." + folder.number().getFileName() + "-" + id);
  }

  /**
   * Returns the number in a file.
   *
   * @return empty if there is no such file
   * @throws InputException if it has another content
   */
  static Optional<UUID> read(Path file) {
    try {
      return Optional.of(UUID.fromString(Files.readString(file).strip()));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw InputException.in(file, "can't be read (" + ForeignFailure.words(e) + ")", e);
    } catch (IllegalArgumentException e) {
      throw InputException.in(file, "holds no number of a service; put the file back", e);
    }
  }

  private InputException another() {
    return InputException.in(
        folder.root(),
        "belongs to another service than the database; name the database of this service, or another folder");
  }

  private RunException failed(IOException e) {
    return RunException.in(
        folder.number(), "can't be written (" + ForeignFailure.words(e) + "); check the rights", e);
  }
}
