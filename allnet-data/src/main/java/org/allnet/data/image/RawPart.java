package org.allnet.data.image;

import com.twelvemonkeys.imageio.plugins.tiff.TIFFImageMetadata;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The part of a picture that an uncompressed file holds row by row up to a place: the whole
 * picture, or the tile that the zeros at the end of the file begin in.
 *
 * @param left the part's first column in the picture
 * @param top the part's first row in the picture
 * @param width pixels across
 * @param height pixels down
 * @param upwards whether the lowest row is first in the file
 * @param end the place in the file after the part's last pixel
 */
record RawPart(int left, int top, int width, int height, boolean upwards, long end) {

  private static final int BITS = 258;
  private static final int BANDS = 277;
  private static final int ROWS_PER_STRIP = 278;
  private static final int PLANES = 284;
  private static final int TILE_WIDTH = 322;
  private static final int TILE_HEIGHT = 323;

  /** The picture of a BMP file. */
  static RawPart ofBmp(PictureFile file, byte[] bytes) throws IOException {
    return new RawPart(
        0,
        0,
        file.width(),
        file.height(),
        BmpHeader.isUpwards(bytes),
        BmpHeader.pixelEnd(bytes, file.width(), file.height()));
  }

  /**
   * The part of the page that a TIFF file is opened at.
   *
   * @param firstZero the place from which on the file has nothing but zeros
   * @return the picture or the tile; null if the file is compressed or in planes, or its strips are
   *     not in order
   */
  static @Nullable RawPart ofTiff(PictureFile file, TiffStrips strips, long firstZero)
      throws IOException {
    TIFFImageMetadata tags = (TIFFImageMetadata) file.reader().getImageMetadata(file.page());
    if (strips.compressed()
        || strips.offsets().length == 0
        || TiffTags.number(tags, PLANES, 1) == 2) {
      return null;
    }
    long pixelBits = TiffTags.number(tags, BITS, 1) * TiffTags.number(tags, BANDS, 1);
    long tileWidth = TiffTags.number(tags, TILE_WIDTH, 0);
    long tileHeight = TiffTags.number(tags, TILE_HEIGHT, 0);
    return tileWidth > 0 && tileHeight > 0
        ? tile(file, strips, firstZero, pixelBits, tileWidth, tileHeight)
        : ofStrips(file, strips, pixelBits, TiffTags.number(tags, ROWS_PER_STRIP, file.height()));
  }

  private static @Nullable RawPart ofStrips(
      PictureFile file, TiffStrips strips, long pixelBits, long rowsPerStrip) throws IOException {
    int last = strips.offsets().length - 1;
    for (long offset : strips.offsets()) {
      if (offset > strips.offsets()[last]) {
        return null;
      }
    }
    long rows = Math.max(1, file.height() - last * rowsPerStrip);
    long length = (file.width() * pixelBits + 7) / 8 * rows;
    // Colours of lower resolution need fewer bytes, and what is said may hold padding.
    long said = last < strips.lengths().length ? strips.lengths()[last] : 0;
    long end = strips.offsets()[last] + (said > 0 ? Math.min(said, length) : length);
    return new RawPart(0, 0, file.width(), file.height(), false, end);
  }

  private static @Nullable RawPart tile(
      PictureFile file,
      TiffStrips strips,
      long firstZero,
      long pixelBits,
      long tileWidth,
      long tileHeight)
      throws IOException {
    long across = (file.width() + tileWidth - 1) / tileWidth;
    long rowBytes = (tileWidth * pixelBits + 7) / 8;
    for (int i = 0; i < strips.offsets().length; i++) {
      long offset = strips.offsets()[i];
      if (offset <= firstZero && firstZero < offset + rowBytes * tileHeight) {
        int left = (int) (i % across * tileWidth);
        int top = (int) (i / across * tileHeight);
        int width = (int) Math.min(tileWidth, file.width() - left);
        int height = (int) Math.min(tileHeight, file.height() - top);
        long end = offset + (height - 1) * rowBytes + (width * pixelBits + 7) / 8;
        return height < 1 ? null : new RawPart(left, top, width, height, false, end);
      }
    }
    return null;
  }

  /**
   * Looks whether the part ends amid a row in one colour, whereas that row and the one before have
   * nothing of that colour, and the zeros at the end of the file reach into it. Of a picture whose
   * ground has the colour of zeros, as a cell on black, this can't be known.
   *
   * @param rgb the pixels of the whole picture
   * @param frameWidth pixels across the whole picture
   * @param firstZero the place from which on the file has nothing but zeros
   * @return whether its end was lost
   */
  boolean isCut(byte[] rgb, int frameWidth, long firstZero) {
    if (height < 3 || end - firstZero < Math.max(Long.BYTES, width / Byte.SIZE)) {
      return false;
    }
    int pixels = height * width;
    int fill = colour(rgb, frameWidth, pixels - 1);
    int first = pixels;
    while (first > 0 && colour(rgb, frameWidth, first - 1) == fill) {
      first--;
    }
    if (first < width || first % width == 0) {
      return false;
    }
    for (int pixel = first - width; pixel < first; pixel++) {
      if (colour(rgb, frameWidth, pixel) == fill) {
        return false;
      }
    }
    return true;
  }

  private int colour(byte[] rgb, int frameWidth, int pixel) {
    int row = pixel / width;
    int place = (top + (upwards ? height - 1 - row : row)) * frameWidth + left + pixel % width;
    return (rgb[3 * place] & 0xFF) << 16
        | (rgb[3 * place + 1] & 0xFF) << 8
        | rgb[3 * place + 2] & 0xFF;
  }
}
