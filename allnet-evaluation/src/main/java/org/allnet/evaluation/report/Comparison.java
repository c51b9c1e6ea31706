package org.allnet.evaluation.report;

import java.util.List;
import org.allnet.evaluation.figure.Evaluation;
import org.allnet.evaluation.figure.Figure;
import org.jspecify.annotations.Nullable;

/**
 * Several systems on the same images.
 *
 * @param systems each system with its figures
 * @param differences paired differences between systems
 * @param method how images were aligned and p-values corrected, one or two sentences; absent where
 *     there is nothing to say
 */
public record Comparison(
    List<SystemResult> systems, List<Difference> differences, @Nullable String method) {

  /** Copies. */
  public Comparison {
    systems = List.copyOf(systems);
    differences = List.copyOf(differences);
  }

  /**
   * One system.
   *
   * @param name what it is called
   * @param evaluation its figures on the common images
   */
  public record SystemResult(String name, Evaluation evaluation) {}

  /**
   * A paired difference, first minus second.
   *
   * @param first a system's name
   * @param second another system's name
   * @param figure the figure's label, such as {@code AUROC}
   * @param difference the difference with its interval, or why there is none
   * @param test the test behind the p-value, such as {@code McNemar, exact}; absent without one
   * @param adjustedP the p-value after correction, in [0,1]; absent without a test
   */
  public record Difference(
      String first,
      String second,
      String figure,
      Figure difference,
      @Nullable String test,
      @Nullable Double adjustedP) {}
}
