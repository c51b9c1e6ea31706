package org.allnet.service.work.operation;

import java.io.IOException;
import java.lang.System.Logger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.allnet.data.ForeignFailure;
import org.allnet.data.InputException;
import org.allnet.service.audit.CheckpointSigner;
import org.allnet.service.store.BlobStore;
import org.allnet.service.store.Store;
import org.allnet.service.store.StoreSettings;

/**
 * Where a service keeps what it keeps.
 *
 * @param root the folder of all
 */
public record ServiceFolder(Path root) {

  /** Checkpoints of a back-up, or the key that verifies them. */
  private static final Pattern RESTORED =
      Pattern.compile(
          "(checkpoints\\.restored(\\.(?<number>[2-9]|[1-9]\\d{1,5}))?)"
              + "|(audit\\.restored(\\.(?<of>[2-9]|[1-9]\\d{1,5}))?\\.pub)");

  private static final Logger LOG = System.getLogger(ServiceFolder.class.getPackageName());

  /**
   * Makes the folder if it is missing, and closes it to everybody but its owner if the system knows
   * such rights: pictures and rows are in it.
   *
   * @throws IOException if it can't be made
   */
  public void make() throws IOException {
    Files.createDirectories(root);
    PosixFileAttributeView view = Files.getFileAttributeView(root, PosixFileAttributeView.class);
    if (view == null) {
      return;
    }
    try {
      view.setPermissions(PosixFilePermissions.fromString("rwx------"));
    } catch (IOException e) {
      // It is another user's, such as a volume that was mounted: who set that up must close it.
      LOG.log(Logger.Level.WARNING, "the service's folder can't be closed to other users", e);
    }
  }

  /**
   * Opens what the service of this folder keeps, if the database is the folder's.
   *
   * @param settings the database
   * @param use makes something of it, which closes it at last; if that fails, it is closed
   * @return what {@code use} returns
   * @throws InputException if the database can't be opened, or is of another service
   * @throws org.allnet.data.RunException if the folder can't be written to
   */
  public <T> T open(StoreSettings settings, Function<Store, T> use) {
    Store store = Store.open(settings, new BlobStore(pictures()), Clock.systemUTC());
    try {
      new ServiceNumber(this).require(store);
      return use.apply(store);
    } catch (RuntimeException e) {
      store.close();
      throw e;
    }
  }

  /**
   * Opens it as {@link #open} does, to serve it or to do its work.
   *
   * @param settings the database
   * @param use makes something of it, which closes it at last; if that fails, it is closed
   * @return what {@code use} returns
   * @throws InputException if the database can't be opened, is of another service, or is an earlier
   *     state of this one's
   * @throws org.allnet.data.RunException if the folder can't be written to
   */
  public <T> T openToWork(StoreSettings settings, Function<Store, T> use) {
    return open(
        settings,
        store -> {
          OwnCheckpoints.requireReached(this, store);
          return use.apply(store);
        });
  }

  /**
   * Refuses a folder in which there is no service.
   *
   * @throws InputException if there is none
   */
  public void requireService() {
    if (!Files.isDirectory(pictures())) {
      throw InputException.in(root, "holds no service; give the folder of one");
    }
  }

  /** {@return the number of the service, which its database has too} */
  public Path number() {
    return root.resolve("service.id");
  }

  /** {@return the database, unless another one is named} */
  public Path database() {
    return root.resolve("allnet.db");
  }

  /** {@return the copy of a PostgreSQL database, in a back-up} */
  public Path databaseDump() {
    return root.resolve("allnet.pgdump");
  }

  /** {@return the pictures, by their hashes} */
  public Path pictures() {
    return root.resolve("pictures");
  }

  /** {@return the files of models, by their hashes} */
  public Path models() {
    return root.resolve("models");
  }

  /** {@return the small pictures, which can be made again} */
  public Path thumbnails() {
    return root.resolve("thumbnails");
  }

  /** {@return what is handed in at the moment} */
  public Path incoming() {
    return root.resolve("incoming");
  }

  /** {@return the key that signs checkpoints; its public half lies beside it} */
  public Path auditKey() {
    return root.resolve("audit.key");
  }

  /** {@return the key that seals secrets of people for the database} */
  public Path sealingKey() {
    return root.resolve("sealing.key");
  }

  /** {@return the key from which the secrets of webhooks follow} */
  public Path webhookKey() {
    return root.resolve("webhook.key");
  }

  /** {@return the key that verifies them} */
  public Path auditPublicKey() {
    return CheckpointSigner.publicKey(auditKey());
  }

  /**
   * Checkpoints, and by what they are verified.
   *
   * @param checkpoints the file of checkpoints
   * @param key the public key
   */
  record Signed(Path checkpoints, Path key) {

    private boolean isThere() {
      return Files.exists(checkpoints) && Files.exists(key);
    }

    private boolean isPartlyThere() {
      return Files.exists(checkpoints) || Files.exists(key);
    }

    /**
     * Refuses half of a pair: nothing can be compared with it, and nobody would hear of it.
     *
     * @throws InputException if one of them is missing
     */
    void requireBoth() {
      half()
          .ifPresent(
              failure -> {
                throw failure;
              });
    }

    /** Returns what is wrong if one of them is missing; empty if both are there. */
    Optional<InputException> half() {
      if (isThere()) {
        return Optional.empty();
      }
      Path missing = Files.exists(checkpoints) ? key : checkpoints;
      Path other = missing.equals(key) ? checkpoints : key;
      return Optional.of(
          InputException.in(
              missing,
              "is missing, so that the log can't be compared with these checkpoints; put it back, or, if it is lost, take %s away too"
                  .formatted(other.getFileName())));
    }
  }

  /** Those of back-ups that were restored here, the last one first: number 1 is the first name. */
  Signed restored(int number) {
    String which = number == 1 ? "" : "." + number;
    return new Signed(
        root.resolve("checkpoints.restored" + which),
        root.resolve("audit.restored" + which + ".pub"));
  }

  /**
   * Returns those of all back-ups from which this folder came, the last one first, whatever numbers
   * are missing; of some there may be one file alone.
   *
   * @throws InputException if the folder can't be read
   */
  List<Signed> restored() {
    try (Stream<Path> files = Files.isDirectory(root) ? Files.list(root) : Stream.empty()) {
      return files
          .map(file -> RESTORED.matcher(file.getFileName().toString()))
          .filter(Matcher::matches)
          .map(ServiceFolder::numberOf)
          .distinct()
          .sorted()
          .map(this::restored)
          .filter(Signed::isPartlyThere)
          .toList();
    } catch (IOException e) {
      throw InputException.in(root, "can't be read (" + ForeignFailure.words(e) + ")", e);
    }
  }

  private static int numberOf(Matcher name) {
    return Stream.of("number", "of")
        .flatMap(group -> Stream.ofNullable(name.group(group)))
        .mapToInt(Integer::parseInt)
        .findFirst()
        .orElse(1);
  }

  /**
   * Returns what is wrong with pairs of which one file is missing. A service that has signed
   * nothing yet has a key and no checkpoints, which is right.
   */
  List<InputException> halves() {
    List<Signed> all = new ArrayList<>(restored());
    if (Files.exists(checkpoints())) {
      all.add(0, new Signed(checkpoints(), auditPublicKey()));
    }
    return all.stream().flatMap(one -> one.half().stream()).toList();
  }

  /** {@return the own ones if there are some, and those of {@link #restored()}} */
  List<Signed> signed() {
    List<Signed> all = new ArrayList<>(restored());
    Signed own = new Signed(checkpoints(), auditPublicKey());
    if (own.isThere()) {
      all.add(0, own);
    }
    return all;
  }

  /** {@return the signed checkpoints of the audit log} */
  public Path checkpoints() {
    return root.resolve("checkpoints");
  }
}
