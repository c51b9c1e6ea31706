package org.allnet.data.image.region;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.allnet.data.InputException;
import org.allnet.data.image.CellPixels;
import org.allnet.data.image.DecodeLimits;
import org.allnet.data.image.ImageDecoder;
import org.allnet.data.image.ImageHeader;

/**
 * Opens pictures that are too large to be looked at as a whole.
 *
 * <pre>{@code
 * try (PictureRegions slide = LargePictures.open(Path.of("slide.tif"))) {
 *   byte[] rgb = slide.rgb(0, 40_000, 30_000, 1000, 1000);
 * }
 * }</pre>
 */
public final class LargePictures {

  /** Pictures with a longer side are large. */
  public static final int SIDE = 4096;

  private LargePictures() {}

  /**
   * Returns whether a file's picture is large, by its header.
   *
   * @param file an image file
   * @throws InputException as of {@link ImageHeader#read}
   */
  public static boolean isLarge(Path file) {
    ImageHeader header = ImageHeader.read(file);
    return Math.max(header.width(), header.height()) > SIDE;
  }

  /**
   * Opens a picture: a TIFF or BigTIFF file is read by parts, any other is decoded as a whole and
   * has to fit into the memory.
   *
   * @param file an image file
   * @return the picture; the caller closes it
   * @throws InputException if it can't be read
   */
  public static PictureRegions open(Path file) {
    try {
      if (Files.size(file) == 0) {
        throw InputException.in(file, "is empty; copy the image again");
      }
    } catch (IOException e) {
      throw InputException.in(file, "there is no such file; check the path", e);
    }
    return TiffRegions.open(file).orElseGet(() -> whole(file));
  }

  private static PictureRegions whole(Path file) {
    DecodeLimits limits = DecodeLimits.DEFAULTS;
    ImageHeader header = ImageHeader.read(file);
    if ((long) header.width() * header.height() > limits.maxPixels()) {
      throw InputException.in(
          file,
          "is %dx%d pixels, too many to read a %s as a whole; save it as a tiled TIFF, which is read by parts"
              .formatted(header.width(), header.height(), header.format()));
    }
    List<String> notes = new ArrayList<>();
    CellPixels picture =
        new ImageDecoder(limits)
            .decode(file, note -> notes.add(ImageDecoder.reason(file.toString(), note)));
    return new Whole(picture, List.copyOf(notes));
  }

  /**
   * Returns a decoded picture as one of which parts are read.
   *
   * @param picture of any decoder
   */
  public static PictureRegions of(CellPixels picture) {
    return new Whole(picture, List.of());
  }

  /** What is outside of the window is black. */
  private record Whole(CellPixels picture, List<String> notes) implements PictureRegions {

    @Override
    public List<Level> levels() {
      return List.of(new Level(picture.frameWidth(), picture.frameHeight()));
    }

    @Override
    public byte[] rgb(int level, int left, int top, int width, int height) {
      Objects.checkIndex(level, 1);
      Objects.checkFromIndexSize(left, width, picture.frameWidth());
      Objects.checkFromIndexSize(top, height, picture.frameHeight());
      byte[] rgb = new byte[3 * width * height];
      int first = Math.max(left, picture.left());
      int count = Math.min(left + width, picture.left() + picture.width()) - first;
      for (int y = Math.max(top, picture.top());
          count > 0 && y < Math.min(top + height, picture.top() + picture.height());
          y++) {
        System.arraycopy(
            picture.rgb(),
            3 * ((y - picture.top()) * picture.width() + first - picture.left()),
            rgb,
            3 * ((y - top) * width + first - left),
            3 * count);
      }
      return rgb;
    }

    @Override
    public void close() {}
  }
}
