package org.allnet.inference.engine.window;

import org.allnet.inference.engine.device.Nnpack;

/**
 * What a stage's convolution takes, in operations that a convolution term by term does in the same
 * time.
 */
sealed interface ConvolutionWork {

  /**
   * {@return the work on a tile}
   *
   * @param rows rows behind its convolution
   * @param columns columns behind its convolution
   * @param parts into how many parts the output channels are divided, of which this is one
   */
  double of(int rows, int columns, int parts);

  /** {@return rows behind the convolution that are computed together: fewer cost as much} */
  int rowsTogether();

  /** {@return the work term by term} */
  static ConvolutionWork termByTerm(Stage stage) {
    return new TermByTerm(stage.flops(1));
  }

  /** {@return the work by Winograd's algorithm} */
  static ConvolutionWork winograd(Stage stage) {
    return new Winograd(stage.weight().size(1), stage.weight().size(0), stage.kernel() - 1);
  }

  /**
   * Products of every kernel with every pixel.
   *
   * @param perPixel operations for a pixel behind the convolution
   */
  record TermByTerm(double perPixel) implements ConvolutionWork {

    @Override
    public double of(int rows, int columns, int parts) {
      return perPixel * rows * columns / parts;
    }

    @Override
    public int rowsTogether() {
      return 1;
    }
  }

  /**
   * Tiles of tiles that lie side by side.
   *
   * @param in input channels
   * @param out output channels
   * @param seam columns between two tiles, computed for nothing
   */
  record Winograd(double in, double out, int seam) implements ConvolutionWork {

    /** Products of a tile, for each pair of channels. */
    private static final int PRODUCTS = 64;

    /** What transforming a tile of one channel takes: 0.17 microseconds, measured. */
    private static final double TRANSFORM = 14_000;

    @Override
    public double of(int rows, int columns, int parts) {
      double own = out / parts;
      double perTile = 2 * PRODUCTS * in * own + TRANSFORM * (in + own);
      int high = (rows + Nnpack.TILE - 1) / Nnpack.TILE;
      return perTile * high * (columns + seam) / Nnpack.TILE;
    }

    @Override
    public int rowsTogether() {
      return Nnpack.TILE;
    }
  }
}
