package org.allnet.data.image.region;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.allnet.data.AllNetException;
import org.allnet.data.ForeignFailure;
import org.allnet.data.InputException;
import org.allnet.data.image.CellPixels;
import org.allnet.data.image.DecodeLimits;
import org.allnet.data.image.ImageDecoder;
import org.allnet.data.image.OpacityRange;
import org.jspecify.annotations.Nullable;

/**
 * A TIFF or BigTIFF file of which parts are read. Smaller copies of the picture in the file are its
 * other resolutions. Each tile or strip is decoded as a picture of its own, so that its colours are
 * those that {@link ImageDecoder} makes of a whole file; the last ones used are kept. What opacity
 * means is a matter of all tiles: if one is not opaque, others are read until that is known. A tile
 * that was never written is white, as the ground of a slide.
 */
final class TiffRegions implements PictureRegions {

  private static final ImageDecoder DECODER = new ImageDecoder(DecodeLimits.DEFAULTS);
  private static final int BANDS = 3;
  private static final byte WHITE = (byte) 255;

  /** The greatest opacity: samples have 8 bits. */
  private static final double OPAQUE = 255;

  private final String name;
  private final SeekableByteChannel channel;
  private final List<TiffSegments> pictures;
  private final List<String> notes;
  private final DecodedSegments decoded = new DecodedSegments();

  /** What the opacity of a resolution reaches, as far as it was asked for. */
  private final Map<Integer, OpacityRange> opacity = new HashMap<>();

  private TiffRegions(
      String name, SeekableByteChannel channel, List<TiffSegments> pictures, List<String> notes) {
    this.name = name;
    this.channel = channel;
    this.pictures = pictures;
    this.notes = notes;
  }

  /** The segments that were decoded last, as many as a part of Java's memory holds. */
  private static final class DecodedSegments extends LinkedHashMap<String, byte[]> {
    private static final long serialVersionUID = 1;
    private static final long MOST_BYTES =
        Math.min(192L << 20, Runtime.getRuntime().maxMemory() / 6);
    private long bytes;

    DecodedSegments() {
      super(64, 0.75f, true);
    }

    void keep(String key, byte[] segment) {
      put(key, segment);
      bytes += segment.length;
      var oldest = entrySet().iterator();
      while (bytes > MOST_BYTES && size() > 1) {
        bytes -= oldest.next().getValue().length;
        oldest.remove();
      }
    }
  }

  /**
   * Opens a file.
   *
   * @param file any file
   * @return its picture; empty if it is no TIFF
   * @throws InputException if the file can't be read by parts
   */
  static Optional<PictureRegions> open(Path file) {
    SeekableByteChannel channel = null;
    try {
      channel = Files.newByteChannel(file);
      Optional<List<TiffDirectory>> directories = TiffDirectories.read(channel);
      if (directories.isEmpty()) {
        channel.close();
        return Optional.empty();
      }
      List<TiffSegments> pictures = pictures(directories.get(), file);
      return Optional.of(
          new TiffRegions(
              file.toString(),
              channel,
              pictures,
              notes(directories.get(), pictures.get(0).directory())));
    } catch (IOException | RuntimeException e) {
      close(channel, e);
      if (e instanceof AllNetException known) {
        throw known;
      }
      throw InputException.in(
          file,
          "is broken or cut short (" + ForeignFailure.words(e) + "); copy or export it again",
          e);
    }
  }

  private static void close(@Nullable SeekableByteChannel channel, Exception first) {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      first.addSuppressed(e);
    }
  }

  /** The picture and its smaller copies. */
  private static List<TiffSegments> pictures(List<TiffDirectory> directories, Path file)
      throws IOException {
    TiffDirectory picture =
        TiffDirectory.picture(directories).orElseThrow(() -> new IOException("it has no picture"));
    String unread = picture.unread();
    if (unread != null) {
      throw InputException.in(file, unread);
    }
    List<TiffSegments> pictures = new ArrayList<>();
    try {
      pictures.add(TiffSegments.of(picture));
    } catch (TiffSegments.UnsplitException e) {
      throw InputException.in(
          file,
          "is large, and its picture is in pieces of %s pixels, too large to read it by parts; save it as a tiled TIFF"
              .formatted(e.getMessage()),
          e);
    }
    for (TiffDirectory copy : TiffPyramid.of(picture, directories).copies()) {
      try {
        pictures.add(TiffSegments.of(copy));
      } catch (TiffSegments.UnsplitException | IOException e) {
        continue; // the picture itself is there
      }
    }
    pictures.sort(
        Comparator.comparingLong((TiffSegments one) -> one.directory().width()).reversed());
    return List.copyOf(pictures);
  }

  /** Smaller copies and pictures of the slide are no other pictures. */
  private static List<String> notes(List<TiffDirectory> directories, TiffDirectory picture) {
    int others = TiffPyramid.of(picture, directories).others();
    return others == 0
        ? List.of()
        : List.of(
            "has %d pictures; the first of the largest is read (%dx%d)"
                .formatted(others + 1, picture.width(), picture.height()));
  }

  @Override
  public List<Level> levels() {
    return pictures.stream()
        .map(one -> new Level((int) one.directory().width(), (int) one.directory().height()))
        .toList();
  }

  @Override
  public List<String> notes() {
    return notes;
  }

  @Override
  public byte[] rgb(int level, int left, int top, int width, int height) {
    TiffSegments picture = pictures.get(level);
    Objects.checkFromIndexSize(left, width, (int) picture.directory().width());
    Objects.checkFromIndexSize(top, height, (int) picture.directory().height());
    byte[] rgb = new byte[Math.multiplyExact(Math.multiplyExact(width, height), BANDS)];
    for (int row = top / picture.height(); row * (long) picture.height() < top + height; row++) {
      for (int column = left / picture.width();
          column * (long) picture.width() < left + width;
          column++) {
        int x = column * picture.width();
        int y = row * picture.height();
        byte[] segment = segment(level, picture, column, row);
        int from = Math.max(left, x);
        int count = Math.min(left + width, x + picture.width()) - from;
        int last = Math.min(top + height, y + picture.rows(row));
        for (int at = Math.max(top, y); at < last; at++) {
          System.arraycopy(
              segment,
              BANDS * ((at - y) * picture.width() + from - x),
              rgb,
              BANDS * ((at - top) * width + from - left),
              BANDS * count);
        }
      }
    }
    return rgb;
  }

  private byte[] segment(int level, TiffSegments picture, int column, int row) {
    String key = level + " " + column + " " + row;
    byte[] known = decoded.get(key);
    if (known != null) {
      return known;
    }
    int width = picture.width();
    int rows = picture.rows(row);
    byte[] rgb = new byte[Math.multiplyExact(width * rows, BANDS)];
    String place =
        "%s: part at (%d, %d)"
            .formatted(name, column * (long) width, row * (long) picture.height());
    try {
      byte[] file = picture.file(channel, column, row);
      if (file.length == 0) {
        Arrays.fill(rgb, WHITE);
      } else {
        CellPixels pixels = decoded(level, file, place);
        if (pixels.frameWidth() != width || pixels.frameHeight() != rows) {
          throw InputException.in(
              place,
              "is %dx%d pixels instead of %dx%d; export the picture again"
                  .formatted(pixels.frameWidth(), pixels.frameHeight(), width, rows));
        }
        for (int y = 0; y < pixels.height(); y++) {
          System.arraycopy(
              pixels.rgb(),
              BANDS * y * pixels.width(),
              rgb,
              BANDS * ((pixels.top() + y) * width + pixels.left()),
              BANDS * pixels.width());
        }
      }
    } catch (IOException | IndexOutOfBoundsException e) {
      throw InputException.in(
          place,
          "is broken or cut short (" + ForeignFailure.words(e) + "); export the picture again",
          e);
    }
    decoded.keep(key, rgb);
    return rgb;
  }

  private CellPixels decoded(int level, byte[] file, String place) throws IOException {
    OpacityRange known = opacity.get(level);
    if (known == null) {
      List<OpacityRange> own = new ArrayList<>(1);
      CellPixels pixels = listening(own).decode(file, place);
      if (own.isEmpty() || own.get(0).least() == OPAQUE) {
        return pixels;
      }
      known = whole(pictures.get(level), own.get(0));
      opacity.put(level, known);
    }
    OpacityRange whole = known;
    return DECODER.ofParts(own -> whole).decode(file, place);
  }

  private static ImageDecoder listening(List<OpacityRange> ranges) {
    return DECODER.ofParts(
        own -> {
          ranges.add(own);
          return own;
        });
  }

  /** Reads tiles, those from the middle on first, until it is known what their opacity means. */
  private OpacityRange whole(TiffSegments picture, OpacityRange first) throws IOException {
    OpacityRange whole = first;
    long count = (long) picture.across() * picture.down();
    for (long i = 0; i < count && !whole.isFinal(OPAQUE); i++) {
      long at = (count / 2 + i) % count;
      List<OpacityRange> ranges = new ArrayList<>(1);
      try {
        byte[] file =
            picture.file(channel, (int) (at % picture.across()), (int) (at / picture.across()));
        if (file.length > 0) {
          listening(ranges).decode(file, name);
        }
      } catch (IOException | InputException e) {
        if (!channel.isOpen()) {
          throw e;
        }
        continue; // whoever reads this tile is told
      }
      for (OpacityRange range : ranges) {
        whole = whole.and(range);
      }
    }
    return whole;
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw InputException.in(name, "can't be closed (" + ForeignFailure.words(e) + ")", e);
    }
  }
}
