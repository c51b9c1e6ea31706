package org.allnet.cli.terminal;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.logging.LogManager;

/**
 * Lets libraries that log to {@code java.util.logging} say warnings alone: one of them tells each
 * tree that it grows. Java makes one as soon as the first of them logs, since a system property
 * names this class; a start at which none logs pays nothing.
 */
public final class ForeignLog {

  /** By which Java finds the class that sets up its logging. */
  private static final String PROPERTY = "java.util.logging.config.class";

  private static final String SETTINGS =
      ".level = WARNING\nhandlers = java.util.logging.ConsoleHandler\n";

  /**
   * Sets up the logging of this process, for Java alone.
   *
   * @throws IOException never: the settings are in memory
   */
  public ForeignLog() throws IOException {
    LogManager.getLogManager()
        .readConfiguration(new ByteArrayInputStream(SETTINGS.getBytes(StandardCharsets.US_ASCII)));
  }

  /** Has Java set up its logging by this class, unless whoever started it said otherwise. */
  static void use() {
    if (System.getProperty(PROPERTY) == null
        && System.getProperty("java.util.logging.config.file") == null) {
      System.setProperty(PROPERTY, ForeignLog.class.getName());
    }
  }
}
