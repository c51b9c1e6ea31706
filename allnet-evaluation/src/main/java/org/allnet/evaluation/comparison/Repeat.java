package org.allnet.evaluation.comparison;

/**
 * One of several runs of a system with other seeds.
 *
 * @param run where it is, for messages
 * @param setup what it was made of
 * @param metrics what it reported
 */
public record Repeat(String run, RunSetup setup, RunMetrics metrics) {

  /** {@return the seed} */
  long seed() {
    return setup.seed();
  }
}
