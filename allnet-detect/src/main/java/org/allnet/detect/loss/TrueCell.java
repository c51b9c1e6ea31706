package org.allnet.detect.loss;

/**
 * A labelled cell in a network's input.
 *
 * @param classIndex from 0
 * @param centreX pixels of the input
 * @param centreY pixels of the input
 * @param width pixels of the input, above 0
 * @param height pixels of the input, above 0
 */
public record TrueCell(
    int classIndex, double centreX, double centreY, double width, double height) {

  /** The overlap with a box, four numbers at a place of a row: centre and size. */
  double iou(float[] boxes, int at) {
    double across = overlap(centreX, width, boxes[at], boxes[at + 2]);
    double down = overlap(centreY, height, boxes[at + 1], boxes[at + 3]);
    double shared = across * down;
    double union = width * height + (double) boxes[at + 2] * boxes[at + 3] - shared;
    return union > 0 ? shared / union : 0;
  }

  private static double overlap(double centre, double size, double otherCentre, double otherSize) {
    double end = Math.min(centre + size / 2, otherCentre + otherSize / 2);
    double begin = Math.max(centre - size / 2, otherCentre - otherSize / 2);
    return Math.max(0, end - begin);
  }
}
