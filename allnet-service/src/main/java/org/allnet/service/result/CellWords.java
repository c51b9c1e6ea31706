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
   * @return the class, or such as {@code not classed}; {@code artefact (class)} if a class has the
   *     name of another verdict
   */
  public static String of(CellVerdict verdict) {
    if (verdict instanceof CellVerdict.OfClass of) {
      return isOther(of.label()) ? of.label() + " (class)" : of.label();
    }
    return verdict.key().replace('-', ' ');
  }

  private static boolean isOther(String label) {
    String plain = label.strip().replace('-', ' ');
    return Arrays.stream(CellVerdict.Other.values())
        .anyMatch(other -> of(other).equalsIgnoreCase(plain));
  }

  /** All that can be said of a cell of a project, each by words of its own. */
  static List<String> all(Project project) {
    List<String> all = new ArrayList<>();
    project.classes().forEach(label -> all.add(of(new CellVerdict.OfClass(label))));
    Arrays.stream(CellVerdict.Other.values()).map(CellWords::of).forEach(all::add);
    return all;
  }
}
