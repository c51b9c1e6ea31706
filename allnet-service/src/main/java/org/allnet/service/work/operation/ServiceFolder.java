package org.allnet.service.work.operation;

import java.io.IOException;
import java.lang.System.Logger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.allnet.data.InputException;
import org.allnet.service.audit.CheckpointSigner;
import org.allnet.service.store.Store;

/**
 * Where a service keeps what it keeps.
 *
 * @param root the folder of all
 */
public record ServiceFolder(Path root) {

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
   * Refuses a new database beside pictures that are there already: they belong to another one, and
   * {@link Upkeep} would delete them as pictures that no case has.
   *
   * @param store the folder's pictures, and the database
   * @throws InputException if it is such a database
   */
  public void requireOwn(Store store) {
    if (store.head().count() == 0 && !store.blobs().isEmpty()) {
      throw InputException.in(
          root,
          "has pictures of which the database knows nothing; name the database of this service, or another folder");
    }
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
  }

  /** Those of back-ups that were restored here, the last one first: number 1 is the first name. */
  Signed restored(int number) {
    String which = number == 1 ? "" : "." + number;
    return new Signed(
        root.resolve("checkpoints.restored" + which),
        root.resolve("audit.restored" + which + ".pub"));
  }

  /** {@return those of all back-ups from which this folder came, the last one first} */
  List<Signed> restored() {
    List<Signed> all = new ArrayList<>();
    for (Signed one = restored(1); one.isThere(); one = restored(all.size() + 1)) {
      all.add(one);
    }
    return all;
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
