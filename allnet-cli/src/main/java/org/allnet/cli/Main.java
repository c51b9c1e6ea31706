package org.allnet.cli;

import java.io.BufferedWriter;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/** The process: {@code allnet} as the launchers start it. */
public final class Main {

  private Main() {}

  /**
   * Runs one command and ends the process with its exit code.
   *
   * @param arguments as typed
   */
  public static void main(String[] arguments) {
    PrintWriter out = utf8(FileDescriptor.out);
    PrintWriter err = utf8(FileDescriptor.err);
    int code = new AllnetProgram(out, err, isWatched()).run(arguments);
    // YARN takes a driver of its own that ends its process for one that failed.
    if (code == 0 && "cluster".equals(System.getProperty("spark.submit.deployMode"))) {
      return;
    }
    System.exit(code);
  }

  /** The launcher looks; if none did, the whole console has to be a terminal. */
  private static boolean isWatched() {
    String told = System.getProperty("allnet.terminal");
    return told == null ? System.console() != null : Boolean.parseBoolean(told);
  }

  /** UTF-8 whatever the locale, so that output is the same on every machine. */
  private static PrintWriter utf8(FileDescriptor descriptor) {
    return new PrintWriter(
        new BufferedWriter(
            new OutputStreamWriter(new FileOutputStream(descriptor), StandardCharsets.UTF_8)),
        true);
  }
}
