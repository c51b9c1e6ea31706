package org.allnet.network.window;

import java.util.List;

/**
 * How a stack is run on a batch.
 *
 * @param stages the jobs of each stage
 * @param sideBySide whether the jobs of a stage run side by side, else one after the other
 * @param shares for each image the operations of its convolutions against those of whole frames
 */
record StripPlan(List<List<StripJob>> stages, boolean sideBySide, double[] shares) {}
