package org.allnet.report.content;

import org.allnet.evaluation.prediction.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * A cell shown on the page.
 *
 * @param image the image's name
 * @param png the picture, a PNG file of at most {@value #MAX_BYTES} bytes; treat it as read-only
 * @param truth its true class, absent if unknown
 * @param predicted the class predicted for it
 * @param probability the probability of the positive class; with more than two classes, of the
 *     predicted one
 * @param refusal whether the model refuses it, absent if unknown
 * @param caption anything further, absent if there is nothing to say
 */
public record CellPicture(
    String image,
    byte[] png,
    @Nullable String truth,
    String predicted,
    double probability,
    @Nullable Refusal refusal,
    @Nullable String caption) {

  /** The largest picture that is put on a page. */
  public static final int MAX_BYTES = 1 << 20;

  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

  /**
   * Checks the picture.
   *
   * @throws IllegalArgumentException if it does not begin as a PNG, or has more than {@value
   *     #MAX_BYTES} bytes
   */
  public CellPicture {
    boolean isPng = png.length >= SIGNATURE.length && png.length <= MAX_BYTES;
    for (int i = 0; isPng && i < SIGNATURE.length; i++) {
      isPng = png[i] == SIGNATURE[i];
    }
    if (!isPng) {
      throw new IllegalArgumentException(
          image + ": " + png.length + " bytes are no PNG of at most " + MAX_BYTES);
    }
  }

  /** {@return whether the truth is known and was predicted} */
  public boolean right() {
    return predicted.equals(truth);
  }

  /** {@return whether the truth is known and something else was predicted} */
  public boolean wrong() {
    return truth != null && !truth.equals(predicted);
  }
}
