package org.allnet.data.integrity;

import java.util.HashMap;
import java.util.Map;

/** Sets of names that are joined step by step; each has the name of its smallest member. */
public final class DisjointSets {

  private final Map<String, String> parent = new HashMap<>();

  /**
   * Adds a name as a set of its own, unless it is there.
   *
   * @param member the name
   */
  public void add(String member) {
    parent.putIfAbsent(member, member);
  }

  /**
   * Returns the smallest name of a set.
   *
   * @param member one of its names
   * @return the smallest of all names joined with it; itself if it was never added
   */
  public String first(String member) {
    String at = member;
    String up = parent.getOrDefault(at, at);
    while (!up.equals(at)) {
      String further = parent.getOrDefault(up, up);
      parent.put(at, further);
      at = up;
      up = further;
    }
    return at;
  }

  /**
   * Joins the sets of two names, which are added if they are not there.
   *
   * @param a one name
   * @param b the other
   */
  public void join(String a, String b) {
    add(a);
    add(b);
    String first = first(a);
    String second = first(b);
    int order = first.compareTo(second);
    if (order < 0) {
      parent.put(second, first);
    } else if (order > 0) {
      parent.put(first, second);
    }
  }
}
