package org.allnet.service.work.operation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.UUID;
import org.allnet.data.ForeignFailure;
import org.allnet.data.InputException;
import org.allnet.data.RunException;
import org.allnet.service.domain.Actor;
import org.allnet.service.store.BlobStore;
import org.allnet.service.store.DiskWaits;
import org.allnet.service.store.Store;

/**
 * Copies all that a service keeps to another folder while it runs: the database first, and then the
 * pictures, so that each picture that the copy names is there. Keys are not copied, but for the
 * public one that verifies checkpoints: whoever has the copy must not be able to sign.
 */
public final class BackUp {

  private BackUp() {}

  /**
   * Writes a back-up. The folder has its name once the back-up is whole.
   *
   * @param store what the service keeps; may be in use
   * @param from where it keeps it
   * @param to a folder that does not exist
   * @return how many files it has
   * @throws InputException if {@code to} exists
   * @throws RunException if it can't be written
   */
  public static long write(Store store, ServiceFolder from, Path to) {
    if (Files.exists(to)) {
      throw InputException.in(to, "exists already; name a new folder for the back-up");
    }
    Path target = to.toAbsolutePath();
    ServiceFolder copy =
        new ServiceFolder(target.resolveSibling("." + target.getFileName() + ".unfinished"));
    try {
      copy.make();
      Path database = store.isOneFile() ? copy.database() : copy.databaseDump();
      Files.deleteIfExists(database);
      long files = 1;
      // Checkpoints first: one that is younger than the copy would say that its log was cut off.
      files += FileCopies.of(from.checkpoints(), copy.checkpoints());
      files += FileCopies.of(from.auditPublicKey(), copy.auditPublicKey());
      files += FileCopies.of(from.number(), copy.number());
      List<ServiceFolder.Signed> earlier = from.restored();
      for (int i = 0; i < earlier.size(); i++) {
        ServiceFolder.Signed kept = copy.restored(i + 1);
        files += FileCopies.of(earlier.get(i).checkpoints(), kept.checkpoints());
        files += FileCopies.of(earlier.get(i).key(), kept.key());
      }
      // What a worker has read meanwhile is still needed by the copy, which does not know.
      try (BlobStore.Hold hold = store.blobs().hold()) {
        store.backUp(database);
        files += FileCopies.of(from.pictures(), copy.pictures());
      }
      Actor actor = new Actor.Service("back-up", "back-up-" + UUID.randomUUID());
      store.change(actor, tx -> tx.handed().deleteLeftPacks()); // that waited for this copy
      files += FileCopies.of(from.models(), copy.models());
      Files.move(copy.root(), target, StandardCopyOption.ATOMIC_MOVE);
      DiskWaits.folders(List.of(target.getParent()));
      return files;
    } catch (InputException e) {
      removeEmpty(copy.root());
      throw e;
    } catch (IOException e) {
      throw RunException.in(
          to,
          "can't be written as a back-up ("
              + ForeignFailure.words(e)
              + "); check rights and free space",
          e);
    }
  }

  private static void removeEmpty(Path folder) {
    try {
      Files.deleteIfExists(folder);
    } catch (IOException e) {
      throw RunException.in(folder, "can't be deleted", e);
    }
  }
}
