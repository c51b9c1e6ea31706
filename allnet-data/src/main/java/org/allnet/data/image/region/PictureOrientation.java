package org.allnet.data.image.region;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Whether a JPEG, PNG or TIFF file says that its picture is to be turned or mirrored before it is
 * shown, as cameras and phones do. Pictures are read as files hold them, so that places in them are
 * not those that a viewer shows.
 */
public final class PictureOrientation {

  /** As the file holds it. */
  private static final int UPRIGHT = 1;

  private static final int MOST = 8;
  private static final int TAG = TiffDirectory.ORIENTATION;
  private static final int JPEG = 0xFFD8;
  private static final int EXIF = 0xFFE1;
  private static final int FIRST_SEGMENT = 0xFFC0;
  private static final int SCAN = 0xFFDA;
  private static final byte[] EXIF_HEAD = "Exif\0\0".getBytes(StandardCharsets.US_ASCII);
  private static final int ENTRY_BYTES = 12;
  private static final int MOST_SEGMENTS = 100;

  private PictureOrientation() {}

  /**
   * Returns what has to be known of a file's picture.
   *
   * @param file an image file
   * @return a line; empty if the picture is upright, or the file does not say or can't be read
   */
  public static Optional<String> note(Path file) {
    int orientation = of(file);
    return orientation == UPRIGHT
        ? Optional.empty()
        : Optional.of(
            "says that it is to be turned or mirrored (orientation %d of EXIF), which is not applied: places are in pixels as the file holds them"
                .formatted(orientation));
  }

  /**
   * Returns how a file's picture is to be shown.
   *
   * @param file an image file
   * @return from 1 to 8 as of EXIF; 1 if it is upright, or the file does not say or can't be read
   */
  public static int of(Path file) {
    try (SeekableByteChannel channel = Files.newByteChannel(file)) {
      Optional<List<TiffDirectory>> tiff = TiffDirectories.read(channel);
      long said =
          tiff.isEmpty()
              ? ofJpegOrPng(channel)
              : TiffDirectory.picture(tiff.get())
                  .map(picture -> picture.number(TAG, UPRIGHT))
                  .orElse((long) UPRIGHT);
      return said >= UPRIGHT && said <= MOST ? (int) said : UPRIGHT;
    } catch (IOException | RuntimeException e) {
      return UPRIGHT; // whoever decodes it says what is wrong
    }
  }

  private static long ofJpegOrPng(SeekableByteChannel channel) throws IOException {
    long at = 2;
    if (read(channel, 0, 2).getShort(0) != (short) JPEG) {
      Optional<ByteBuffer> png = PngMetadata.exif(channel);
      return png.isPresent() ? ofExif(png.get()) : UPRIGHT;
    }
    for (int segment = 0; segment < MOST_SEGMENTS; segment++) {
      ByteBuffer head = read(channel, at, 4);
      int marker = Short.toUnsignedInt(head.getShort(0));
      int length = Short.toUnsignedInt(head.getShort(2));
      if (marker < FIRST_SEGMENT || marker == SCAN) {
        return UPRIGHT;
      }
      if (marker == EXIF && length > 2 + EXIF_HEAD.length) {
        ByteBuffer content = read(channel, at + 4, length - 2);
        byte[] name = new byte[EXIF_HEAD.length];
        content.get(0, name);
        if (Arrays.equals(name, EXIF_HEAD)) {
          return ofExif(content.slice(name.length, length - 2 - name.length));
        }
      }
      at += 2 + length;
    }
    return UPRIGHT;
  }

  /** A TIFF file within another, of which the first directory says it. */
  private static long ofExif(ByteBuffer exif) {
    exif.order(exif.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    int directory = exif.getInt(4);
    int entries = Short.toUnsignedInt(exif.getShort(directory));
    for (int i = 0; i < entries; i++) {
      int entry = directory + 2 + ENTRY_BYTES * i;
      if (Short.toUnsignedInt(exif.getShort(entry)) == TAG) {
        return Short.toUnsignedInt(exif.getShort(entry + 8));
      }
    }
    return UPRIGHT;
  }

  private static ByteBuffer read(SeekableByteChannel channel, long at, int bytes)
      throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(bytes);
    channel.position(at);
    while (buffer.hasRemaining() && channel.read(buffer) >= 0) {
      // until it is full or the file ends
    }
    if (buffer.hasRemaining()) {
      throw new IOException("it ends early");
    }
    return buffer.flip();
  }
}
