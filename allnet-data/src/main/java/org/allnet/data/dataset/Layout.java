package org.allnet.data.dataset;

import java.util.List;

/**
 * What a layout makes of the files it found.
 *
 * @param name the data set's name
 * @param layout the layout's name
 * @param classes the class names in order, before renaming
 * @param images the images, labels before renaming
 * @param problems what was odd, a line each
 */
public record Layout(
    String name,
    String layout,
    List<String> classes,
    List<CellImage> images,
    List<String> problems) {}
