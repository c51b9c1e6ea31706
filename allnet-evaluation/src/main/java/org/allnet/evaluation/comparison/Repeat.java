package org.allnet.evaluation.comparison;

import java.util.Set;
import java.util.stream.Collectors;
import org.allnet.evaluation.prediction.Predictions;

/**
 * One of several runs of a system with other seeds.
 *
 * @param run where it is, for messages
 * @param setup what it was made of
 * @param metrics what it reported
 * @param evaluated the people whose images it was evaluated on, and each such image of nobody known
 */
public record Repeat(String run, RunSetup setup, RunMetrics metrics, Set<Evaluated> evaluated) {

  /**
   * A person, or an image of nobody known.
   *
   * @param name of the person or the image
   * @param known whether it is a person
   */
  public record Evaluated(String name, boolean known) {}

  /** Copies. */
  public Repeat {
    evaluated = Set.copyOf(evaluated);
  }

  /**
   * Returns a run.
   *
   * @param run where it is, for messages
   * @param setup what it was made of
   * @param metrics what it reported
   * @param evaluated the predictions that its metrics are of
   * @return the run
   */
  public static Repeat of(String run, RunSetup setup, RunMetrics metrics, Predictions evaluated) {
    return new Repeat(
        run,
        setup,
        metrics,
        evaluated.rows().stream()
            .map(
                row -> {
                  String person = row.person();
                  return person == null
                      ? new Evaluated(row.image(), false)
                      : new Evaluated(person, true);
                })
            .collect(Collectors.toSet()));
  }

  /** {@return the seed} */
  long seed() {
    return setup.seed();
  }
}
