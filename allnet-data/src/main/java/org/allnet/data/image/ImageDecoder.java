package org.allnet.data.image;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.allnet.data.AllNetException;
import org.allnet.data.ForeignFailure;
import org.allnet.data.InputException;
import org.allnet.data.JavaMemory;
import org.allnet.data.RunException;
import org.allnet.data.Sentence;
import org.allnet.data.file.ImageFormat;
import org.jspecify.annotations.Nullable;

/**
 * Reads BMP, PNG, JPEG and TIFF files, which are told apart by their content, into 8-bit sRGB. Of a
 * file with several pages the largest is taken that is no copy or mask of another, of equals the
 * first that shows something. Transparency is laid on black; colour profiles are applied, broken
 * ones ignored. A file whose brightness can't be known is refused. Sizes are checked against the
 * limits before a pixel is decoded.
 *
 * <p>Thread-safe. Images of all decoders of a process share the memory that decoding may take: a
 * large image waits until others are done. One that does not fit into Java's memory even alone is
 * refused with what it needs; that says nothing against the image.
 */
public final class ImageDecoder {

  /** Files of fewer bytes are read before it is known what their pictures need. */
  private static final long SMALL = 1 << 20;

  /** Bytes a pixel beside what the reader hands over: two conversions and the window. */
  private static final int BYTES_PER_PIXEL = 9;

  private final DecodeLimits limits;
  private final DecodeMemory memory;
  private final UnaryOperator<OpacityRange> whole;

  /**
   * Makes a decoder.
   *
   * @param limits what a file may cost
   */
  public ImageDecoder(DecodeLimits limits) {
    this(limits, DecodeMemory.OF_THIS_PROCESS);
  }

  ImageDecoder(DecodeLimits limits, DecodeMemory memory) {
    this(limits, memory, UnaryOperator.identity());
  }

  private ImageDecoder(
      DecodeLimits limits, DecodeMemory memory, UnaryOperator<OpacityRange> whole) {
    this.limits = limits;
    this.memory = memory;
    this.whole = whole;
  }

  /**
   * Returns a decoder of TIFF files that are parts of one picture. Opacity is relative to the most
   * opaque pixel of a picture, and one that is the same everywhere hides nothing: of a part alone
   * neither is known.
   *
   * @param opacity is told what the opacity of a file reaches, if it has any, and says what it
   *     reaches in the whole picture
   */
  public ImageDecoder ofParts(UnaryOperator<OpacityRange> opacity) {
    return new ImageDecoder(limits, memory, opacity);
  }

  /** Java's memory did not do for a picture that needs so many bytes. */
  private static final class OutOfRoom extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final long bytes;

    OutOfRoom(long bytes, Throwable cause) {
      super(cause);
      this.bytes = bytes;
    }
  }

  /**
   * Makes the pixels of an image, in memory that was taken for it or, with null, taking its own.
   */
  private interface Decoding {
    CellPixels with(DecodeMemory.@Nullable Taken taken);
  }

  /**
   * Decodes a file.
   *
   * @param file the image file
   * @return its pixels, cropped to the non-black window
   * @throws InputException if the file can't be read, is no image of the four formats, is broken or
   *     exceeds the limits
   * @throws RunException if Java has too little memory for it
   */
  public CellPixels decode(Path file) {
    return decode(file, note -> {});
  }

  /**
   * Decodes a file and says what had to be chosen.
   *
   * @param file the image file
   * @param notes takes a line for a file with several pictures
   * @return its pixels, cropped to the non-black window
   * @throws InputException as for {@link #decode(Path)}
   */
  public CellPixels decode(Path file, Consumer<String> notes) {
    String name = file.toString();
    long size = size(file);
    if (size <= SMALL) {
      byte[] bytes = read(file, size);
      return decode(name, taken -> decoded(bytes, name, notes, taken));
    }
    return decode(
        name,
        taken -> {
          long need = size;
          try {
            // What is beside the pixels, such as a text, can be too much before they are.
            need += pictureBytes(file);
            try (DecodeMemory.Taken own = taken == null ? memory.take(need, name) : null) {
              return decoded(read(file, size), name, notes, taken == null ? own : taken);
            }
          } catch (OutOfMemoryError e) {
            throw new OutOfRoom(need, e);
          }
        });
  }

  /** Tries in the memory that an image seems to need, and then in all there is. */
  private CellPixels decode(String name, Decoding decoding) {
    try {
      return decoding.with(null);
    } catch (OutOfRoom e) {
      long most = Runtime.getRuntime().maxMemory();
      if (e.bytes > most) {
        throw tooLittleMemory(name, e);
      }
    }
    try (DecodeMemory.Taken all = memory.take(Long.MAX_VALUE / 2, name)) {
      return decoding.with(all);
    } catch (OutOfRoom e) {
      throw tooLittleMemory(name, e);
    }
  }

  private static RunException tooLittleMemory(String name, OutOfRoom e) {
    long heap = Runtime.getRuntime().maxMemory();
    return RunException.in(
        name,
        Sentence.of(
            "needs about %d MiB of memory to decode, and of Java's %d MiB not so much is left; %s, or crop the image",
            mebibytes(e.bytes), heap >> 20, JavaMemory.ofHeap(heap + e.bytes)),
        e);
  }

  private static long mebibytes(long bytes) {
    return (bytes + (1 << 20) - 1) >> 20;
  }

  /**
   * Decodes an image held in memory.
   *
   * @param bytes the content of an image file
   * @param name what to call it in messages
   * @return its pixels, cropped to the non-black window
   * @throws InputException as for a file
   */
  public CellPixels decode(byte[] bytes, String name) {
    return decode(bytes, name, note -> {});
  }

  /**
   * Decodes an image held in memory and says what had to be chosen.
   *
   * @param bytes the content of an image file
   * @param name what to call it in messages
   * @param notes takes a line for a file with several pictures
   * @return its pixels, cropped to the non-black window
   * @throws InputException as for a file
   */
  public CellPixels decode(byte[] bytes, String name, Consumer<String> notes) {
    return decode(name, taken -> decoded(bytes, name, notes, taken));
  }

  /**
   * Converts a picture that was decoded by others.
   *
   * @param picture of grey levels or RGB colours, of 8 or 16 bits
   * @param name what to call it in messages
   * @param notes takes a line for what had to be presumed
   * @return its pixels, cropped to the non-black window; transparency is laid on black
   * @throws InputException if it has more pixels than the limits allow, or its brightness or
   *     colours can't be known
   */
  public CellPixels decode(BufferedImage picture, String name, Consumer<String> notes) {
    checkSize(picture.getWidth(), picture.getHeight(), name);
    byte[] rgb =
        PictureLevels.rgb(
            picture, null, null, name, whole, note -> notes.accept(name + ": " + note));
    return window(rgb, picture.getHeight(), picture.getWidth());
  }

  /**
   * Reads a stream to its end and decodes it.
   *
   * @param stream the content of an image file; not closed
   * @param name what to call it in messages
   * @return its pixels, cropped to the non-black window
   * @throws InputException as for a file, or if the stream fails
   */
  public CellPixels decode(InputStream stream, String name) {
    byte[] bytes;
    try {
      bytes = stream.readNBytes((int) Math.min(limits.maxBytes() + 1, Integer.MAX_VALUE - 9));
    } catch (IOException e) {
      throw InputException.in(
          name, "can't be read (" + ForeignFailure.words(e) + "); send the image again", e);
    }
    if (bytes.length > limits.maxBytes()) {
      throw InputException.in(
          name,
          "has more than the %d bytes allowed; crop or export it smaller"
              .formatted(limits.maxBytes()));
    }
    return decode(bytes, name);
  }

  /**
   * Returns what is wrong with an image for whoever names the image already.
   *
   * @param image what messages call the image, such as its path
   * @param problem one line, which may begin with that
   * @return the line without it
   */
  public static String reason(String image, String problem) {
    String path = image + ": ";
    return problem.startsWith(path) ? problem.substring(path.length()) : problem;
  }

  private CellPixels decoded(
      byte[] bytes, String name, Consumer<String> notes, DecodeMemory.@Nullable Taken taken) {
    if (bytes.length > limits.maxBytes()) {
      throw tooLarge(name, bytes.length);
    }
    if (bytes.length == 0) {
      throw InputException.in(name, "is empty; copy the image again");
    }
    byte[] mended = BmpHeader.mended(bytes, bytes.length);
    long need = bytes.length;
    try (ImageInputStream stream =
            new MemoryCacheImageInputStream(new ByteArrayInputStream(mended));
        PictureFile file = PictureFile.open(stream, bytes, name)) {
      checkSize(file, name);
      need = bytes.length + pictureBytes(file);
      try (DecodeMemory.Taken own = taken == null ? memory.take(need, name) : null) {
        return picture(file, mended, name, note -> notes.accept(name + ": " + note));
      }
    } catch (IOException | RuntimeException e) {
      if (e instanceof AllNetException known) {
        throw known;
      }
      if (isOutOfMemory(e)) {
        throw new OutOfRoom(need, e);
      }
      if (ForeignFailure.words(e).contains("Compression value")) {
        throw InputException.in(
            name,
            "is compressed in a way that isn't read (%s); save it anew with LZW or without compression"
                .formatted(ForeignFailure.words(e)),
            e);
      }
      if (ForeignFailure.words(e).matches("Unsupported .*|.* not supported\\b.*")) {
        throw InputException.in(
            name,
            "is of a kind that isn't read (%s); export it as 8-bit RGB"
                .formatted(ForeignFailure.words(e)),
            e);
      }
      throw InputException.in(
          name,
          "is broken or cut short (" + ForeignFailure.words(e) + "); copy or export it again",
          e);
    } catch (OutOfMemoryError e) {
      throw new OutOfRoom(need, e);
    }
  }

  /** The picture of a file: of equal pages the first that shows something. */
  private CellPixels picture(PictureFile file, byte[] bytes, String name, Consumer<String> notes)
      throws IOException {
    List<String> said = new ArrayList<>();
    CellPixels pixels = window(rgb(file, bytes, name, said::add), file.height(), file.width());
    PictureFile read = file;
    List<PictureFile> others = file.others();
    if (!others.isEmpty() && !VisiblePart.of(pixels).isEnough()) {
      for (PictureFile other : others) {
        List<String> ofOther = new ArrayList<>();
        CellPixels more =
            window(rgb(other, bytes, name, ofOther::add), other.height(), other.width());
        if (VisiblePart.of(more).isEnough()) {
          pixels = more;
          read = other;
          said = ofOther;
          break;
        }
      }
    }
    if (read.note() != null) {
      notes.accept(read.note());
    }
    said.forEach(notes);
    return pixels;
  }

  /** A reader may report the end of memory as its own failure. */
  private static boolean isOutOfMemory(Throwable e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof OutOfMemoryError) {
        return true;
      }
    }
    return false;
  }

  /**
   * What the picture of a file will need; nothing if its header can't be read, as is said later.
   */
  private long pictureBytes(Path path) {
    try (ImageInputStream stream = new PathStream(path);
        PictureFile file = PictureFile.open(stream, new byte[0], path.toString())) {
      checkSize(file, path.toString());
      return pictureBytes(file);
    } catch (IOException | RuntimeException e) {
      return 0; // decoding says what is wrong with it
    }
  }

  private static long pictureBytes(PictureFile file) throws IOException {
    return (long) file.width() * file.height() * (rasterBytes(file) + BYTES_PER_PIXEL);
  }

  /** Bytes a pixel of what the reader hands over; four if it does not say before it has read. */
  private static int rasterBytes(PictureFile file) {
    try {
      ImageTypeSpecifier type = file.reader().getRawImageType(file.page());
      int bits = 0;
      for (int band = 0; type != null && band < type.getNumBands(); band++) {
        bits += type.getBitsPerBand(band);
      }
      return bits == 0 ? Integer.BYTES : (bits + Byte.SIZE - 1) / Byte.SIZE;
    } catch (IOException | RuntimeException e) {
      return Integer.BYTES; // decoding says what is wrong with it
    }
  }

  private long size(Path file) {
    try {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      if (!attributes.isRegularFile()) {
        throw InputException.in(file, "is no regular file; give an image file");
      }
      if (attributes.size() > limits.maxBytes()) {
        throw tooLarge(file.toString(), attributes.size());
      }
      return attributes.size();
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  /** One byte more than announced tells a file that is still growing, without reading on. */
  private static byte[] read(Path file, long size) {
    int announced = Math.toIntExact(Math.min(size, Integer.MAX_VALUE - 9));
    try (InputStream content = Files.newInputStream(file)) {
      byte[] bytes = content.readNBytes(announced + 1);
      if (bytes.length > announced) {
        throw InputException.in(file, "grew while it was read; wait until it is written");
      }
      return bytes;
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private static InputException unreadable(Path file, IOException e) {
    return e instanceof NoSuchFileException
        ? InputException.in(file, "there is no such file; check the path", e)
        : InputException.in(
            file,
            "can't be read (" + ForeignFailure.words(e) + "); check the file and its permissions",
            e);
  }

  private InputException tooLarge(String name, long bytes) {
    return InputException.in(
        name,
        "has "
            + bytes
            + " bytes, more than the "
            + limits.maxBytes()
            + " allowed; crop or export it smaller");
  }

  private void checkSize(PictureFile file, String name) throws IOException {
    checkSize(file.width(), file.height(), name);
  }

  private void checkSize(long width, long height, String name) {
    if (width < 1 || height < 1) {
      throw InputException.in(
          name,
          "is %dx%d pixels, so that nothing is in it; save it again".formatted(width, height));
    }
    if (width * height > limits.maxPixels()) {
      throw InputException.in(
          name,
          "is "
              + width
              + "x"
              + height
              + " pixels, more than the "
              + limits.maxPixels()
              + " allowed; crop or export it smaller");
    }
  }

  private byte[] rgb(PictureFile file, byte[] bytes, String name, Consumer<String> notes)
      throws IOException {
    ImageReader reader = file.reader();
    TiffTags tags = file.tags();
    TiffStrips strips = tags == null ? null : TiffStrips.of(file);
    String lost = LostTail.of(file.format(), strips, bytes);
    if (lost != null) {
      throw InputException.in(
          name, "is cut short or damaged (%s); copy or export it again".formatted(lost));
    }
    boolean[] damaged = new boolean[1];
    reader.addIIOReadWarningListener(
        (source, warning) -> damaged[0] |= saysDamaged(warning.toLowerCase(Locale.ROOT)));
    byte[] rgb;
    if (tags != null) {
      rgb = TiffPicture.rgb(file, tags.samples(), name, whole, notes);
    } else {
      BufferedImage image = reader.read(file.page());
      PngChunks chunks = file.format() == ImageFormat.PNG ? PngChunks.of(bytes) : null;
      if (ShortPalette.isOf(image, chunks == null ? BmpHeader.colours(bytes) : chunks.colours())) {
        throw InputException.in(
            name, "uses colours that its palette doesn't have; save it anew as 8-bit RGB");
      }
      if (chunks != null && chunks.frames() > 1) {
        notes.accept(
            "is an animation of %d frames, of which the still picture is read"
                .formatted(chunks.frames()));
      }
      if (chunks != null && chunks.coded() == PngChunks.Coded.OTHER_LEVELS) {
        throw InputException.in(
            name,
            "says that its levels are of high dynamic range or in proportion to light (cICP), which no network is trained on; export it as 8-bit sRGB");
      }
      if (chunks != null && chunks.coded() == PngChunks.Coded.WIDE) {
        notes.accept(
            "says that it has other primaries than sRGB (cICP), which is not applied: its colours are read paler than they are shown; export it as sRGB");
      }
      if (chunks != null && chunks.linear()) {
        notes.accept(
            "says that its levels are in proportion to light (gAMA near 1), which is not applied: it is read darker than it is shown; export it as sRGB");
      }
      rgb =
          PictureLevels.rgb(
              image,
              chunks == null ? null : SampleTags.ofPng(chunks.significantBits()),
              ColourProfiles.of(chunks == null ? BmpHeader.profile(bytes) : chunks.profile()),
              name,
              whole,
              notes);
    }
    if (damaged[0] || isCut(file, strips, bytes, rgb)) {
      throw InputException.in(name, "is cut short or damaged; copy or export it again");
    }
    return rgb;
  }

  /** Whether the picture of an uncompressed file breaks off in the zeros at the file's end. */
  private static boolean isCut(
      PictureFile file, @Nullable TiffStrips strips, byte[] bytes, byte[] rgb) throws IOException {
    if (strips == null && file.format() != ImageFormat.BMP) {
      return false;
    }
    long firstZero = bytes.length - LostTail.zerosAtEnd(bytes, 0, bytes.length);
    RawPart part =
        strips == null ? RawPart.ofBmp(file, bytes) : RawPart.ofTiff(file, strips, firstZero);
    return part != null && part.isCut(rgb, file.width(), firstZero);
  }

  /** Whether a warning is about missing or damaged pixels; a remark on other things is no harm. */
  private static boolean saysDamaged(String warning) {
    boolean remark =
        List.of("profile", "icc", "exif", "xmp", "metadata", "jfif", "adobe", "thumbnail").stream()
            .anyMatch(warning::contains);
    boolean missing =
        warning.contains("premature") || warning.contains("truncated") || warning.contains("eof");
    boolean wrong =
        warning.contains("huffman")
            || (warning.contains("corrupt") && !warning.contains("extraneous"));
    return !remark && (missing || wrong);
  }

  /** The smallest window with every pixel that has a channel above 0. */
  private static CellPixels window(byte[] rgb, int height, int width) {
    int top = -1;
    int bottom = 0;
    int left = width;
    int right = 0;
    int rowBytes = width * 3;
    byte[] black = new byte[rowBytes];
    for (int y = 0; y < height; y++) {
      int start = y * rowBytes;
      int first = Arrays.mismatch(rgb, start, start + rowBytes, black, 0, rowBytes);
      if (first < 0) {
        continue;
      }
      top = top < 0 ? y : top;
      bottom = y + 1;
      left = Math.min(left, first / 3);
      int known = right * 3;
      if (!Arrays.equals(rgb, start + known, start + rowBytes, black, known, rowBytes)) {
        int last = rowBytes - 1;
        while (rgb[start + last] == 0) {
          last--;
        }
        right = last / 3 + 1;
      }
    }
    if (top < 0) {
      return new CellPixels(height, width, 0, 0, 0, 0, new byte[0]);
    }
    byte[] cropped = new byte[(bottom - top) * (right - left) * 3];
    for (int y = top; y < bottom; y++) {
      System.arraycopy(
          rgb, (y * width + left) * 3, cropped, (y - top) * (right - left) * 3, (right - left) * 3);
    }
    return new CellPixels(height, width, top, left, bottom - top, right - left, cropped);
  }
}
