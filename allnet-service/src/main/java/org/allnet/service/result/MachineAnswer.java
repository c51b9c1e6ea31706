package org.allnet.service.result;

import java.util.Locale;
import java.util.Optional;
import org.allnet.data.InputException;
import org.allnet.evaluation.decision.Decision;
import org.allnet.evaluation.decision.ReferralReason;
import org.allnet.service.domain.Proposal;

/**
 * What the model said of a cell.
 *
 * @param outcome in which way it answered
 * @param said the class, or the word of the reason why it gave none
 */
public record MachineAnswer(Outcome outcome, String said) {

  /** In which way a model answered. */
  public enum Outcome {
    /** It proposes a class. */
    CLASS("proposed"),
    /** Its probability is in the refer band. */
    REFERRED("referred"),
    /** The image is unlike those of its training, or poor. */
    REFUSED("refused"),
    /** There is nothing to see. */
    NOTHING_TO_SEE("nothing to see");

    private final String words;

    Outcome(String words) {
      this.words = words;
    }

    /** {@return the outcome for a reader} */
    public String words() {
      return words;
    }

    private String key() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  static MachineAnswer of(Proposal proposal) {
    if (proposal.decision() instanceof Decision.Predicted predicted) {
      return new MachineAnswer(Outcome.CLASS, predicted.label());
    }
    ReferralReason reason = ((Decision.Referred) proposal.decision()).reason();
    Outcome outcome =
        reason instanceof ReferralReason.Uncertain
            ? Outcome.REFERRED
            : reason.isRefusal() ? Outcome.REFUSED : Outcome.NOTHING_TO_SEE;
    return new MachineAnswer(outcome, reason.key());
  }

  /** {@return the answer as one word for files, such as {@code class:blast}} */
  public String key() {
    return outcome.key() + ":" + said;
  }

  /** {@return the proposed class; empty if it gave none} */
  public Optional<String> proposed() {
    return outcome == Outcome.CLASS ? Optional.of(said) : Optional.empty();
  }

  static MachineAnswer of(String key) {
    int mark = key.indexOf(':');
    for (Outcome outcome : Outcome.values()) {
      if (mark > 0 && outcome.key().equals(key.substring(0, mark))) {
        return new MachineAnswer(outcome, key.substring(mark + 1));
      }
    }
    throw new InputException("result: there is no answer '" + key + "'");
  }
}
