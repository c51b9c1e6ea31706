package org.allnet.benchmark;

import org.jspecify.annotations.Nullable;

/**
 * A metric that a target is set for.
 *
 * @param name what it compares
 * @param value the metric
 * @param atLeast whether the target is a least value, else a most
 * @param target the target
 * @param rounds the same of each round by itself, if the metric is that of systems that took turns;
 *     then the value is its median
 */
public record Ratio(
    String name, double value, boolean atLeast, double target, @Nullable Quartiles rounds) {

  /** {@return whether the target is met} */
  public boolean met() {
    return atLeast ? value >= target : value <= target;
  }
}
