package org.allnet.service.result;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.allnet.evaluation.metric.Interval;
import org.allnet.service.domain.Id;

/**
 * How a reader did on known cells in one reading.
 *
 * @param account who
 * @param reader the printed name
 * @param at when the reading ended
 * @param right of how many the reader says what is signed
 * @param judged how many known cells the reader judged
 * @param known how many there were
 * @param interval the 95 % interval of right of judged; empty if none was judged
 */
public record ReaderScore(
    Id.Account account,
    String reader,
    Instant at,
    long right,
    long judged,
    long known,
    Optional<Interval> interval) {

  /** {@return the fraction in percent with its interval, such as {@code 75.0 % (30.1 to 95.4)}} */
  public String percent() {
    return interval
        .map(
            one ->
                String.format(
                    Locale.ROOT,
                    "%.1f %% (%.1f to %.1f)",
                    100.0 * right / judged,
                    100 * one.low(),
                    100 * one.high()))
        .orElse("-");
  }
}
