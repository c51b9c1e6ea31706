package org.allnet.explain.map;

import org.allnet.data.image.CellPixels;

/**
 * An image and the class that is to be explained.
 *
 * @param pixels the image
 * @param regions its cell
 * @param label the class, from 0
 */
public record ImageToExplain(CellPixels pixels, CellRegions regions, int label) {}
