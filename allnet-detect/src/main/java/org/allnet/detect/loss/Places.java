package org.allnet.detect.loss;

import java.util.List;

/**
 * Where the places of a detector lie: the cells of square grids, the finest grid first, row by row.
 *
 * @param side of the network's input in pixels
 * @param strides pixels from one cell to the next in each grid
 */
record Places(int side, List<Integer> strides) {

  /** Copies {@code strides}, so that nothing changes it from outside. */
  Places {
    strides = List.copyOf(strides);
  }

  /** {@return how many there are, with a box a cell} */
  int count() {
    return strides.stream().mapToInt(stride -> (side / stride) * (side / stride)).sum();
  }

  /** {@return column, row and stride of each place: three numbers a place} */
  int[] cells() {
    int[] cells = new int[3 * count()];
    int place = 0;
    for (int stride : strides) {
      int across = side / stride;
      for (int i = 0; i < across * across; i++) {
        cells[3 * place] = i % across;
        cells[3 * place + 1] = i / across;
        cells[3 * place + 2] = stride;
        place++;
      }
    }
    return cells;
  }
}
