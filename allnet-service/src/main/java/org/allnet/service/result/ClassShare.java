package org.allnet.service.result;

import java.util.Optional;
import org.allnet.evaluation.metric.Interval;

/**
 * How many of the counted cells are of a class.
 *
 * @param label the class
 * @param count how many
 * @param of how many cells count
 * @param interval the 95 % interval of the fraction; empty if no cell counts
 */
public record ClassShare(String label, long count, long of, Optional<Interval> interval) {

  /** {@return the fraction in [0,1]; 0 if no cell counts} */
  public double fraction() {
    return of == 0 ? 0 : count / (double) of;
  }
}
