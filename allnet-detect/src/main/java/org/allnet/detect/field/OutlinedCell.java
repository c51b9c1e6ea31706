package org.allnet.detect.field;

import org.allnet.data.field.BoundingBox;
import org.allnet.data.field.Mask;
import org.allnet.data.image.region.PictureRegions;

/**
 * A cell whose pixels and whose nucleus' pixels somebody has labelled.
 *
 * @param name of the cell, unique in its data set
 * @param image the name of its image
 * @param picture the image
 * @param box the least box around the cell
 * @param cell its pixels
 * @param nucleus its nucleus' pixels
 */
public record OutlinedCell(
    String name, String image, PictureRegions picture, BoundingBox box, Mask cell, Mask nucleus) {}
