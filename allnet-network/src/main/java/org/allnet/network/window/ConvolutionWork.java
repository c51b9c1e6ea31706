package org.allnet.network.window;

import org.allnet.network.device.Nnpack;

/**
 * What a stage's convolution takes, in operations that a convolution term by term does in the same
 * time.
 */
sealed interface ConvolutionWork {

  /**
   * {@return the work on a strip}
   *
   * @param rows rows behind its convolution
   * @param columns columns behind its convolution
   */
  double of(int rows, int columns);

  /** {@return rows behind the convolution that are computed together: fewer cost as much} */
  int rowsTogether();

  /** {@return the work term by term} */
  static ConvolutionWork termByTerm(Stage stage) {
    return new TermByTerm(stage.flops(1));
  }

  /** {@return the work by Winograd's algorithm} */
  static ConvolutionWork winograd(Stage stage) {
    double in = stage.weight().size(1);
    double out = stage.weight().size(0);
    return new Winograd(
        2 * Winograd.PRODUCTS * in * out + Winograd.TRANSFORM * (in + out), stage.kernel() - 1);
  }

  /**
   * Products of every kernel with every pixel.
   *
   * @param perPixel operations for a pixel behind the convolution
   */
  record TermByTerm(double perPixel) implements ConvolutionWork {

    @Override
    public double of(int rows, int columns) {
      return perPixel * rows * columns;
    }

    @Override
    public int rowsTogether() {
      return 1;
    }
  }

  /**
   * Tiles of strips that lie side by side.
   *
   * @param perTile what a tile takes
   * @param seam columns between two strips, computed for nothing
   */
  record Winograd(double perTile, int seam) implements ConvolutionWork {

    /** Products of a tile, for each pair of channels. */
    private static final int PRODUCTS = 64;

    /** What transforming a tile of one channel takes: 0.17 microseconds, measured. */
    private static final double TRANSFORM = 14_000;

    @Override
    public double of(int rows, int columns) {
      int high = (rows + Nnpack.TILE - 1) / Nnpack.TILE;
      return perTile * high * (columns + seam) / Nnpack.TILE;
    }

    @Override
    public int rowsTogether() {
      return Nnpack.TILE;
    }
  }
}
