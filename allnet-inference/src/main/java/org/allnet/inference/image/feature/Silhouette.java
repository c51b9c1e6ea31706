package org.allnet.inference.image.feature;

/**
 * The outline that shape is measured on: the largest 8-connected part of a mask with its holes
 * filled, so that specks outside and pale spots inside do not count as contour.
 *
 * @param height rows
 * @param width columns
 * @param inside row by row
 * @param area how many pixels lie inside
 */
record Silhouette(int height, int width, boolean[] inside, int area) {

  /** The silhouette of a mask, of area 0 if the mask is empty. Of equal parts the first. */
  static Silhouette of(MaskedCell cell) {
    int[] part = new int[cell.mask().length];
    int[] stack = new int[cell.mask().length];
    int parts = 0;
    int largest = 0;
    int largestSize = 0;
    for (int i = 0; i < part.length; i++) {
      if (cell.mask()[i] && part[i] == 0) {
        int size = flood(cell, i, ++parts, part, stack);
        if (size > largestSize) {
          largestSize = size;
          largest = parts;
        }
      }
    }
    if (largest == 0) {
      return new Silhouette(cell.height(), cell.width(), new boolean[part.length], 0);
    }
    return filled(cell.height(), cell.width(), part, largest);
  }

  private static int flood(MaskedCell cell, int start, int number, int[] part, int[] stack) {
    int size = 0;
    int top = 0;
    stack[top++] = start;
    part[start] = number;
    while (top > 0) {
      int at = stack[--top];
      size++;
      for (int down = -1; down <= 1; down++) {
        for (int right = -1; right <= 1; right++) {
          int row = at / cell.width() + down;
          int column = at % cell.width() + right;
          if (cell.has(row, column) && part[row * cell.width() + column] == 0) {
            part[row * cell.width() + column] = number;
            stack[top++] = row * cell.width() + column;
          }
        }
      }
    }
    return size;
  }

  /** What is not reached from the border by 4-connected steps around the part lies inside. */
  private static Silhouette filled(int height, int width, int[] part, int number) {
    int framed = width + 2;
    boolean[] outside = new boolean[(height + 2) * framed];
    int[] stack = new int[outside.length];
    int top = 0;
    stack[top++] = 0;
    outside[0] = true;
    while (top > 0) {
      int at = stack[--top];
      for (int step = 0; step < 4; step++) {
        int row = at / framed + (step == 0 ? -1 : step == 1 ? 1 : 0);
        int column = at % framed + (step == 2 ? -1 : step == 3 ? 1 : 0);
        if (row < 0 || column < 0 || row >= height + 2 || column >= framed) {
          continue;
        }
        boolean border = row == 0 || column == 0 || row == height + 1 || column == width + 1;
        if (!outside[row * framed + column]
            && (border || part[(row - 1) * width + column - 1] != number)) {
          outside[row * framed + column] = true;
          stack[top++] = row * framed + column;
        }
      }
    }
    boolean[] inside = new boolean[height * width];
    int area = 0;
    for (int i = 0; i < inside.length; i++) {
      inside[i] = !outside[(i / width + 1) * framed + i % width + 1];
      area += inside[i] ? 1 : 0;
    }
    return new Silhouette(height, width, inside, area);
  }

  boolean has(int row, int column) {
    return row >= 0
        && column >= 0
        && row < height
        && column < width
        && inside[row * width + column];
  }

  /**
   * How often lines of one direction cross the contour, counted in and out.
   *
   * @param down rows of a step along the line
   * @param right columns of a step along the line
   */
  int crossings(int down, int right) {
    int crossings = 0;
    for (int i = 0; i < inside.length; i++) {
      if (inside[i]) {
        int row = i / width;
        int column = i % width;
        crossings += has(row + down, column + right) ? 0 : 1;
        crossings += has(row - down, column - right) ? 0 : 1;
      }
    }
    return crossings;
  }
}
