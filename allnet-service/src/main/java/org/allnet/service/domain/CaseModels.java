package org.allnet.service.domain;

import java.util.Optional;

/**
 * The models that answer about the cells of a case. A later choice of another model does not change
 * them.
 *
 * @param classifier whose proposals people see; empty if no model proposes anything
 * @param shadow whose answers are kept for comparison, and that no page of cells shows
 * @param detector that finds the cells of fields
 */
public record CaseModels(
    Optional<Hash> classifier, Optional<Hash> shadow, Optional<Hash> detector) {

  /** No model. */
  public static final CaseModels NONE =
      new CaseModels(Optional.empty(), Optional.empty(), Optional.empty());

  /**
   * Returns the model of a use.
   *
   * @param use for what
   * @return empty if there is none
   */
  public Optional<Hash> of(ModelUse use) {
    return switch (use) {
      case CLASSIFIER -> classifier;
      case SHADOW -> shadow;
      case DETECTOR -> detector;
    };
  }
}
