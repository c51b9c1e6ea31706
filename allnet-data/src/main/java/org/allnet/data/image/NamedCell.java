package org.allnet.data.image;

/**
 * A decoded image under its name.
 *
 * @param name the image's name in its data set or folder, with {@code /} between the parts
 * @param pixels the image
 */
public record NamedCell(String name, CellPixels pixels) {}
