package org.allnet.evaluation.experiment;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.allnet.data.split.Protocol;
import org.allnet.evaluation.prediction.Role;
import org.jspecify.annotations.Nullable;

/**
 * What kind of work the page reports, under which protocol, and on which images.
 *
 * @param kind what was done
 * @param protocol what was kept together when training and test images were parted; absent if
 *     unknown, as for a foreign system's predictions
 * @param tested the images that the metrics are of
 * @param split how training and test images were parted, one phrase: {@code 20 % of the subjects
 *     held out, the rest in 5 folds}; absent if unknown
 * @param transductive whether the answer about an image depends on the others asked about with it
 * @param ruleChosenAnew whether the decision rule was chosen anew after training
 * @param foreignWeights whether the system began with weights of another program, which don't say
 *     which images they were trained on
 */
public record Setting(
    Kind kind,
    @Nullable Protocol protocol,
    Tested tested,
    @Nullable String split,
    boolean transductive,
    boolean ruleChosenAnew,
    boolean foreignWeights) {

  /** What every page about a transductive system says. */
  public static final String TRANSDUCTIVE_WARNING =
      "Transductive: the answer about an image depends on the others that are asked about with it."
          + " The metrics hold for batches like the one that was evaluated; an image that is asked about"
          + " alone may be answered otherwise.";

  /** What was done. */
  public enum Kind {
    /** One model trained and tested. */
    TRAINING("training"),
    /** Several fold models trained, each without one fold. */
    CROSS_VALIDATION("cross-validation"),
    /** A finished model, or predictions of any system, set against the truth. */
    EVALUATION("evaluation"),
    /** Several systems on the same images. */
    COMPARISON("comparison"),
    /** The demonstration on synthetic cells. */
    DEMONSTRATION("demonstration");

    private final String label;

    Kind(String label) {
      this.label = label;
    }

    /** {@return the kind for a reader} */
    public String label() {
      return label;
    }
  }

  /** Which images the metrics are of. */
  public enum Tested {
    /** Images of the same data set, kept from all training. */
    HOLD_OUT("held-out images"),
    /** Every image once, evaluated by the fold model that did not train on it. */
    FOLDS("images of all folds, each evaluated by the fold model that did not train on it"),
    /** The preliminary test set of C-NMC 2019. */
    PRELIMINARY("the preliminary test set of C-NMC 2019"),
    /** The final test set of C-NMC 2019. */
    FINAL("the final test set of C-NMC 2019"),
    /** Images that the epoch, the temperature, the thresholds or the weights were chosen on. */
    VALIDATION("images that the system was validated and fitted on"),
    /** Images that were trained on. */
    TRAINING("images that the system was trained on"),
    /** Any other images; whether they took part in training is not known here. */
    OTHER("the given images");

    private final String label;

    Tested(String label) {
      this.label = label;
    }

    /** {@return the images for a reader} */
    public String label() {
      return label;
    }

    /** {@return the name in files, such as {@code hold_out}} */
    public String key() {
      return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Returns the images of a name.
     *
     * @param key the name, such as {@code hold_out}
     * @return the images; empty if there are none of that name
     */
    public static Optional<Tested> ofKey(String key) {
      return Arrays.stream(values()).filter(tested -> tested.key().equals(key)).findFirst();
    }

    /**
     * The images that predictions of a role are of.
     *
     * @param role what they were to the system
     * @return the images as a report calls them
     */
    public static Tested of(Role role) {
      return switch (role) {
        case HOLD_OUT -> HOLD_OUT;
        case VALIDATION -> VALIDATION;
        case TRAINING -> TRAINING;
        case EXTERNAL, UNKNOWN -> OTHER;
      };
    }
  }

  /** {@return whether cells of one person may be on both sides of the split} */
  public boolean imageLevel() {
    return protocol != null && protocol.imageLevel();
  }

  /** {@return whether the subjects are presumed, as nobody named them} */
  public boolean presumed() {
    return protocol != null && protocol.presumed();
  }

  /** {@return the transductive mark for titles and table heads, with a blank before; or empty} */
  public String transductiveMark() {
    return transductive ? " (transductive)" : "";
  }

  /**
   * {@return the protocol in parentheses and with a blank before, for titles and table heads of
   * metrics that must not be taken for metrics by subject; else empty}
   */
  public String mark() {
    return protocol != null && protocol.marked() ? " (" + protocol.label() + ")" : "";
  }

  /** {@return the protocol as a sentence with a blank before if it has to be named; else empty} */
  public String sentence() {
    return protocol != null && protocol.marked()
        ? " "
            + protocol.label().substring(0, 1).toUpperCase(Locale.ROOT)
            + protocol.label().substring(1)
            + "."
        : "";
  }
}
