package org.allnet.evaluation.metric;

import org.allnet.data.dataset.ClassSet;

/** Why a metric does not exist, in words for a reader. */
final class Reasons {

  private Reasons() {}

  /** The reason for a metric over all classes (or, with two, about the positive one). */
  static String overall(Metric name, ClassSet classes, long[][] counts) {
    return switch (name) {
      case MCC ->
          "the coefficient divides by zero if all images have, or were predicted as, one class";
      case KAPPA -> "kappa divides by zero if all images have, and were predicted as, one class";
      case BALANCED_ACCURACY, MACRO_F1 -> emptyClass(classes, counts);
      default -> {
        if (Metric.PER_CLASS.contains(name)) {
          if (classes.size() == 2) {
            yield ofClass(name, classes, classes.positive(), counts);
          }
          for (int k = 0; k < classes.size(); k++) {
            String reason = ofClass(name, classes, k, counts);
            if (!reason.isEmpty()) {
              yield reason;
            }
          }
        }
        yield "not defined for these predictions";
      }
    };
  }

  /** The reason for one class against the rest; empty if the metric exists. */
  static String ofClass(Metric name, ClassSet classes, int k, long[][] counts) {
    String quoted = "'" + classes.names().get(k) + "'";
    long all = Formulas.total(counts);
    long support = Formulas.support(counts, k);
    long predicted = Formulas.predicted(counts, k);
    String none = "no image of class " + quoted;
    String only = "all images are of class " + quoted;
    return switch (name) {
      case SENSITIVITY, F1 -> support == 0 ? none : "";
      case SPECIFICITY -> support == all ? only : "";
      case PRECISION -> predicted == 0 ? "no image was predicted " + quoted : "";
      case NPV -> predicted == all ? "all images were predicted " + quoted : "";
      case AUROC, AVERAGE_PRECISION -> support == 0 ? none : support == all ? only : "";
      default -> "";
    };
  }

  private static String emptyClass(ClassSet classes, long[][] counts) {
    for (int k = 0; k < classes.size(); k++) {
      if (Formulas.support(counts, k) == 0) {
        return "no image of class '" + classes.names().get(k) + "'";
      }
    }
    return "not defined for these predictions";
  }
}
