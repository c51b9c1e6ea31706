package org.allnet.service.audit;

import java.time.Instant;
import org.allnet.data.Counted;

/** What a check of the audit log found. */
public sealed interface ChainAnswer {

  /** {@return whether nothing is wrong} */
  default boolean isWhole() {
    return this instanceof Whole;
  }

  /** {@return one sentence for a reader} */
  String words();

  /**
   * Nothing is wrong.
   *
   * @param head where the chain ends
   * @param checkpoints how many checkpoints agree
   */
  record Whole(AuditHead head, int checkpoints) implements ChainAnswer {

    @Override
    public String words() {
      return "The audit log is whole: %s, %s."
          .formatted(Counted.of(head.count(), "line"), Counted.of(checkpoints, "checkpoint"));
    }
  }

  /**
   * A line is not what it was.
   *
   * @param sequence the first such line
   * @param what what is wrong with it
   */
  record BrokenAt(long sequence, String what) implements ChainAnswer {

    @Override
    public String words() {
      return "The audit log is broken at line %d: %s.".formatted(sequence, what);
    }
  }

  /**
   * There are lines that the chain knows nothing of.
   *
   * @param log how many lines there are
   * @param chain how many the chain has
   */
  record LogLongerThanChain(long log, long chain) implements ChainAnswer {

    @Override
    public String words() {
      return "The audit log has %d lines and its chain %d: lines were added beside the chain."
          .formatted(log, chain);
    }
  }

  /**
   * Lines are missing at the end.
   *
   * @param log how many lines there are
   * @param chain how many the chain has
   */
  record ChainLongerThanLog(long log, long chain) implements ChainAnswer {

    @Override
    public String words() {
      return "The audit log has %d lines and its chain %d: the last ones were cut off."
          .formatted(log, chain);
    }
  }

  /**
   * A signed checkpoint says otherwise than the chain.
   *
   * @param count how many lines the chain had at the checkpoint
   * @param at when the checkpoint was made
   * @param what what does not agree
   */
  record CheckpointMismatch(long count, Instant at, String what) implements ChainAnswer {

    @Override
    public String words() {
      return "The checkpoint of %s at line %d does not agree: %s.".formatted(at, count, what);
    }
  }
}
