package org.allnet.benchmark;

import org.allnet.benchmark.engine.Competitor;

/**
 * One point of how the cost of inference grows.
 *
 * @param system who
 * @param along what grows: {@code window}, {@code batch} or {@code threads}
 * @param x its value: side of the foreground in pixels, images, threads
 * @param secondsPerImage median
 */
public record CostPoint(Competitor system, String along, int x, double secondsPerImage) {}
