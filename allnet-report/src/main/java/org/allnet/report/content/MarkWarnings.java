package org.allnet.report.content;

import java.util.ArrayList;
import java.util.List;
import org.allnet.data.split.Protocol;
import org.allnet.evaluation.experiment.Setting;
import org.jspecify.annotations.Nullable;

/** What metrics have to say of themselves wherever they are. */
public final class MarkWarnings {

  /** What every page about synthetic cells says. */
  public static final String SYNTHETIC =
      "Synthetic data: the cells were made by a program. The metrics show that the machinery"
          + " works; they say nothing about blood.";

  /** What every page about a system says whose decision rule was chosen after its training. */
  public static final String RULE =
      "The decision rule was chosen anew on the validation predictions after training. If it was"
          + " chosen after a look at the images that are evaluated here, metrics that depend on it are"
          + " a little too good.";

  /** What every page about a system says that began with weights of another program. */
  public static final String FOREIGN_WEIGHTS =
      "The networks began with weights of another program, which don't say which images they were"
          + " trained on. Whether the evaluated images, or other images of the same people, were among"
          + " them is not known.";

  private static final String IMAGE_LEVEL =
      "Image-level: cells of one person are on both sides of the split, so the system may"
          + " recognise people instead of disease. The metrics are too good and must never be set"
          + " beside subject-level ones.";

  private static final String BEFORE_SPLIT =
      " The images were augmented before the folds were cut: in cross-validation the system has also"
          + " trained on changed copies of the very cells that it is evaluated on. Held-out images have"
          + " no copies in training, but the kept epoch and the decision rule were chosen on cells that"
          + " do.";

  private static final String PRESUMED =
      "By presumed subject: nobody named the subjects. Consecutive images that were photographed"
          + " alike are taken for one person's, so that a person may be on both sides of the split,"
          + " and intervals may be too narrow. The metrics must never be set beside subject-level"
          + " ones.";

  private MarkWarnings() {}

  /**
   * What metrics have to say wherever they are, beside the metrics themselves.
   *
   * @param setting what they are of
   * @param synthetic whether the cells are synthetic
   * @return a warning for each mark; none if there is nothing to say
   */
  public static List<String> of(Setting setting, boolean synthetic) {
    List<String> warnings = new ArrayList<>();
    if (synthetic) {
      warnings.add(SYNTHETIC);
    }
    String protocol = ofProtocol(setting.protocol());
    if (protocol != null) {
      warnings.add(protocol);
    }
    if (setting.transductive()) {
      warnings.add(Setting.TRANSDUCTIVE_WARNING);
    }
    if (setting.ruleChosenAnew()) {
      warnings.add(RULE);
    }
    if (setting.foreignWeights()) {
      warnings.add(FOREIGN_WEIGHTS);
    }
    return warnings;
  }

  /**
   * Returns what every page of a result has to say of its protocol.
   *
   * @param protocol null if it is unknown
   * @return whole sentences; null if there is nothing to say
   */
  public static @Nullable String ofProtocol(@Nullable Protocol protocol) {
    if (protocol == null || !protocol.marked()) {
      return null;
    }
    return protocol.presumed() ? PRESUMED : ofImageLevel(protocol);
  }

  /** What every page of an image-level result says. */
  private static String ofImageLevel(Protocol protocol) {
    return protocol == Protocol.IMAGE_AUGMENTED_BEFORE_SPLIT
        ? IMAGE_LEVEL + BEFORE_SPLIT
        : IMAGE_LEVEL;
  }
}
