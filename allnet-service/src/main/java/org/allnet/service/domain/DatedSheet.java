package org.allnet.service.domain;

import java.time.Instant;
import org.allnet.data.InputException;

/**
 * What was known of a model from a time on. A later evaluation makes another one, and this one
 * stays: what was signed shows what was known as it was signed.
 *
 * @param number which of the model, from 1, in the order in which they came
 * @param hash of the sheet as it is stored
 * @param since when it became known
 * @param sheet what was known
 */
public record DatedSheet(int number, Hash hash, Instant since, ModelSheet sheet) {

  /**
   * Refuses a number below 1.
   *
   * @throws InputException if {@code number} is below 1
   */
  public DatedSheet {
    if (number < 1) {
      throw new InputException("models: a sheet of number %d; give 1 or more".formatted(number));
    }
  }
}
