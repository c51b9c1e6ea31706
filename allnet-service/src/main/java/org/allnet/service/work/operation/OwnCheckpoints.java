package org.allnet.service.work.operation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import org.allnet.data.InputException;
import org.allnet.service.audit.Checkpoint;
import org.allnet.service.audit.CheckpointFile;
import org.allnet.service.store.Store;

/** The checkpoints that a service has signed in its folder. */
final class OwnCheckpoints {

  private static final String REPLACED = "checkpoints.replaced";

  private OwnCheckpoints() {}

  /**
   * Refuses a database whose log ends before a line that was signed here. Somebody went back to an
   * earlier state of it, and {@link Upkeep} would delete the pictures that came since.
   *
   * @throws InputException if it is such a database
   */
  static void requireReached(ServiceFolder of, Store store) {
    List<Checkpoint> signed = new CheckpointFile(of.checkpoints()).read();
    if (signed.isEmpty()) {
      return;
    }
    Checkpoint last = signed.get(signed.size() - 1);
    long lines = store.head().count();
    if (lines < last.head().count()) {
      throw InputException.in(
          of.checkpoints(),
          "line %d of the audit log was signed on %s, and the database has %d lines: it is an earlier state, and the pictures that came since would be deleted; restore the later one, or, to go on with this one, move this file away"
              .formatted(last.head().count(), last.at(), lines));
    }
  }

  /**
   * Puts the checkpoints aside once another log is in the place of theirs: no check would ever find
   * that one whole.
   *
   * @return where they are now; empty if there are none
   * @throws IOException if they can't be moved
   */
  static Optional<Path> putAside(ServiceFolder of) throws IOException {
    if (!Files.exists(of.checkpoints())) {
      return Optional.empty();
    }
    Path aside = of.root().resolve(REPLACED);
    for (int number = 2; Files.exists(aside); number++) {
      aside = of.root().resolve(REPLACED + "." + number);
    }
    Files.move(of.checkpoints(), aside, StandardCopyOption.ATOMIC_MOVE);
    return Optional.of(aside);
  }
}
