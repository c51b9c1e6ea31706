package org.allnet.inference.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Optional;
import org.allnet.data.InputException;
import org.allnet.data.split.Protocol;
import org.jspecify.annotations.Nullable;

/**
 * What was kept together in the split that a model came of. In files it is the protocol's key, or
 * {@code none} if there was no split.
 *
 * @param protocol the split's protocol; absent if the model came of no split
 */
public record SplitProtocol(@Nullable Protocol protocol) {

  /** The model came of no split. */
  public static final SplitProtocol NONE = new SplitProtocol(null);

  private static final String NONE_IN_FILES = "none";

  /**
   * Finds it by its word in files.
   *
   * @param key a protocol's key, or {@code none}
   * @throws InputException if it is neither
   */
  @JsonCreator
  public static SplitProtocol ofKey(String key) {
    if (key.equals(NONE_IN_FILES)) {
      return NONE;
    }
    return Protocol.ofKey(key)
        .map(SplitProtocol::new)
        .orElseThrow(() -> new InputException("protocol: '%s' is unknown".formatted(key)));
  }

  /** {@return its word in files} */
  @JsonValue
  public String key() {
    return protocol == null ? NONE_IN_FILES : protocol.key();
  }

  /** {@return the split's protocol; empty if the model came of no split} */
  public Optional<Protocol> known() {
    return Optional.ofNullable(protocol);
  }
}
