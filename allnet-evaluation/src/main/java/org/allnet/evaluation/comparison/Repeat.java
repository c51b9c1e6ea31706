package org.allnet.evaluation.comparison;

import org.allnet.data.InputException;

/**
 * One of several runs of a system with other seeds.
 *
 * @param run where it is, for messages
 * @param setup what it was made of
 * @param metrics what it reported
 */
public record Repeat(String run, RunSetup setup, RunMetrics metrics) {

  /**
   * Checks that the report is of the run as it is now.
   *
   * @throws InputException if the decision rule was chosen anew since the report was made
   */
  public Repeat {
    if (setup.ruleChosenAnew() != metrics.ruleChosenAnew()
        || !setup.operatingPoint().equals(metrics.rule())) {
      throw new InputException(
          "%s: its report is older than its decision rule; make it anew with ./allnet train --resume %s"
              .formatted(run, run));
    }
  }

  /** {@return the seed} */
  long seed() {
    return setup.seed();
  }
}
