package org.allnet.benchmark.service;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

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

  /** {@return itself as a line} */
  String line() {
    return String.format(
        Locale.ROOT,
        "%-4s %-62s %9.2f %s %9.2f %-6s %s",
        key,
        words,
        value,
        atLeast ? ">=" : "<=",
        target,
        unit,
        met() ? "met" : "missed");
  }

  /** {@return itself for JSON} */
  Map<String, Object> asMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("goal", key);
    map.put("words", words);
    map.put("value", rounded(value));
    map.put(atLeast ? "at_least" : "at_most", rounded(target));
    map.put("unit", unit);
    map.put("met", met());
    return map;
  }

  /** {@return a number for JSON, to the third digit; a word if it is none} */
  static Object rounded(double value) {
    return Double.isFinite(value) ? Math.round(value * 1000) / 1000.0 : "none";
  }
}
