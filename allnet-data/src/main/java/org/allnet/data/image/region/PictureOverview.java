package org.allnet.data.image.region;

import java.util.Arrays;
import java.util.Objects;
import org.allnet.data.InputException;
import org.jspecify.annotations.Nullable;

/**
 * A large picture as a small one. It is made of the coarsest resolution that is fine enough, band
 * by band, so that it needs little memory. What can't be read is grey.
 *
 * @param width pixels across
 * @param height pixels down
 * @param rgb row by row, three bytes a pixel; not copied: treat it as read-only
 * @param problem what is wrong with the first part that can't be read, one line; empty if all can
 */
public record PictureOverview(int width, int height, byte[] rgb, String problem) {

  private static final int BANDS = 3;
  private static final int BAND_PIXELS = 4_000_000;

  /** If a band can't be read, its blocks of so many pixels a side are. */
  private static final int BLOCK = 256;

  private static final byte GREY = (byte) 128;

  /**
   * Looks at a whole picture.
   *
   * @param picture the picture
   * @param mostSide the longer side of the result at most
   * @return the picture, averaged
   * @throws InputException if no part of it can be read
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
    Unread unread = new Unread();
    for (int top = 0; top < size.height(); top += rowsAtOnce) {
      int rows = Math.min(rowsAtOnce, size.height() - top);
      byte[] band = band(picture, level, top, rows, unread);
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
    InputException first = unread.first;
    if (first != null && !unread.anyRead) {
      throw first;
    }
    String problem = first == null ? "" : Objects.toString(first.getMessage(), "");
    return new PictureOverview(width, height, rgb, problem);
  }

  /** Which parts could not be read. */
  private static final class Unread {
    private @Nullable InputException first;
    private boolean anyRead;
  }

  private static byte[] band(PictureRegions picture, int level, int top, int rows, Unread unread) {
    int width = picture.levels().get(level).width();
    try {
      byte[] band = picture.rgb(level, 0, top, width, rows);
      unread.anyRead = true;
      return band;
    } catch (InputException e) {
      unread.first = unread.first == null ? e : unread.first;
    }
    byte[] band = new byte[BANDS * width * rows];
    Arrays.fill(band, GREY);
    for (int y = 0; y < rows; y += BLOCK) {
      for (int x = 0; x < width; x += BLOCK) {
        int across = Math.min(BLOCK, width - x);
        int down = Math.min(BLOCK, rows - y);
        try {
          byte[] block = picture.rgb(level, x, top + y, across, down);
          for (int line = 0; line < down; line++) {
            System.arraycopy(
                block,
                BANDS * line * across,
                band,
                BANDS * ((y + line) * width + x),
                BANDS * across);
          }
          unread.anyRead = true;
        } catch (InputException e) {
          continue; // it stays grey
        }
      }
    }
    return band;
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
