package org.allnet.service.web.review;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.allnet.service.domain.Case;
import org.allnet.service.domain.CaseReading;
import org.allnet.service.domain.CellVerdict;
import org.allnet.service.domain.GalleryCounts;
import org.allnet.service.domain.Project;
import org.allnet.service.domain.ReviewAction;
import org.allnet.service.domain.ReviewSettings;
import org.allnet.service.web.route.ClassNotice;

/**
 * What the page of a review begins with.
 *
 * @param project where it is
 * @param of the case
 * @param subject whose cells they are; empty if the reader must not know
 * @param reading the reader's
 * @param blind whether neither proposals nor other readings are shown
 * @param grouped whether cells are shown by what is proposed
 * @param closed whether nothing can be judged any more
 * @param model whose proposals are shown, in words; empty if none are
 * @param notice what is wrong with the classes of that model; empty if nothing is
 * @param counts how many cells there are
 * @param settings which key does what
 * @param since who signed or reads the case and when, behind its status; empty if the reader must
 *     not know
 * @param synthetic whether a program made what a picture of the case shows
 */
public record ReviewPage(
    Project project,
    Case of,
    String subject,
    CaseReading reading,
    boolean blind,
    boolean grouped,
    boolean closed,
    String model,
    Optional<ClassNotice> notice,
    GalleryCounts counts,
    ReviewSettings settings,
    String since,
    boolean synthetic) {

  /** The most classes that a key of their own can be given. */
  private static final int CLASS_KEYS = 9;

  /**
   * What may be said of a cell.
   *
   * @param key of the verdict
   * @param words as people say it
   * @param action what its key is found by; empty if it can have none
   */
  public record Choice(String key, String words, String action) {}

  /** {@return where the page and all that it asks for is} */
  public String home() {
    return "/projects/%s/readings/%s".formatted(project.id().text(), reading.id().text());
  }

  /** {@return where pictures of cells are} */
  public String cells() {
    return "/projects/%s/cells".formatted(project.id().text());
  }

  /** {@return where the case is} */
  public String casePage() {
    return "/projects/%s/cases/%s".formatted(project.id().text(), of.id().text());
  }

  /** {@return all that may be said of a cell, the classes first} */
  public List<Choice> choices() {
    List<Choice> choices = new ArrayList<>();
    for (int i = 0; i < project.classes().size(); i++) {
      String label = project.classes().get(i);
      choices.add(
          new Choice(
              new CellVerdict.OfClass(label).key(),
              label,
              i < CLASS_KEYS ? "class-" + (i + 1) : ""));
    }
    choices.add(other(CellVerdict.Other.UNSURE, "unsure", ReviewAction.UNSURE));
    choices.add(other(CellVerdict.Other.ARTEFACT, "artefact", ReviewAction.ARTEFACT));
    choices.add(other(CellVerdict.Other.SMUDGE, "smudge", ReviewAction.SMUDGE));
    choices.add(other(CellVerdict.Other.NOT_CLASSED, "not classed", ReviewAction.NOT_CLASSED));
    return choices;
  }

  private static Choice other(CellVerdict verdict, String words, ReviewAction action) {
    return new Choice(verdict.key(), words, action.key());
  }

  /**
   * Cells that are shown together.
   *
   * @param label the project's class that is proposed, or the model's own if it counts as none
   * @param words as people say it
   * @param title by which names the model proposes it
   */
  public record Group(String label, String words, String title) {}

  /** {@return what is proposed: the classes of the project first, then those that are none} */
  public List<Group> groups() {
    List<Group> groups = new ArrayList<>();
    for (String label : project.classes()) {
      groups.add(
          new Group(
              label,
              "Proposed " + label,
              "The model's name: " + String.join(", ", project.namesOfModels(label))));
    }
    counts.groups().keySet().stream()
        .filter(label -> !label.isEmpty() && !project.classes().contains(label))
        .sorted()
        .forEach(
            label ->
                groups.add(
                    new Group(
                        label,
                        "Proposed %s, not a class of this project".formatted(label),
                        "Such proposals can't be confirmed. Choose a class.")));
    return groups;
  }

  /** {@return what kind of reading it is, in words} */
  public String kind() {
    String words =
        switch (reading.kind()) {
          case FIRST -> "first reading";
          case SECOND -> "second reading";
          case ADJUDICATION -> "adjudication";
          case COMPETENCY -> "reading of known cells";
          case AMENDMENT -> "amendment";
        };
    return blind ? "blinded " + words : words;
  }

  /** {@return the settings for the scripts} */
  public String settingsJson() {
    return ReviewJson.settings(settings).toString();
  }

  /** {@return the usual keys for the scripts} */
  public String usualJson() {
    return ReviewJson.settings(ReviewSettings.USUAL).path("keys").toString();
  }

  /** {@return the actions whose keys can be chosen} */
  public List<ReviewAction> actions() {
    return List.of(ReviewAction.values());
  }

  /**
   * Returns what a key does in this project.
   *
   * @param action what can have a key
   * @return its words; of a class of the project, that class
   */
  public String words(ReviewAction action) {
    for (int i = 0; i < Math.min(CLASS_KEYS, project.classes().size()); i++) {
      if (action.key().equals("class-" + (i + 1))) {
        return "%s: %s".formatted(action.words(), project.classes().get(i));
      }
    }
    return action.words();
  }

  /** {@return the counts for the scripts} */
  public String countsJson() {
    return ReviewJson.counts(counts, project).toString();
  }
}
