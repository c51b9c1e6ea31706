package org.allnet.service.audit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.allnet.service.domain.AuditEntry;
import org.allnet.service.domain.Hash;
import org.jspecify.annotations.Nullable;

/**
 * Goes through an audit log line by line, whatever its length, and tells whether it is whole. For
 * one thread.
 */
public final class ChainCheck {

  private final AuditHead said;
  private final List<Checkpoint> waiting;
  private final CheckpointVerifier verifier;
  private final int checkpoints;
  private AuditHead reached = AuditHead.START;
  private ChainAnswer.@Nullable BrokenAt broken;
  private ChainAnswer.@Nullable CheckpointMismatch mismatch;

  /**
   * Begins a check.
   *
   * @param said where the chain says that it ends
   * @param checkpoints what was kept elsewhere, in any order
   * @param verifier by whose key they have to be signed
   */
  public ChainCheck(AuditHead said, List<Checkpoint> checkpoints, CheckpointVerifier verifier) {
    this.said = said;
    this.waiting = new ArrayList<>(checkpoints);
    this.verifier = verifier;
    this.checkpoints = checkpoints.size();
    waiting.sort(Comparator.comparingLong(one -> one.head().count()));
    compareCheckpoints();
  }

  /**
   * Takes the next line.
   *
   * @param entry the line; lines come in the order of their sequence
   * @param record the hash of the record that the line speaks of, as it is now; empty if there is
   *     none any more
   */
  public void take(AuditEntry entry, Optional<Hash> record) {
    if (broken != null) {
      return;
    }
    if (entry.sequence() != reached.count() + 1) {
      broken = new ChainAnswer.BrokenAt(reached.count() + 1, "the line is missing");
    } else if (!reached.continuesWith(entry)) {
      broken = new ChainAnswer.BrokenAt(entry.sequence(), "the line was changed");
    } else if (!entry.event().reason().map(reason -> reason.isIntact()).orElse(true)) {
      broken = new ChainAnswer.BrokenAt(entry.sequence(), "the text of its reason was changed");
    } else if (entry.event().record().isPresent() && !entry.event().record().equals(record)) {
      broken = new ChainAnswer.BrokenAt(entry.sequence(), "the record it speaks of was changed");
    }
    reached = AuditHead.after(entry);
    if (broken == null) {
      compareCheckpoints();
    }
  }

  private void compareCheckpoints() {
    while (!waiting.isEmpty() && waiting.get(0).head().count() <= reached.count()) {
      Checkpoint next = waiting.remove(0);
      if (mismatch == null && !verifier.verifies(next)) {
        mismatch = mismatch(next, "its signature is not of this key");
      } else if (mismatch == null && !next.head().equals(reached)) {
        mismatch = mismatch(next, "the log was written anew");
      }
    }
  }

  private static ChainAnswer.CheckpointMismatch mismatch(Checkpoint checkpoint, String what) {
    return new ChainAnswer.CheckpointMismatch(checkpoint.head().count(), checkpoint.at(), what);
  }

  /** {@return what was found, after the last line was taken} */
  public ChainAnswer answer() {
    if (broken != null) {
      return broken;
    }
    if (reached.count() > said.count()) {
      return new ChainAnswer.LogLongerThanChain(reached.count(), said.count());
    }
    if (reached.count() < said.count()) {
      return new ChainAnswer.ChainLongerThanLog(reached.count(), said.count());
    }
    if (!reached.equals(said)) {
      return new ChainAnswer.BrokenAt(said.count(), "the chain's end is another one");
    }
    if (mismatch != null) {
      return mismatch;
    }
    if (!waiting.isEmpty()) {
      return mismatch(waiting.get(0), "the log is shorter than it was");
    }
    return new ChainAnswer.Whole(said, checkpoints);
  }
}
