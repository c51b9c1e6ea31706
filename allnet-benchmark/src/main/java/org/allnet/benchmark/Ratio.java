package org.allnet.benchmark;

/**
 * A metric that a target is set for.
 *
 * @param name what it compares
 * @param value the metric
 * @param atLeast whether the target is a least value, else a most
 * @param target the target
 */
public record Ratio(String name, double value, boolean atLeast, double target) {

  /** {@return whether the target is met} */
  public boolean met() {
    return atLeast ? value >= target : value <= target;
  }
}
