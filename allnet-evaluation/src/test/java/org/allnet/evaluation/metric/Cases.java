package org.allnet.evaluation.metric;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.allnet.data.dataset.ClassSet;
import org.allnet.evaluation.prediction.Prediction;
import org.allnet.evaluation.prediction.Predictions;

/** Predictions made for tests. */
public final class Cases {

  public static final ClassSet TWO = new ClassSet(List.of("hem", "all"), 1);

  private Cases() {}

  /** Two classes from P(positive), an image each, no subjects. */
  public static Predictions binary(int[] labels, double[] scores) {
    List<Prediction> rows = new ArrayList<>();
    for (int i = 0; i < labels.length; i++) {
      rows.add(new Prediction("i" + i, null, labels[i], null, List.of(1 - scores[i], scores[i])));
    }
    return new Predictions(TWO, rows);
  }

  /** Predictions, sure of themselves, that give this confusion matrix. */
  public static Predictions confusion(ClassSet classes, int[][] counts) {
    List<Prediction> rows = new ArrayList<>();
    for (int t = 0; t < counts.length; t++) {
      for (int c = 0; c < counts.length; c++) {
        List<Double> p = new ArrayList<>();
        for (int k = 0; k < counts.length; k++) {
          p.add(k == c ? 1.0 : 0.0);
        }
        for (int i = 0; i < counts[t][c]; i++) {
          rows.add(new Prediction("i" + rows.size(), null, t, null, p));
        }
      }
    }
    return new Predictions(classes, rows);
  }

  /** Random predictions with many ties; subjects are of one class if there are enough. */
  public static Predictions random(SplittableRandom random, int classes, int rows, int subjects) {
    List<String> names = new ArrayList<>();
    for (int k = 0; k < classes; k++) {
      names.add("c" + k);
    }
    List<Prediction> list = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      int subject = subjects == 0 ? i : random.nextInt(subjects);
      int label = subjects == 0 ? random.nextInt(classes) : subject % classes;
      double[] raw = new double[classes];
      double sum = 0;
      for (int k = 0; k < classes; k++) {
        raw[k] = 1 + random.nextInt(6) + (k == label ? 2 : 0);
        sum += raw[k];
      }
      List<Double> p = new ArrayList<>();
      for (double value : raw) {
        p.add(value / sum);
      }
      list.add(new Prediction("i" + i, subjects == 0 ? null : "s" + subject, label, null, p));
    }
    return new Predictions(ClassSet.of(names), list);
  }
}
