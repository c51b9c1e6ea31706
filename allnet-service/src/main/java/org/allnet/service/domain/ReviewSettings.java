package org.allnet.service.domain;

import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.allnet.data.InputException;

/**
 * How a person likes to review.
 *
 * @param keys which key does what; an action without a key is done by its button alone
 * @param keysOn whether keys do anything but move
 * @param advance whether a judged cell makes place for the next one
 */
public record ReviewSettings(Map<ReviewAction, String> keys, boolean keysOn, boolean advance) {

  /** As they are until somebody changes them. */
  public static final ReviewSettings USUAL = new ReviewSettings(usual(), true, true);

  private static Map<ReviewAction, String> usual() {
    Map<ReviewAction, String> keys = new EnumMap<>(ReviewAction.class);
    for (ReviewAction action : ReviewAction.values()) {
      keys.put(action, action.usual());
    }
    return keys;
  }

  /**
   * Refuses keys that can't work.
   *
   * @throws InputException if a key is neither one visible character nor {@code Enter} or {@code
   *     Space}, or two actions have one key
   */
  public ReviewSettings {
    EnumMap<ReviewAction, String> copy = new EnumMap<>(ReviewAction.class);
    Map<String, ReviewAction> taken = new HashMap<>();
    for (Map.Entry<ReviewAction, String> one : keys.entrySet()) {
      String key = normal(one.getValue());
      ReviewAction other = taken.put(key, one.getKey());
      if (other != null) {
        throw new InputException(
            "keys: '%s' is that of '%s' and of '%s'; give each its own"
                .formatted(key, other.words(), one.getKey().words()));
      }
      copy.put(one.getKey(), key);
    }
    keys = Collections.unmodifiableMap(copy);
  }

  private static String normal(String key) {
    if (key.equals("Enter") || key.equals("Space")) {
      return key;
    }
    boolean isVisible =
        key.codePointCount(0, key.length()) == 1
            && !Character.isWhitespace(key.codePointAt(0))
            && !Character.isISOControl(key.codePointAt(0));
    if (!isVisible) {
      throw new InputException(
          "keys: '%s' is no key for a review; give one character, Enter or Space"
              .formatted(key.strip()));
    }
    return key.toLowerCase(Locale.ROOT);
  }

  /**
   * Returns the key of an action.
   *
   * @param action which one
   * @return absent if it has none
   */
  public Optional<String> key(ReviewAction action) {
    return Optional.ofNullable(keys.get(action));
  }
}
