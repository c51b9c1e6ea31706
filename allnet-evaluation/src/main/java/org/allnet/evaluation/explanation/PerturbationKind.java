package org.allnet.evaluation.explanation;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Which way pixels go while a perturbation curve is measured. */
public enum PerturbationKind {
  /** From the whole image; the most relevant pixels are taken away first. */
  DELETION,
  /** From the image without its pixels; the most relevant are put in first. */
  INSERTION;

  /** {@return the name in files and for readers, such as {@code deletion}} */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Returns the kind of a name.
   *
   * @param key the name, such as {@code deletion}
   * @return the kind; empty if there is none
   */
  public static Optional<PerturbationKind> ofKey(String key) {
    return Arrays.stream(values()).filter(kind -> kind.key().equals(key)).findFirst();
  }
}
