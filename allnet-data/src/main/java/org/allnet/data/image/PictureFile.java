package org.allnet.data.image;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.allnet.data.InputException;
import org.allnet.data.dataset.ImageEndings;
import org.allnet.data.file.FileKind;
import org.allnet.data.file.ImageFormat;
import org.jspecify.annotations.Nullable;

/**
 * A file of one of the formats that are read, opened at the page that holds its picture. Not safe
 * for use by many threads.
 *
 * @param format the format, told by the content
 * @param reader reads it; disposed by {@link #close}
 * @param page the page with the picture, from 0
 * @param tags what a TIFF says of that page, null for the other formats
 * @param pages all pages of a TIFF, null for the other formats
 * @param note what is to be said of the choice of page, null if nothing
 */
record PictureFile(
    ImageFormat format,
    ImageReader reader,
    int page,
    @Nullable TiffTags tags,
    @Nullable TiffPages pages,
    @Nullable String note)
    implements AutoCloseable {

  /** The formats by the names that Java's readers have for them. */
  private static final Map<String, ImageFormat> FORMATS =
      Map.of(
          "bmp", ImageFormat.BMP,
          "png", ImageFormat.PNG,
          "jpeg", ImageFormat.JPEG,
          "jpg", ImageFormat.JPEG,
          "tiff", ImageFormat.TIFF,
          "tif", ImageFormat.TIFF,
          "bigtiff", ImageFormat.TIFF);

  static {
    ImageIO.setUseCache(false);
  }

  /**
   * Opens a file.
   *
   * @param head its first bytes, at least 512 if it has so many
   * @throws InputException if it is none of the formats, or of a kind that isn't read; says what it
   *     is
   * @throws IOException if its header is broken
   */
  static PictureFile open(ImageInputStream stream, byte[] head, String name) throws IOException {
    Iterator<ImageReader> readers = ImageIO.getImageReaders(stream);
    while (readers.hasNext()) {
      ImageReader reader = readers.next();
      ImageFormat format = FORMATS.get(reader.getFormatName().toLowerCase(Locale.ROOT));
      if (format != null) {
        try {
          return opened(format, reader, stream, name);
        } catch (IOException | RuntimeException e) {
          reader.dispose();
          throw e;
        }
      }
      reader.dispose();
    }
    throw other(head, name);
  }

  private static PictureFile opened(
      ImageFormat format, ImageReader reader, ImageInputStream stream, String name)
      throws IOException {
    boolean tiff = format == ImageFormat.TIFF;
    if (format == ImageFormat.JPEG) {
      JpegFrame.check(stream, name);
    }
    reader.setInput(stream, !tiff, true);
    if (!tiff) {
      return new PictureFile(format, reader, 0, null, null, null);
    }
    TiffPages pages = new TiffPages(TiffTags.pages(reader));
    pages.check(name);
    int page = pages.picture();
    return new PictureFile(
        format, reader, page, pages.pages().get(page), pages, pages.note(page, false));
  }

  /** {@return the pages that may be read in its place if it shows nothing} */
  List<PictureFile> others() {
    return pages == null
        ? List.of()
        : pages.others().stream()
            .map(
                other ->
                    new PictureFile(
                        format,
                        reader,
                        other,
                        pages.pages().get(other),
                        pages,
                        pages.note(other, true)))
            .toList();
  }

  private static InputException other(byte[] head, String name) {
    FileKind kind = FileKind.of(head);
    if (kind != null) {
      return InputException.in(name, "is " + kind.words() + "; " + kind.advice());
    }
    String text = new String(head, StandardCharsets.UTF_8).strip();
    if (text.matches("\\S{1,300}") && ImageEndings.isImage(text)) {
      return InputException.in(
          name, "is the text of a link to " + text + "; copy the image itself in its place");
    }
    return InputException.in(
        name,
        FileKind.isText(head)
            ? "is a text file, no image; give the image itself"
            : "is no " + ImageFormat.names() + " image; convert it to one of these");
  }

  /** {@return pixels across} */
  int width() throws IOException {
    return reader.getWidth(page);
  }

  /** {@return pixels down} */
  int height() throws IOException {
    return reader.getHeight(page);
  }

  @Override
  public void close() {
    reader.dispose();
  }
}
