package org.allnet.service.result;

import java.time.Instant;
import org.allnet.evaluation.metric.MetricValue;
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
 * @param fraction right of judged in [0,1], with its 95 % interval or why it has none; undefined if
 *     none was judged
 */
public record ReaderScore(
    Id.Account account,
    String reader,
    Instant at,
    long right,
    long judged,
    long known,
    MetricValue fraction) {}
