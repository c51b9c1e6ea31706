package org.allnet.inference.image.pixels;

import org.allnet.data.image.CellPixels;

/**
 * A decoded image under its name.
 *
 * @param name the image's name in its data set or folder, with {@code /} between the parts
 * @param pixels the image
 */
public record NamedCell(String name, CellPixels pixels) {}
