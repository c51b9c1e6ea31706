package org.allnet.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * Of which models an evaluation is, so that nobody takes it for that of others.
 *
 * @param run the identity of the run whose fold models it is of, which their seals name; empty if
 *     it is of no run
 * @param model the checksum of the one model that it is of, as its file says; empty if it is of a
 *     run's, or of predictions alone
 */
public record EvaluatedModels(Optional<String> run, Optional<String> model) {

  /** Nobody says of which. */
  public static final EvaluatedModels UNKNOWN =
      new EvaluatedModels(Optional.empty(), Optional.empty());

  /**
   * Returns those of a run.
   *
   * @param identity the run's
   */
  public static EvaluatedModels ofRun(String identity) {
    return new EvaluatedModels(Optional.of(identity), Optional.empty());
  }

  /**
   * Returns a single one.
   *
   * @param checksum as its file says
   */
  public static EvaluatedModels ofModel(String checksum) {
    return new EvaluatedModels(Optional.empty(), Optional.of(checksum));
  }

  void put(ObjectNode node) {
    run.ifPresent(identity -> node.put("run", identity));
    model.ifPresent(checksum -> node.put("model", checksum));
  }
}
