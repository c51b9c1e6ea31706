package org.allnet.service.domain;

import java.util.Optional;
import org.allnet.data.InputException;

/**
 * What a reader saw when a judgement was made, without which nobody can tell later what it is
 * worth.
 *
 * <p>The proposed class is the project's, since the page showed that. The model's own name of it is
 * not repeated here: the proposal of that cell by that model is kept and never changes, and the
 * audit log has each change of the project's {@link ClassNaming}.
 *
 * @param model the hash of the model whose proposal was shown; empty if none was
 * @param proposed the project's class that was proposed; empty if none was shown, the cell was
 *     referred, or the model's class counts as none of the project's
 * @param heatMap whether a heat map lay over the cell or beside it
 * @param together how many cells were confirmed by one act, 1 if only this one
 * @param milliseconds for how long the cell was on the screen, in all; empty if nobody measured it
 */
public record Shown(
    Optional<Hash> model,
    Optional<String> proposed,
    boolean heatMap,
    int together,
    Optional<Long> milliseconds) {

  /**
   * Refuses what can't have been shown.
   *
   * @throws InputException if a class was proposed by no model, {@code together} is below 1, or
   *     {@code milliseconds} is negative
   */
  public Shown {
    if (model.isEmpty() && proposed.isPresent()) {
      throw new InputException("judgement: shows a proposal of no model");
    }
    if (together < 1 || milliseconds.filter(time -> time < 0).isPresent()) {
      throw new InputException(
          "judgement: of %d cells shown for %d ms".formatted(together, milliseconds.orElse(0L)));
    }
  }
}
