package org.allnet.explain.shapley;

import java.util.List;
import java.util.OptionalDouble;

/**
 * How much each player adds to the value of a game (Shapley 1953). The values sum to {@code full -
 * empty} up to rounding.
 *
 * @param empty the value of the empty coalition
 * @param full the value of the coalition of all players
 * @param values the Shapley value of each player
 * @param standardErrors how far each value may be off because coalitions were drawn: the standard
 *     error by the delete-a-group jackknife (Efron and Tibshirani 1993, chapter 11); 0 if all
 *     coalitions were asked
 * @param asked how many coalitions were asked
 * @param exact whether all coalitions were asked
 */
public record ShapleyValues(
    double empty,
    double full,
    List<Double> values,
    List<Double> standardErrors,
    int asked,
    boolean exact) {

  /**
   * Checks that there is an error for each value.
   *
   * @throws IllegalArgumentException if there is not
   */
  public ShapleyValues {
    values = List.copyOf(values);
    standardErrors = List.copyOf(standardErrors);
    if (values.size() != standardErrors.size()) {
      throw new IllegalArgumentException(
          "%d values with %d standard errors".formatted(values.size(), standardErrors.size()));
    }
  }

  /** {@return the values, a copy} */
  public double[] array() {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /**
   * Returns how much of the values is noise of drawing.
   *
   * @return the root of the sum of the squared standard errors over that of the squared values: 0
   *     if the values are exact; from 1 on they are no better than noise. Empty if all values are 0
   */
  public OptionalDouble noise() {
    double errors = 0;
    double squares = 0;
    for (int i = 0; i < values.size(); i++) {
      errors += standardErrors.get(i) * standardErrors.get(i);
      squares += values.get(i) * values.get(i);
    }
    return squares == 0 ? OptionalDouble.empty() : OptionalDouble.of(Math.sqrt(errors / squares));
  }
}
