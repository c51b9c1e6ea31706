package org.allnet.evaluation.prediction;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a model says of whether it may answer about an image at all, whatever its probabilities are.
 *
 * @param cause why it refuses the image; absent if it accepts it
 * @param reason why, for a reader; empty if it accepts it
 */
public record Refusal(@Nullable Cause cause, String reason) {

  /** The image is accepted. */
  public static final Refusal NONE = new Refusal(null, "");

  /** Why a model refuses an image. */
  public enum Cause {
    /** Its quality is poor. */
    POOR_IMAGE,
    /** It is unlike the images of training. */
    UNLIKE_TRAINING,
    /** It is one even ground. */
    EVEN,
    /** It is too small. */
    SMALL,
    /** It is a strip. */
    LONG,
    /** It is a mask. */
    MASK,
    /** It is noise. */
    NOISE,
    /** Its middle, which is all that the model looks at, is even. */
    EVEN_MIDDLE,
    /** Segmentation leaves nothing of it. */
    ERASED;

    /** {@return the word for programs, such as {@code poor-image}} */
    public String key() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** {@return whether the image itself shows nothing, so that it is in no metric of any model} */
    public boolean isOfImage() {
      return switch (this) {
        case EVEN, SMALL, LONG, MASK, NOISE -> true;
        case POOR_IMAGE, UNLIKE_TRAINING, EVEN_MIDDLE, ERASED -> false;
      };
    }

    /**
     * Finds a cause by its word.
     *
     * @param key the word
     * @return the cause; empty if there is none of this word
     */
    public static Optional<Cause> ofKey(String key) {
      return Arrays.stream(values()).filter(cause -> cause.key().equals(key)).findFirst();
    }
  }

  /**
   * A refusal as it is written in files.
   *
   * @param key the cause's word, empty if the image is accepted
   * @param reason why, for a reader
   * @throws IllegalArgumentException if there is no such word; the message says which there are
   */
  static Refusal read(String key, String reason) {
    if (key.isEmpty()) {
      return NONE;
    }
    Cause cause =
        Cause.ofKey(key)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "column '%s': '%s' is unknown; use %s, or leave the column out"
                            .formatted(
                                Columns.REFUSED,
                                Columns.shorten(key),
                                Arrays.stream(Cause.values())
                                    .map(Cause::key)
                                    .collect(Collectors.joining(", ")))));
    return new Refusal(cause, reason);
  }

  /** {@return the cause's word in files; empty if the image is accepted} */
  public String key() {
    return cause == null ? "" : cause.key();
  }

  /** {@return whether the image is refused} */
  public boolean isRefused() {
    return cause != null;
  }
}
