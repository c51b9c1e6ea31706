package org.allnet.service.domain;

import java.util.Optional;
import org.allnet.data.InputException;

/**
 * A picture of a case: of one cell, or a whole field with many.
 *
 * @param id what it is known by
 * @param of the case
 * @param content the hash of its bytes, by which they are stored; empty once they are erased
 * @param width in pixels
 * @param height in pixels
 * @param kind what it shows
 * @param fileName the file's name, if the project keeps names
 * @param synthetic whether a program made what it shows, as its mark said when it came
 */
public record Picture(
    Id.Picture id,
    Id.Case of,
    Optional<Hash> content,
    int width,
    int height,
    Kind kind,
    Optional<SealedText> fileName,
    boolean synthetic) {

  /** What a picture shows. */
  public enum Kind {
    /** One cell, which fills it. */
    CELL,
    /** A field of a smear. */
    FIELD
  }

  /**
   * Refuses a picture without pixels.
   *
   * @throws InputException if a side is below 1
   */
  public Picture {
    if (width < 1 || height < 1) {
      throw new InputException("picture: %d x %d pixels are no picture".formatted(width, height));
    }
  }
}
