package org.allnet.data.image;

import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.allnet.data.AllNetException;
import org.allnet.data.ForeignFailure;
import org.allnet.data.InputException;
import org.allnet.data.JavaMemory;
import org.allnet.data.RunException;
import org.allnet.data.Sentence;
import org.jspecify.annotations.Nullable;

/**
 * A picture whose values number things: 0 is the ground, every other value one thing. Values are
 * those of the file itself, of 8, 16 or 32 bits, never brightness. Immutable.
 */
public final class LabelRaster {

  private static final long MOST_PIXELS = 1L << 28;

  private final int width;
  private final int height;
  private final Raster raster;
  private final @Nullable String note;

  private LabelRaster(int width, int height, Raster raster, @Nullable String note) {
    this.width = width;
    this.height = height;
    this.raster = raster;
    this.note = note;
  }

  /**
   * Reads a file.
   *
   * @param file a PNG or TIFF of one channel, or a PNG with a palette, of at most 268 million
   *     pixels
   * @return its values
   * @throws InputException if it can't be read, is too large, or has colours or fractions
   * @throws RunException if Java has too little memory for it
   */
  public static LabelRaster read(Path file) {
    ImageHeader.read(file);
    try (ImageInputStream stream = new PathStream(file)) {
      return read(stream, file.toString());
    } catch (IOException e) {
      throw InputException.in(
          file, "can't be read (" + ForeignFailure.words(e) + "); check its name and rights", e);
    }
  }

  /**
   * Reads a picture that is held in memory.
   *
   * @param content the content of a PNG or TIFF file
   * @param name what to call it in messages
   * @return its values
   * @throws InputException as for a file
   */
  public static LabelRaster read(byte[] content, String name) {
    try (ImageInputStream stream =
        new MemoryCacheImageInputStream(new ByteArrayInputStream(content))) {
      return read(stream, name);
    } catch (IOException e) {
      throw InputException.in(name, "can't be read (" + ForeignFailure.words(e) + ")", e);
    }
  }

  private static LabelRaster read(ImageInputStream stream, String name) {
    try (PictureFile picture = PictureFile.open(stream, new byte[0], name)) {
      int width = picture.width();
      int height = picture.height();
      if ((long) width * height > MOST_PIXELS) {
        throw InputException.in(
            name,
            "has %dx%d pixels, more than the 268 million of a label image that is read; cut it into parts"
                .formatted(width, height));
      }
      long need = Integer.BYTES * (long) width * height;
      long heap = Runtime.getRuntime().maxMemory();
      if (need > heap / 2) {
        throw RunException.in(
            name,
            Sentence.of(
                "needs about %d MiB of memory to decode; %s, or cut it into parts",
                need >> 20, JavaMemory.ofHeap(heap + 2 * need)),
            null);
      }
      Raster raster =
          picture.reader().canReadRaster()
              ? picture.reader().readRaster(picture.page(), null)
              : picture.reader().read(picture.page()).getRaster();
      if (raster.getNumBands() != 1) {
        throw InputException.in(
            name,
            "has colours, but a label image has one number a pixel; export the labels, not a picture of them");
      }
      int type = raster.getDataBuffer().getDataType();
      if (type == DataBuffer.TYPE_FLOAT || type == DataBuffer.TYPE_DOUBLE) {
        throw InputException.in(
            name, "has fractions for values; export the labels as whole numbers");
      }
      return new LabelRaster(width, height, raster, picture.note());
    } catch (IOException | RuntimeException e) {
      if (e instanceof AllNetException known) {
        throw known;
      }
      throw InputException.in(
          name, "is broken or cut short (" + ForeignFailure.words(e) + "); export it again", e);
    }
  }

  /** {@return pixels across} */
  public int width() {
    return width;
  }

  /**
   * {@return what has to be known of it, such as that it is one page of several; empty if nothing}
   */
  public Optional<String> note() {
    return Optional.ofNullable(note);
  }

  /** {@return bits of a value} */
  public int bits() {
    return raster.getSampleModel().getSampleSize(0);
  }

  /** {@return pixels down} */
  public int height() {
    return height;
  }

  /**
   * {@return the value of a pixel; 0 for the ground, and below 0 if the file has such values}
   *
   * @param x from 0
   * @param y from 0
   */
  public int label(int x, int y) {
    return raster.getSample(raster.getMinX() + x, raster.getMinY() + y, 0);
  }
}
