package org.allnet.data.field.format;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.BitSet;
import org.allnet.data.field.Mask;
import org.allnet.data.file.FilePlace;

/**
 * COCO's run lengths: numbers of pixels off and on by turns, down the columns of the image, plain
 * or packed into text (pycocotools {@code maskApi.c}).
 */
final class RunLengths {

  private static final long MOST_PIXELS = 1L << 30;

  /** So many runs along rows take 48 MB; no cell has them. */
  private static final int MOST_RUNS = 1 << 22;

  private RunLengths() {}

  /**
   * Reads a mask.
   *
   * @param segmentation an object with {@code counts} and {@code size}, height first
   * @param width pixels across of the image
   * @param height pixels down of the image
   * @throws org.allnet.data.InputException if it is broken or of an image of another size
   */
  static Mask mask(JsonNode segmentation, int width, int height, FilePlace place) {
    JsonNode size = segmentation.path("size");
    if (size.path(0).asInt() != height || size.path(1).asInt() != width) {
      throw place.failure(
          "a mask is of an image of %dx%d, but the image has %dx%d; export the labels of this image"
              .formatted(size.path(1).asInt(), size.path(0).asInt(), width, height));
    }
    JsonNode counts = segmentation.path("counts");
    long[] runs = counts.isTextual() ? unpacked(counts.asText(), place) : plain(counts, place);
    return columns(runs, width, height, place);
  }

  private static long[] plain(JsonNode counts, FilePlace place) {
    if (!counts.isArray()) {
      throw place.failure("a mask has no 'counts'; export the labels again");
    }
    long[] runs = new long[counts.size()];
    for (int i = 0; i < runs.length; i++) {
      runs[i] = counts.get(i).isIntegralNumber() ? counts.get(i).asLong() : -1;
    }
    return runs;
  }

  /**
   * Five bits a character from 48 on, the sixth says that more follow; from the third the
   * difference to the run before the last.
   */
  static long[] unpacked(String text, FilePlace place) {
    long[] runs = new long[text.length()];
    int count = 0;
    int at = 0;
    while (at < text.length()) {
      long value = 0;
      int shift = 0;
      boolean more = true;
      while (more) {
        int c = at < text.length() ? text.charAt(at++) - 48 : -1;
        if (c < 0 || c > 63 || shift > 55) {
          throw place.failure("a mask's packed counts are broken; export the labels again");
        }
        value |= (long) (c & 31) << shift;
        shift += 5;
        more = (c & 32) != 0;
        if (!more && (c & 16) != 0) {
          value |= -1L << shift;
        }
      }
      if (count > 2) {
        value += runs[count - 2];
      }
      runs[count++] = value;
    }
    return Arrays.copyOf(runs, count);
  }

  private static Mask columns(long[] runs, int width, int height, FilePlace place) {
    long pixels = (long) width * height;
    if (pixels > MOST_PIXELS) {
      throw place.failure("a mask of more than a thousand million pixels; give polygons instead");
    }
    BitSet byRow = new BitSet();
    long at = 0;
    boolean on = false;
    for (long run : runs) {
      if (run < 0 || run > pixels - at) {
        throw place.failure("a mask's counts don't fit its size; export the labels again");
      }
      if (on) {
        for (long i = at; i < at + run; i++) {
          byRow.set((int) (i % height * width + i / height));
        }
      }
      at += run;
      on = !on;
    }
    return rows(byRow, width, 0, 0, place);
  }

  /**
   * Makes a mask of pixels row by row.
   *
   * @param left where the first column is in the image
   * @param top where the first row is
   */
  static Mask rows(BitSet pixels, int width, int left, int top, FilePlace place) {
    Mask.Rows rows = new Mask.Rows();
    int count = 0;
    for (int from = pixels.nextSetBit(0); from >= 0; ) {
      int row = from / width;
      int to = Math.min(pixels.nextClearBit(from), (row + 1) * width);
      rows.add(top + row, left + from - row * width, left + to - row * width);
      from = pixels.nextSetBit(to);
      if (++count > MOST_RUNS) {
        throw place.failure("a mask has more than four million runs; it is no cell's");
      }
    }
    return rows.mask();
  }
}
