package org.allnet.service.result;

import java.util.Locale;
import java.util.Optional;
import org.allnet.data.InputException;
import org.allnet.evaluation.decision.Decision;
import org.allnet.evaluation.decision.ReferralReason;
import org.allnet.service.domain.Project;
import org.allnet.service.domain.Proposal;

/**
 * What the model said of a cell.
 *
 * @param outcome in which way it answered
 * @param said the project's class that the model's counts as, the model's own if it counts as none,
 *     or the word of the reason why it gave none
 * @param own the model's own name of the class that it proposes; empty if it proposes none
 */
public record MachineAnswer(Outcome outcome, String said, Optional<String> own) {

  /** In which way a model answered. */
  public enum Outcome {
    /** It proposes a class of the project. */
    CLASS("proposed"),
    /** It proposes a class that counts as none of the project's. */
    OTHER_CLASS("proposed, not a class of this project"),
    /** Its probability is in the refer band. */
    IN_REFER_BAND("in the refer band"),
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

    /** {@return whether the model gives no class, so that the cell is referred to a person} */
    public boolean isReferred() {
      return this != CLASS && this != OTHER_CLASS;
    }

    private String key() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  static MachineAnswer of(Proposal proposal, Project project) {
    Optional<String> own = proposal.proposed();
    if (own.isPresent()) {
      return project
          .classOf(proposal)
          .map(counts -> new MachineAnswer(Outcome.CLASS, counts, own))
          .orElseGet(() -> new MachineAnswer(Outcome.OTHER_CLASS, own.get(), own));
    }
    ReferralReason reason = ((Decision.Referred) proposal.decision()).reason();
    Outcome outcome =
        reason instanceof ReferralReason.Uncertain
            ? Outcome.IN_REFER_BAND
            : reason.isRefusal() ? Outcome.REFUSED : Outcome.NOTHING_TO_SEE;
    return new MachineAnswer(outcome, reason.key(), Optional.empty());
  }

  /** {@return the answer as one word for files, such as {@code class:blast}} */
  public String key() {
    return outcome.key() + ":" + said;
  }

  /** {@return the project's class that is proposed; empty if none is} */
  public Optional<String> proposed() {
    return outcome == Outcome.CLASS ? Optional.of(said) : Optional.empty();
  }

  /**
   * Returns the answer in words.
   *
   * @return such as {@code proposed lymphoblast (all)}
   */
  public String words() {
    String renamed = own.filter(name -> !name.equals(said)).map(" (%s)"::formatted).orElse("");
    return outcome == Outcome.OTHER_CLASS
        ? "proposed %s, not a class of this project".formatted(said)
        : outcome.isReferred()
            ? "referred: %s (%s)".formatted(outcome.words(), reasonWords(said))
            : outcome.words() + " " + said + renamed;
  }

  /**
   * Returns a reason of a referral in words.
   *
   * @param key the reason's key, as signed texts and files have it
   */
  public static String reasonWords(String key) {
    return switch (key) {
      case "erased" -> "segmentation leaves nothing";
      case "even-middle" -> "no cell in the middle";
      case "unlike-training" -> "unlike the images of training";
      default -> key.replace('-', ' ');
    };
  }

  /** The word of earlier signed texts for what is in the refer band. */
  private static final String IN_REFER_BAND_ONCE = "referred";

  /** The answer of a key, which does not say what the model calls a class of the project. */
  static MachineAnswer of(String key, Optional<String> own) {
    int mark = key.indexOf(':');
    for (Outcome outcome : Outcome.values()) {
      String word = mark > 0 ? key.substring(0, mark) : "";
      boolean isOnce = outcome == Outcome.IN_REFER_BAND && word.equals(IN_REFER_BAND_ONCE);
      if (isOnce || outcome.key().equals(word)) {
        String said = key.substring(mark + 1);
        boolean isClass = outcome == Outcome.CLASS || outcome == Outcome.OTHER_CLASS;
        return new MachineAnswer(
            outcome, said, isClass ? own.or(() -> Optional.of(said)) : Optional.empty());
      }
    }
    throw new InputException("result: there is no answer '" + key + "'");
  }
}
