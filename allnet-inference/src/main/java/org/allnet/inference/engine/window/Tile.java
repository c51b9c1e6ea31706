package org.allnet.inference.engine.window;

/**
 * A rectangle that a stage computes of one image's map, or of the maps of all that share a
 * footprint.
 *
 * @param group the number of the image, or of the group of images
 * @param output the rectangle in the stage's output
 * @param source what it depends on, in the stage's padded input
 * @param own the part of the output that is this tile's to write: those of an image's tiles are
 *     disjoint, though tiles that were made larger overlap; the same tile may be in a job for each
 *     part of the channels
 */
record Tile(int group, Window output, Window source, Window own) {}
