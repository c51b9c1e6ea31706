package org.allnet.inference.network.design;

import java.util.List;

/**
 * The places at which a detector looks for objects: the cells of square grids, row by row, the
 * finest grid first. With several boxes a cell, all cells of a grid come with their first box, then
 * with their second.
 *
 * @param cells column and row of each place in its grid: 2 numbers a place
 * @param strides pixels of the input from one cell to the next, of each place's grid
 */
record DetectionGrid(float[] cells, float[] strides) {

  /**
   * Lists the places.
   *
   * @param sides cells along one side of each grid
   * @param strides pixels from one cell to the next in each grid
   * @param boxes how many boxes each cell has
   */
  static DetectionGrid of(List<Integer> sides, List<Integer> strides, int boxes) {
    int places = boxes * sides.stream().mapToInt(side -> side * side).sum();
    float[] cells = new float[2 * places];
    float[] strideOf = new float[places];
    int place = 0;
    for (int grid = 0; grid < sides.size(); grid++) {
      int side = sides.get(grid);
      for (int i = 0; i < boxes * side * side; i++) {
        cells[2 * place] = i % side;
        cells[2 * place + 1] = i / side % side;
        strideOf[place] = strides.get(grid);
        place++;
      }
    }
    return new DetectionGrid(cells, strideOf);
  }

  /** {@return how many places there are} */
  int places() {
    return strides.length;
  }
}
