package org.allnet.inference.image.input;

/**
 * The square of an image that fills a network's input, from edge to edge. It may be smaller than
 * the image, which is cropped then, and reach out of it, where there is black.
 *
 * @param imageHeight rows of the image
 * @param imageWidth columns of the image
 * @param top the square's first row, counted in the image
 * @param left its first column
 * @param side rows and columns of the square, at least 1
 */
public record InputFrame(int imageHeight, int imageWidth, int top, int left, int side) {}
