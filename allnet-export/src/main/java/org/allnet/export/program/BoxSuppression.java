package org.allnet.export.program;

/**
 * Non-maximum suppression within an exported detector, in each class of each image.
 *
 * @param score the least score of a box, in [0,1]; a box needs more
 * @param iou boxes of a class that overlap a better one by more are left out, in [0,1]
 * @param most boxes of a class and image
 */
public record BoxSuppression(double score, double iou, int most) {}
