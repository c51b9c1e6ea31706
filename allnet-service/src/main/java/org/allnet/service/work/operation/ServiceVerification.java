package org.allnet.service.work.operation;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.allnet.data.Counted;
import org.allnet.service.audit.ChainAnswer;
import org.allnet.service.audit.ChangedRow;
import org.allnet.service.audit.Checkpoint;
import org.allnet.service.audit.CheckpointFile;
import org.allnet.service.audit.CheckpointVerifier;
import org.allnet.service.domain.Hash;
import org.allnet.service.store.Store;

/**
 * Whether all that a service keeps is what it stored.
 *
 * @param chain what the check of the audit log found
 * @param pictures how many files of pictures there are
 * @param damaged the hashes of those whose bytes are not what was stored
 * @param missing the hashes of pictures that the database names and that are not there
 * @param changed rows that are not what the audit log says
 * @param halves what is said of checkpoints without their key, and of keys without their
 *     checkpoints, with which the log could not be compared
 */
public record ServiceVerification(
    ChainAnswer chain,
    long pictures,
    List<Hash> damaged,
    List<Hash> missing,
    List<ChangedRow> changed,
    List<String> halves) {

  /** Copies the lists, so that nothing changes them from outside. */
  public ServiceVerification {
    damaged = List.copyOf(damaged);
    missing = List.copyOf(missing);
    changed = List.copyOf(changed);
    halves = List.copyOf(halves);
  }

  /**
   * Checks the audit log against its checkpoints, all rows of consequence against the audit log,
   * and the bytes of all pictures. What a power cut left of pictures that nobody was told were
   * taken is no picture.
   *
   * @param store what the service keeps; may be in use
   * @param checkpoints the file of checkpoints, best a copy that lies elsewhere; without it, a log
   *     that somebody wrote anew is not noticed
   * @param key the public key by which they are signed; not read if there are no checkpoints
   * @return what was found
   * @throws org.allnet.data.InputException if a checkpoint or the key can't be read
   * @throws org.allnet.data.RunException if database or disk fail
   */
  public static ServiceVerification of(Store store, Path checkpoints, Path key) {
    List<Checkpoint> signed = new CheckpointFile(checkpoints).read();
    return of(
        store,
        store.verify(
            signed, signed.isEmpty() ? CheckpointVerifier.NONE : CheckpointVerifier.open(key)),
        List.of());
  }

  private static ServiceVerification of(Store store, ChainAnswer chain, List<String> halves) {
    List<Hash> missing = missing(store);
    List<Hash> damaged = new ArrayList<>();
    long pictures = store.blobs().verify(damaged::add);
    damaged.removeIf(hash -> !store.read(tx -> tx.pictures().has(hash)));
    return new ServiceVerification(chain, pictures, damaged, missing, store.changedRows(), halves);
  }

  /**
   * Checks as {@link #of(Store, Path, Path)} does by what lies in a service's folder: its own
   * checkpoints, and those of all back-ups from which it came. If half of a pair is missing, all
   * else is checked.
   *
   * @param store what the service keeps; may be in use
   * @param folder where it keeps it
   * @return what was found
   * @throws org.allnet.data.InputException if a checkpoint or a key can't be read
   * @throws org.allnet.data.RunException if database or disk fail
   */
  public static ServiceVerification of(Store store, ServiceFolder folder) {
    List<String> halves = folder.halves().stream().map(half -> half.getMessage() + ".").toList();
    ChainAnswer chain =
        Restore.compared(store, folder.signed())
            .orElseGet(() -> store.verify(List.of(), CheckpointVerifier.NONE));
    return of(store, chain, halves);
  }

  static List<Hash> missing(Store store) {
    List<Hash> missing = new ArrayList<>();
    store.read(
        tx -> {
          missing.clear();
          tx.pictures()
              .contents(
                  content -> {
                    if (!store.blobs().has(content)) {
                      missing.add(content);
                    }
                  });
          return true;
        });
    return missing;
  }

  /** {@return whether nothing is wrong} */
  public boolean isWhole() {
    return chain.isWhole()
        && damaged.isEmpty()
        && missing.isEmpty()
        && changed.isEmpty()
        && halves.isEmpty();
  }

  /** {@return what was found, a sentence each} */
  public List<String> words() {
    List<String> words = new ArrayList<>(List.of(chain.words()));
    words.addAll(halves);
    if (chain instanceof ChainAnswer.Whole whole && whole.checkpoints() == 0) {
      words.add(
          "No checkpoint was compared: a log that somebody wrote anew would look the same. Compare"
              + " it with the checkpoints of a back-up.");
    }
    words.add(
        changed.isEmpty()
            ? "The tables say what the audit log says."
            : "The tables don't say what the audit log says.");
    changed.forEach(row -> words.add(row.words()));
    if (damaged.isEmpty() && missing.isEmpty()) {
      words.add(
          "%s checked, none damaged, none missing.".formatted(Counted.of(pictures, "picture")));
    }
    damaged.forEach(hash -> words.add("The picture %s was changed or damaged.".formatted(hash)));
    missing.forEach(hash -> words.add("The picture %s is missing.".formatted(hash)));
    return words;
  }
}
