package org.allnet.network.window;

/**
 * A rectangle of one image's map that a stage computes.
 *
 * @param image the image's number in the batch
 * @param output the rectangle in the stage's output
 * @param source what it depends on, in the stage's padded input
 * @param own the part of the output that is this strip's to write: those of an image's strips are
 *     disjoint, though strips that were made larger overlap
 */
record Strip(int image, Window output, Window source, Window own) {}
