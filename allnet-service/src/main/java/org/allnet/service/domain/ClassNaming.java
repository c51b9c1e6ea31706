package org.allnet.service.domain;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * As which class of a project each class of a model counts. Several may count as one. A class that
 * has a name of the project counts as that one and needs no entry.
 *
 * @param countsAs the project's class by the model's
 */
public record ClassNaming(Map<String, String> countsAs) {

  /** Names of model and project are the same. */
  public static final ClassNaming SAME = new ClassNaming(Map.of());

  /**
   * Copies {@code countsAs}, without entries that say nothing.
   *
   * @throws org.allnet.data.InputException if a class can't be shown
   */
  public ClassNaming {
    TreeMap<String, String> copy = new TreeMap<>();
    countsAs.forEach(
        (ofModel, ofProject) -> {
          Names.require("class of a model", ofModel);
          Names.require("class", ofProject);
          if (!ofModel.equals(ofProject)) {
            copy.put(ofModel, ofProject);
          }
        });
    countsAs = Collections.unmodifiableMap(copy);
  }

  /**
   * Returns what was said of a class of a model.
   *
   * @param ofModel the model's class
   * @return the project's class; empty if nothing was said
   */
  public Optional<String> of(String ofModel) {
    return Optional.ofNullable(countsAs.get(ofModel));
  }
}
