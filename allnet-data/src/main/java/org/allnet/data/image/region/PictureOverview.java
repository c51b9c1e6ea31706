package org.allnet.data.image.region;

/**
 * A large picture as a small one. It is made of the coarsest resolution that is fine enough, band
 * by band, so that it needs little memory.
 *
 * @param width pixels across
 * @param height pixels down
 * @param rgb row by row, three bytes a pixel; not copied: treat it as read-only
 */
public record PictureOverview(int width, int height, byte[] rgb) {

  private static final int BANDS = 3;
  private static final int BAND_PIXELS = 4_000_000;

  /**
   * Looks at a whole picture.
   *
   * @param picture the picture
   * @param mostSide the longer side of the result at most
   * @return the picture, averaged
   */
  public static PictureOverview of(PictureRegions picture, int mostSide) {
    double scale = Math.min(1, (double) mostSide / Math.max(picture.width(), picture.height()));
    int level = picture.levelFor(scale);
    PictureRegions.Level size = picture.levels().get(level);
    // A resolution that is a little too coarse has no pixel for some rows and columns.
    int width = Math.min(size.width(), Math.max(1, (int) Math.round(picture.width() * scale)));
    int height = Math.min(size.height(), Math.max(1, (int) Math.round(picture.height() * scale)));
    byte[] rgb = new byte[BANDS * width * height];
    int rowsAtOnce = Math.max(1, BAND_PIXELS / size.width());
    long[] sums = new long[BANDS * width];
    long[] counts = new long[width];
    int row = 0;
    for (int top = 0; top < size.height(); top += rowsAtOnce) {
      int rows = Math.min(rowsAtOnce, size.height() - top);
      byte[] band = picture.rgb(level, 0, top, size.width(), rows);
      for (int y = 0; y < rows; y++) {
        int target = (int) ((long) (top + y) * height / size.height());
        if (target != row) {
          put(rgb, row, width, sums, counts);
          row = target;
        }
        for (int x = 0; x < size.width(); x++) {
          int to = (int) ((long) x * width / size.width());
          int from = BANDS * (y * size.width() + x);
          counts[to]++;
          for (int c = 0; c < BANDS; c++) {
            sums[BANDS * to + c] += band[from + c] & 0xFF;
          }
        }
      }
    }
    put(rgb, row, width, sums, counts);
    return new PictureOverview(width, height, rgb);
  }

  private static void put(byte[] rgb, int row, int width, long[] sums, long[] counts) {
    for (int x = 0; x < width; x++) {
      for (int c = 0; c < BANDS; c++) {
        long count = Math.max(1, counts[x]);
        rgb[BANDS * (row * width + x) + c] = (byte) ((sums[BANDS * x + c] + count / 2) / count);
        sums[BANDS * x + c] = 0;
      }
      counts[x] = 0;
    }
  }
}
