package org.allnet.cli.service;

import org.allnet.service.log.LogFormat;
import org.allnet.service.log.ServiceLog;
import picocli.CommandLine.Option;

/** The option that says how a process writes its log. */
final class LogMixin {

  @Option(
      names = "--log",
      paramLabel = "FORMAT",
      description =
          "How the log is written to the standard error output: text or json. Default: text.")
  private LogFormat log = LogFormat.TEXT;

  /** Writes the log from now on. */
  void use() {
    ServiceLog.use(log, System.err);
  }
}
