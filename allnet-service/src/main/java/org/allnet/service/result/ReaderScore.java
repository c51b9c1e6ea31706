package org.allnet.service.result;

import java.time.Instant;
import java.util.Optional;
import org.allnet.evaluation.metric.Interval;

/**
 * How a reader did on known cells in one reading.
 *
 * @param reader the printed name
 * @param at when the reading ended
 * @param right of how many the reader says what is signed
 * @param judged how many known cells the reader judged
 * @param known how many there were
 * @param interval the 95 % interval of right of judged; empty if none was judged
 */
public record ReaderScore(
    String reader, Instant at, long right, long judged, long known, Optional<Interval> interval) {}
