package org.allnet.inference.engine.window;

/**
 * What working in tiles costs beside the convolutions themselves, in operations that a convolution
 * does in the same time. Measured on processors but for one; none of it changes a result.
 *
 * @param job what a convolution of any size takes: launching, allocating
 * @param weight what each number of its kernels takes: they are laid out anew for every call, or
 *     are read in a transformed form that is seven times as large
 * @param tile what each tile takes: cut out, pasted
 * @param start pixels of a convolution that each tile takes beyond its own: kernels are loaded anew
 * @param number what each number that is cut out takes
 * @param jobBytes most bytes of a convolution's output: larger ones leave the processor's cache
 */
record TileCosts(
    double job, double weight, double tile, double start, double number, long jobBytes) {

  /** Jobs side by side, each on one core that does some 80 GFLOP a second. */
  static final TileCosts SIDE_BY_SIDE = new TileCosts(5e6, 150, 1e6, 10, 70, 4 << 20);

  /** For a device on which launching is what costs, such as a GPU: a tile is the whole window. */
  static final TileCosts TOGETHER = new TileCosts(0, 0, 1e15, 0, 0, 1L << 50);

  /** Jobs one after the other, whose operations are divided between cores each time anew. */
  static final TileCosts IN_TURN = new TileCosts(5e7, 150, 7e7, 8, 140, 16 << 20);
}
