package org.allnet.cli.terminal;

import java.util.Locale;
import org.allnet.data.split.Protocol;

/** What {@code --protocol} keeps on one side of a split. */
public enum SplitUnit {
  /** A person with all of their cells. */
  SUBJECT(Protocol.SUBJECT),
  /** An image by itself. */
  IMAGE(Protocol.IMAGE);

  private final Protocol protocol;

  SplitUnit(Protocol protocol) {
    this.protocol = protocol;
  }

  /** {@return the protocol if training folds alone are augmented} */
  public Protocol protocol() {
    return protocol;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
