package org.allnet.data.split;

import java.util.Arrays;
import java.util.Collection;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How images are kept apart between training and evaluating. Under every protocol an image is
 * evaluated by fold models alone that were not trained on it as itself.
 */
public enum Protocol {
  /**
   * A subject, and every subject that shares a copy of an image with it (the same file, the same
   * pixels or a near-duplicate), stays on one side; training folds alone are augmented. The
   * default.
   */
  SUBJECT("subject", "subject-level"),
  /**
   * As {@link #SUBJECT}, but nobody named the subjects: each is a run of consecutive images that
   * were photographed alike. A person may be in several runs, and so on both sides.
   */
  PRESUMED_SUBJECT("presumed-subject", "by presumed subject"),
  /**
   * Images are assigned one by one, so that cells of one person are on both sides and the metrics
   * are too good. Copies of an image stay together; training folds alone are augmented.
   */
  IMAGE("image", "image-level"),
  /**
   * As {@link #IMAGE}, but the images were augmented before the folds were cut, as the ALLNet paper
   * did (Sampathila et al. 2022, section 2.3): augmented siblings of an image that is evaluated are
   * trained on.
   */
  IMAGE_AUGMENTED_BEFORE_SPLIT(
      "image-augmented-before-split", "image-level, augmented before the split");

  private final String key;
  private final String label;

  Protocol(String key, String label) {
    this.key = key;
    this.label = label;
  }

  /** {@return the name in files} */
  public String key() {
    return key;
  }

  /** {@return the words that are beside every metric of this protocol} */
  public String label() {
    return label;
  }

  /** {@return whether cells of one person may be on both sides of the split} */
  public boolean imageLevel() {
    return this == IMAGE || this == IMAGE_AUGMENTED_BEFORE_SPLIT;
  }

  /** {@return whether the subjects that are kept together are presumed, as nobody named them} */
  public boolean presumed() {
    return this == PRESUMED_SUBJECT;
  }

  /**
   * {@return whether metrics have to name this protocol beside them, as they must not be taken for
   * metrics by subject}
   */
  public boolean marked() {
    return this != SUBJECT;
  }

  /**
   * Finds a protocol by its name in files.
   *
   * @param key the name
   * @return the protocol; empty if there is none of this name
   */
  public static Optional<Protocol> ofKey(String key) {
    return Arrays.stream(values()).filter(protocol -> protocol.key.equals(key)).findFirst();
  }

  /**
   * Returns the protocol that metrics of several systems together are under: the one that promises
   * least.
   *
   * @param protocols of the systems; null for a system whose protocol is unknown
   * @return an image-level protocol if there is one, null if there is none but an unknown one or no
   *     system at all, else {@link #SUBJECT}
   */
  public static @Nullable Protocol weakest(Collection<? extends @Nullable Protocol> protocols) {
    Optional<Protocol> most =
        protocols.stream()
            .filter(Objects::nonNull)
            .map(Objects::requireNonNull)
            .max(java.util.Comparator.naturalOrder());
    if (most.isEmpty() || (most.get() == SUBJECT && protocols.stream().anyMatch(Objects::isNull))) {
      return null;
    }
    return most.get();
  }
}
