package org.allnet.benchmark.engine;

import org.allnet.data.image.CellPixels;

/**
 * A decoded image and its class.
 *
 * @param pixels the image
 * @param label the class, from 0
 */
public record LabelledCell(CellPixels pixels, int label) {}
