package org.allnet.cli.terminal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The version and the commit that the build wrote down. */
public final class Version implements IVersionProvider {

  /** For the command line. */
  public Version() {}

  private static final String UNKNOWN = "unknown";

  /** {@return ALLNet's version, such as {@code 0.1.0}} */
  public static String number() {
    return written().getProperty("version", UNKNOWN);
  }

  /**
   * {@return the git commit of the sources, 40 hexadecimal digits; with {@code -dirty} behind it if
   * they had been changed since, and {@code unknown} if they were not built in a git repository}
   */
  public static String commit() {
    return written().getProperty("commit", UNKNOWN);
  }

  /** {@return version and commit in one text, for everything that is kept} */
  public static String withCommit() {
    return number() + " (commit " + commit() + ")";
  }

  private static Properties written() {
    Properties properties = new Properties();
    try (InputStream in = Version.class.getResourceAsStream("/org/allnet/cli/version.properties")) {
      if (in != null) {
        properties.load(in);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties;
  }

  @Override
  public String[] getVersion() {
    return new String[] {
      "allnet " + number(),
      "commit " + commit(),
      "Java " + System.getProperty("java.version") + ", " + System.getProperty("os.arch")
    };
  }
}
