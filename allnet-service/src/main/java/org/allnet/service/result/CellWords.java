package org.allnet.service.result;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.allnet.service.domain.CellVerdict;
import org.allnet.service.domain.Project;

/** Verdicts in words for a reader. */
public final class CellWords {

  private CellWords() {}

  /**
   * Returns a verdict in words.
   *
   * @param verdict which one
   * @return the class, or such as {@code not classed}
   */
  public static String of(CellVerdict verdict) {
    return verdict instanceof CellVerdict.OfClass of ? of.label() : verdict.key().replace('-', ' ');
  }

  /**
   * All that can be said of a cell of a project; a class that has another verdict's name is one.
   */
  static List<String> all(Project project) {
    List<String> all = new ArrayList<>(project.classes());
    Arrays.stream(CellVerdict.Other.values())
        .map(CellWords::of)
        .filter(word -> !all.contains(word))
        .forEach(all::add);
    return all;
  }
}
