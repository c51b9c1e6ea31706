package org.allnet.service.domain;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.allnet.data.InputException;

/**
 * Cases of one study or laboratory, behind a wall: who is no member sees nothing of them.
 *
 * @param id what it is known by
 * @param name what people call it
 * @param classes the classes into which people judge cells, in the order of their keys
 * @param naming as which of these classes those of models count
 * @param rules what holds for all its cases
 * @param created when it was made
 */
public record Project(
    Id.Project id,
    String name,
    List<String> classes,
    ClassNaming naming,
    Rules rules,
    Instant created) {

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
   *     no classes or more than {@value #MOST_CLASSES}, two are the same, or a class of a model
   *     counts as none of them
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
    for (Map.Entry<String, String> one : naming.countsAs().entrySet()) {
      if (!classes.contains(one.getValue())) {
        throw new InputException(
            "project %s: '%s' of a model shall count as '%s', which is none of its classes; use one of %s"
                .formatted(name, one.getKey(), one.getValue(), String.join(", ", classes)));
      }
    }
  }

  /**
   * Makes a project whose classes have the names of the model's.
   *
   * @param id what it is known by
   * @param name what people call it
   * @param classes the classes into which people judge cells
   * @param rules what holds for all its cases
   * @param created when it was made
   * @throws InputException as the other constructor
   */
  public Project(Id.Project id, String name, List<String> classes, Rules rules, Instant created) {
    this(id, name, classes, ClassNaming.SAME, rules, created);
  }

  /**
   * Returns as which class of the project a class of a model counts. The one place where names of
   * models become names of the project.
   *
   * @param ofModel the model's class
   * @return empty if as none: a person has to choose a class
   */
  public Optional<String> classOf(String ofModel) {
    return naming.of(ofModel).or(() -> Optional.of(ofModel).filter(classes::contains));
  }

  /**
   * Returns which class of the project a proposal means.
   *
   * @param proposal what a model says
   * @return empty if it proposes none, or one that counts as none
   */
  public Optional<String> classOf(Proposal proposal) {
    return proposal.proposed().flatMap(this::classOf);
  }

  /**
   * Returns by which names models may mean a class, its own included if that counts as it.
   *
   * @param group a class of the project, or of a model if it counts as none
   * @return none if the class has no name of a model
   */
  public List<String> namesOfModels(String group) {
    return Stream.concat(Stream.of(group), naming.countsAs().keySet().stream())
        .filter(name -> classOf(name).orElse(name).equals(group))
        .distinct()
        .toList();
  }

  /**
   * Returns the classes of a model that count as none of the project's.
   *
   * @param ofModel the model's classes
   * @return in their order; none if all count
   */
  public List<String> uncounted(List<String> ofModel) {
    return ofModel.stream().filter(name -> classOf(name).isEmpty()).toList();
  }

  /**
   * Returns the project with more classes or another naming.
   *
   * @param allClasses those that it has, in their order, and new ones behind them
   * @param as as which of them those of models count
   * @throws InputException if one that it has is missing or elsewhere, since judgements and keys
   *     name them, or the classes are none as the constructor says
   */
  public Project withClasses(List<String> allClasses, ClassNaming as) {
    boolean isGrown =
        allClasses.size() >= classes.size()
            && allClasses.subList(0, classes.size()).equals(classes);
    if (!isGrown) {
      throw new InputException(
          "project %s: its classes %s stay as they are; add new ones behind them"
              .formatted(name, String.join(", ", classes)));
    }
    return new Project(id, name, allClasses, as, rules, created);
  }
}
