package org.allnet.service.log;

import java.util.Locale;

/** How lines of the log are written. */
public enum LogFormat {
  /** Time, level, event and {@code name=value}, for people. */
  TEXT,
  /** One JSON object in each line, for programs. */
  JSON;

  /** {@return the name as an option says it} */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
