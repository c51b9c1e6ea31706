package org.allnet.benchmark;

/**
 * How often systems take turns.
 *
 * @param warmUp rounds that are not counted
 * @param counted those that are
 */
record Rounds(int warmUp, int counted) {

  /** No fewer than anything asks for. */
  static final Rounds ALL = new Rounds(Integer.MAX_VALUE, Integer.MAX_VALUE);

  /** {@return these, but no more than others of either kind} */
  Rounds atMost(Rounds others) {
    return new Rounds(Math.min(warmUp, others.warmUp), Math.min(counted, others.counted));
  }
}
