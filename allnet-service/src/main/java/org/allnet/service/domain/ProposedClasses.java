package org.allnet.service.domain;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.allnet.data.dataset.ClassSet;

/**
 * Classes that a new project may have, so that what a model proposes can be confirmed.
 *
 * @param classes the project's, in the order of their keys
 * @param naming as which of them each class of the model counts
 */
public record ProposedClasses(List<String> classes, ClassNaming naming) {

  private static final String BLAST = "lymphoblast";
  private static final String HEALTHY = "lymphocyte";

  /** Leukaemias whose blasts are no lymphoblasts. */
  private static final Pattern OTHER_LEUKAEMIA =
      Pattern.compile("(?i)(^|[^a-z])(aml|cml|cll|apl|mds)|myel|chronic|monoc|monob");

  /** Copies the list. */
  public ProposedClasses {
    classes = List.copyOf(classes);
  }

  /**
   * Returns what is proposed to who makes a project.
   *
   * @param model the classifier of new cases; empty if there is none
   * @return lymphoblast and lymphocyte if there is no model, or if its two classes are known to
   *     mean these; else the model's own classes
   */
  public static ProposedClasses of(Optional<ModelSheet> model) {
    List<String> names = model.map(ModelSheet::classes).orElse(List.of());
    if (names.isEmpty()) {
      return new ProposedClasses(List.of(BLAST, HEALTHY), ClassNaming.SAME);
    }
    ClassSet all = ClassSet.of(names);
    if (!all.tellsBlasts() || OTHER_LEUKAEMIA.matcher(all.positiveName()).find()) {
      return new ProposedClasses(names, ClassNaming.SAME);
    }
    Map<String, String> countsAs = new HashMap<>();
    names.forEach(name -> countsAs.put(name, name.equals(all.positiveName()) ? BLAST : HEALTHY));
    return new ProposedClasses(List.of(BLAST, HEALTHY), new ClassNaming(countsAs));
  }
}
