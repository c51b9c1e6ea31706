package org.allnet.data.image;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * An image that is not decoded yet: a file, the bytes of one, or a picture that Java holds. {@link
 * #decode} is called once, by any thread.
 */
public interface ImageSource {

  /** {@return the image's name in results} */
  String name();

  /** {@return what messages about the image begin with, such as its path} */
  default String place() {
    return name();
  }

  /** {@return bytes that its decoded pixels take; 0 if that is unknown before they are decoded} */
  default long pixelBytes() {
    return 0;
  }

  /**
   * Decodes the image.
   *
   * @param decoder reads image files
   * @param notes takes a line for what had to be chosen, such as one of several pages
   * @return the pixels
   * @throws org.allnet.data.InputException if the image can't be read or is broken
   * @throws org.allnet.data.RunException if Java has too little memory for it
   */
  CellPixels decode(ImageDecoder decoder, Consumer<String> notes);

  /**
   * Returns a file as a source.
   *
   * @param file a BMP, PNG, JPEG or TIFF file
   */
  static ImageSource of(Path file) {
    return new ImageFiles.Named(
        file.toString().replace(file.getFileSystem().getSeparator(), "/"), file);
  }

  /**
   * Returns the content of a file as a source.
   *
   * @param content the bytes of a BMP, PNG, JPEG or TIFF file; not copied
   * @param name the image's name
   */
  static ImageSource of(byte[] content, String name) {
    return new ImageSource() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public CellPixels decode(ImageDecoder decoder, Consumer<String> notes) {
        return decoder.decode(content, name, notes);
      }
    };
  }

  /**
   * Returns a picture as a source.
   *
   * @param picture the picture; not copied
   * @param name the image's name
   */
  static ImageSource of(BufferedImage picture, String name) {
    return new ImageSource() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public long pixelBytes() {
        return 3L * picture.getWidth() * picture.getHeight();
      }

      @Override
      public CellPixels decode(ImageDecoder decoder, Consumer<String> notes) {
        return decoder.decode(picture, name, notes);
      }
    };
  }
}
