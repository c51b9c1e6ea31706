package org.allnet.explain.feature;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.allnet.inference.learner.BackgroundRows;

/**
 * Why learners answer as they do. The contributions sum to {@code output - base} up to rounding.
 *
 * @param method how it was worked out
 * @param background what the cell is compared with
 * @param classIndex the class whose probability is explained
 * @param base the mean probability of the background
 * @param output the probability of the cell
 * @param contributions one for each feature, in the order of the features
 */
public record FeatureExplanation(
    Method method,
    BackgroundRows.Origin background,
    int classIndex,
    double base,
    double output,
    List<FeatureContribution> contributions) {

  /** How contributions are worked out. */
  public enum Method {
    /** Exactly, along the branches of trees. */
    TREE_SHAP("TreeSHAP"),
    /** By asking the learner about mixtures of rows. */
    KERNEL_SHAP("kernel SHAP");

    private final String words;

    Method(String words) {
      this.words = words;
    }

    /** {@return its name in the field} */
    public String words() {
      return words;
    }
  }

  /** Copies the list. */
  public FeatureExplanation {
    contributions = List.copyOf(contributions);
  }

  /**
   * Returns the features that count most.
   *
   * @param count the most features
   * @return those with the greatest contributions, for or against the class, the greatest first;
   *     without those that contribute nothing
   */
  public List<FeatureContribution> top(int count) {
    return contributions.stream()
        .filter(feature -> feature.contribution() != 0)
        .sorted(
            Comparator.comparingDouble((FeatureContribution f) -> -Math.abs(f.contribution()))
                .thenComparing(FeatureContribution::name))
        .limit(count)
        .toList();
  }

  /**
   * Returns the explanation of the mean answer of several learners, which is the mean of their
   * explanations.
   *
   * @param each the explanations of one cell and class, at least one
   * @return the mean. The method is kernel SHAP if any of them is; standard errors are added as
   *     those of independent estimates
   * @throws IllegalArgumentException if they are of several classes or of other features
   */
  public static FeatureExplanation mean(List<FeatureExplanation> each) {
    FeatureExplanation first = each.get(0);
    int count = each.size();
    List<FeatureContribution> means = new ArrayList<>();
    for (int i = 0; i < first.contributions.size(); i++) {
      double sum = 0;
      double squares = 0;
      for (FeatureExplanation one : each) {
        if (one.classIndex != first.classIndex
            || one.contributions.size() != first.contributions.size()) {
          throw new IllegalArgumentException("explanations of other classes or features");
        }
        FeatureContribution feature = one.contributions.get(i);
        sum += feature.contribution();
        squares += feature.standardError() * feature.standardError();
      }
      FeatureContribution feature = first.contributions.get(i);
      means.add(
          new FeatureContribution(
              feature.name(), feature.value(), sum / count, Math.sqrt(squares) / count));
    }
    return new FeatureExplanation(
        each.stream().anyMatch(e -> e.method == Method.KERNEL_SHAP)
            ? Method.KERNEL_SHAP
            : Method.TREE_SHAP,
        each.stream().anyMatch(e -> e.background == BackgroundRows.Origin.MEAN)
            ? BackgroundRows.Origin.MEAN
            : first.background,
        first.classIndex,
        each.stream().mapToDouble(FeatureExplanation::base).average().orElseThrow(),
        each.stream().mapToDouble(FeatureExplanation::output).average().orElseThrow(),
        means);
  }
}
