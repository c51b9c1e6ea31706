package org.allnet.service.work.operation;

import java.io.IOException;
import java.lang.System.Logger;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.time.Instant;
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

  /** How the file of a number is called that no database has yet. */
  private static final String BEGINS = ".service.id-";

  /** No restore takes longer. */
  private static final Duration PROMISED = Duration.ofDays(7);

  private static final Logger LOG = System.getLogger(ServiceNumber.class.getPackageName());

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
    deleteOld();
  }

  /** An earlier version made them, or both are new. */
  UUID adopted(Store store) {
    UUID fresh = promised();
    try {
      UUID id =
          store.write(
              START,
              tx -> {
                Optional<UUID> quicker = tx.service().get(); // another process may start too
                if (quicker.isEmpty()) {
                  // Not before: the quicker one gives the folder its number after the database.
                  requireUnknown(tx.audit().head().count() == 0, store);
                  tx.service().set(fresh);
                }
                return quicker.orElse(fresh);
              });
      if (!id.equals(fresh)) {
        delete(fresh);
      }
      return id;
    } catch (InputException e) {
      delete(fresh);
      throw e;
    }
  }

  /** Refuses a database without a number beside what belongs to another one. */
  private void requireUnknown(boolean isNew, Store store) {
    if (isNew && !store.blobs().isEmpty()) {
      throw InputException.in(
          folder.root(),
          "has pictures of which the database knows nothing; name the database of this service, or another folder");
    }
    if (read(folder.number()).isPresent()) {
      throw another();
    }
  }

  /**
   * Returns a new number, for a database that is to get it. The folder has it under another name so
   * far, and on the disk: a process that is killed once the database has the number, or another one
   * that starts then, finds it there, also after a power cut.
   */
  UUID promised() {
    UUID fresh = UUID.randomUUID();
    try (FileChannel file =
        FileChannel.open(pending(fresh), StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)) {
      ByteBuffer bytes = ByteBuffer.wrap((fresh + "\n").getBytes(StandardCharsets.US_ASCII));
      while (bytes.hasRemaining()) {
        file.write(bytes);
      }
      file.force(true);
      handOver(pending(fresh));
    } catch (IOException e) {
      throw failed(e);
    }
    sync();
    return fresh;
  }

  /**
   * Who owns the folder has to read it, also if it was root's back-up that came first. Others may
   * not give files away, and need not: they are those who serve.
   */
  private void handOver(Path file) {
    try {
      UserPrincipal owner = Files.getOwner(folder.root());
      if (!owner.equals(Files.getOwner(file))) {
        Files.setOwner(file, owner);
      }
    } catch (IOException | UnsupportedOperationException e) {
      LOG.log(Logger.Level.DEBUG, "the number of the service stays its writer's", e);
    }
  }

  /** Has names in the folder on the disk; some systems can't, and need not. */
  private void sync() {
    if (folder.root().getFileSystem().supportedFileAttributeViews().contains("posix")) {
      try (FileChannel root = FileChannel.open(folder.root(), StandardOpenOption.READ)) {
        root.force(true);
      } catch (IOException e) {
        throw failed(e);
      }
    }
  }

  private void delete(UUID promised) {
    try {
      Files.deleteIfExists(pending(promised));
    } catch (IOException e) {
      throw failed(e);
    }
  }

  /** Numbers of processes that were killed before a database had them. */
  private void deleteOld() {
    Instant before = Instant.now().minus(PROMISED);
    try (DirectoryStream<Path> all = Files.newDirectoryStream(folder.root(), BEGINS + "*")) {
      for (Path file : all) {
        if (Files.getLastModifiedTime(file).toInstant().isBefore(before)) {
          Files.deleteIfExists(file);
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      LOG.log(Logger.Level.DEBUG, "an old number of a service stays", e); // and hurts nobody
    }
  }

  /** Has the folder belong to the database of a number that was promised here. */
  void publish(UUID id) {
    if (!Files.exists(pending(id))) {
      return; // it has its name already, or was promised to another folder
    }
    try {
      if (Files.exists(folder.number())) {
        OwnCheckpoints.putAside(folder); // a database was restored in the place of theirs
      }
      Files.move(pending(id), folder.number(), StandardCopyOption.ATOMIC_MOVE);
    } catch (NoSuchFileException e) {
      return; // another process was quicker
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private Path pending(UUID id) {
    return folder.root().resolve(BEGINS + id);
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
