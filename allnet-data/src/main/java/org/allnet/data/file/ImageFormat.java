package org.allnet.data.file;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The formats of images that ALLNet reads, with the endings of their names and first bytes. */
public enum ImageFormat {
  /** Windows bitmaps. */
  BMP("bmp", "dib") {
    @Override
    boolean begins(byte[] head, String text) {
      return text.startsWith("BM") && text.length() > 26 && BMP_HEADERS.contains(head[14]);
    }
  },
  /** Portable Network Graphics. */
  PNG("png") {
    @Override
    boolean begins(byte[] head, String text) {
      return text.startsWith("\u0089PNG\r\n");
    }
  },
  /** JPEG, whatever is packed around it. */
  JPEG("jpg", "jpeg", "jpe", "jfif") {
    @Override
    boolean begins(byte[] head, String text) {
      return text.startsWith("\u00FF\u00D8\u00FF");
    }
  },
  /** TIFF and BigTIFF. */
  TIFF("tif", "tiff", "btf", "tf8") {
    @Override
    boolean begins(byte[] head, String text) {
      return List.of("II*\0", "II+\0", "MM\0*", "MM\0+").stream().anyMatch(text::startsWith);
    }
  };

  /** How long a BMP file's second header is. */
  private static final List<Byte> BMP_HEADERS =
      List.of((byte) 12, (byte) 40, (byte) 52, (byte) 56, (byte) 64, (byte) 108, (byte) 124);

  private final List<String> endings;

  ImageFormat(String... endings) {
    this.endings = List.of(endings);
  }

  abstract boolean begins(byte[] head, String text);

  /** {@return the endings of its files' names, lower case, without the dot} */
  public List<String> endings() {
    return endings;
  }

  /**
   * Tells a file's format by its content.
   *
   * @param head its first bytes; 27 are enough
   * @return the format; null if it is none of these
   */
  public static @Nullable ImageFormat of(byte[] head) {
    String text = new String(head, StandardCharsets.ISO_8859_1);
    return Arrays.stream(values())
        .filter(format -> format.begins(head, text))
        .findFirst()
        .orElse(null);
  }

  /** {@return the names of all formats, for a message: {@code BMP, PNG, JPEG or TIFF}} */
  public static String names() {
    List<String> names = Arrays.stream(values()).map(ImageFormat::name).toList();
    int last = names.size() - 1;
    return String.join(", ", names.subList(0, last)) + " or " + names.get(last);
  }

  /** {@return the endings of all formats, sorted, with a dot, for a message} */
  public static String endingsOfAll() {
    return Arrays.stream(values())
        .flatMap(format -> format.endings.stream())
        .sorted()
        .map(ending -> "." + ending)
        .collect(Collectors.joining(", "));
  }
}
