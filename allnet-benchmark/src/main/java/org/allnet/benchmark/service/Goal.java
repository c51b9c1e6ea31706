package org.allnet.benchmark.service;

/**
 * A goal and what was measured.
 *
 * @param key its letter in the list of goals, with a number if the letter has several
 * @param words what is measured
 * @param value what came out
 * @param target what it is compared with
 * @param atLeast whether more is better
 * @param unit of both numbers, such as {@code ms}
 */
record Goal(String key, String words, double value, double target, boolean atLeast, String unit) {

  static Goal atMost(String key, String words, double value, double target, String unit) {
    return new Goal(key, words, value, target, false, unit);
  }

  static Goal atLeast(String key, String words, double value, double target, String unit) {
    return new Goal(key, words, value, target, true, unit);
  }

  /** {@return whether it is met; never if the value is no number} */
  boolean met() {
    return atLeast ? value >= target : value <= target;
  }
}
