package org.allnet.data.field.writing;

import java.util.Map;
import java.util.TreeMap;

/**
 * What was written of a set.
 *
 * @param fields how many fields
 * @param labels how many labels
 * @param lost what the format has no place for, in words, and how many labels it is true of
 */
public record WrittenSet(int fields, int labels, Map<String, Integer> lost) {

  /** Copies {@code lost}, so that nothing changes it from outside. */
  public WrittenSet {
    lost = new TreeMap<>(lost);
  }

  /** Counts on the way. Not safe for use by many threads. */
  static final class Counter {

    private final Map<String, Integer> lost = new TreeMap<>();
    private int fields;
    private int labels;

    void field() {
      fields++;
    }

    void label() {
      labels++;
    }

    void lost(String what) {
      lost.merge(what, 1, Integer::sum);
    }

    WrittenSet written() {
      return new WrittenSet(fields, labels, lost);
    }
  }
}
