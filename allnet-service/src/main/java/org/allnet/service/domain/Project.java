package org.allnet.service.domain;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import org.allnet.data.InputException;

/**
 * Cases of one study or laboratory, behind a wall: who is no member sees nothing of them.
 *
 * @param id what it is known by
 * @param name what people call it
 * @param classes the classes into which people judge cells, in the order of their keys
 * @param rules what holds for all its cases
 * @param created when it was made
 */
public record Project(
    Id.Project id, String name, List<String> classes, Rules rules, Instant created) {

  /** The most classes that a project has. */
  public static final int MOST_CLASSES = 60;

  /**
   * What holds for all cases of a project.
   *
   * @param namesKept whether the names of files may be kept, which often name a person
   * @param reasonAgainstModel whether a judgement against the model's proposal needs a reason
   * @param retentionDays after how many days a case is erased; empty if never
   */
  public record Rules(boolean namesKept, boolean reasonAgainstModel, OptionalInt retentionDays) {

    /** Keeps no names, asks for no reason against the model, keeps cases until they are erased. */
    public static final Rules DEFAULT = new Rules(false, false, OptionalInt.empty());

    /**
     * Refuses a retention of no day.
     *
     * @throws InputException if {@code retentionDays} is below 1
     */
    public Rules {
      if (retentionDays.isPresent() && retentionDays.getAsInt() < 1) {
        throw new InputException(
            "retention: %d days; give 1 or more".formatted(retentionDays.getAsInt()));
      }
    }
  }

  /**
   * Copies {@code classes} and refuses names that can't be shown.
   *
   * @throws InputException if the name or a class is no {@linkplain Names#require name}, there are
   *     no classes or more than {@value #MOST_CLASSES}, or two are the same
   */
  public Project {
    Names.require("project", name);
    classes = List.copyOf(classes);
    if (classes.isEmpty() || classes.size() > MOST_CLASSES) {
      throw new InputException(
          "project %s: has %d classes; give 1 to %d".formatted(name, classes.size(), MOST_CLASSES));
    }
    classes.forEach(one -> Names.require("class", one));
    if (new HashSet<>(classes).size() < classes.size()) {
      throw new InputException("project %s: names a class twice".formatted(name));
    }
  }
}
