package org.allnet.evaluation.prediction;

import java.util.Arrays;
import java.util.Optional;

/** What an image was to the system that predicted it. */
public enum Role {
  /** It was kept from training and from every choice. */
  HOLD_OUT("hold-out", "images that were held out"),
  /** It is none of the images that the system knew when it was made. */
  EXTERNAL("external", "images of another source than training"),
  /** Nothing says what it was. */
  UNKNOWN("", "images of which it is not known whether the system was trained on them"),
  /** The epoch, the temperature, the thresholds or the weights of an ensemble were chosen on it. */
  VALIDATION("validation", "images that the system was validated and fitted on"),
  /** It was trained on. */
  TRAINING("training", "images that the system was trained on");

  private final String key;
  private final String label;

  Role(String key, String label) {
    this.key = key;
    this.label = label;
  }

  /** {@return the word in files; empty for {@link #UNKNOWN}} */
  public String key() {
    return key;
  }

  /** {@return the images of this role for a reader} */
  public String label() {
    return label;
  }

  /** {@return the word for a reader, such as in a table} */
  public String word() {
    return key.isEmpty() ? "unknown" : key;
  }

  /**
   * Finds a role by its word in files.
   *
   * @param key the word; empty for {@link #UNKNOWN}
   * @return the role; nothing if there is none of that word
   */
  public static Optional<Role> ofKey(String key) {
    return Arrays.stream(values()).filter(role -> role.key.equals(key)).findFirst();
  }
}
