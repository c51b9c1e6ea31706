package org.allnet.data.field;

/**
 * The middle of a cell that somebody labelled by a point, in pixels of the full image. Immutable.
 *
 * @param label the name of its class
 * @param x from the left edge
 * @param y from the upper edge
 */
public record LabelledPoint(String label, double x, double y) {}
