package org.allnet.report.assembly;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.allnet.report.content.Reproduction;
import org.jspecify.annotations.Nullable;

/**
 * How a report came about, as the command that made it knows.
 *
 * @param command what repeats it: one command, or several in their order, a line each
 * @param version ALLNet's version
 * @param started when the work began
 * @param training how long the training took, all of it; absent if nothing was trained
 */
public record ReportContext(
    String command, String version, Instant started, @Nullable Duration training) {

  /**
   * How something came about by which nothing was trained.
   *
   * @param command the one command that repeats it
   * @param version ALLNet's version
   * @param started when the work began
   */
  public ReportContext(String command, String version, Instant started) {
    this(command, version, started, null);
  }

  /**
   * Returns how the report of a run came about that other commands had a part in.
   *
   * @param commands what repeats the run, in their order; none if only this command is known
   * @param time how long its training took, all of it
   */
  public ReportContext ofRun(List<String> commands, Duration time) {
    return new ReportContext(
        commands.isEmpty() ? command : String.join("\n", commands), version, started, time);
  }

  /**
   * Returns what makes the metrics of a report again that is made now.
   *
   * @param seed the seed, absent if nothing was drawn
   * @param options every resolved option by its name
   * @param hardware what it ran on, absent for this machine's processor as Java sees it
   * @return command, seed, options, versions, machine and times
   */
  public Reproduction reproduction(
      @Nullable Long seed, Map<String, String> options, @Nullable String hardware) {
    Map<String, String> versions = new LinkedHashMap<>();
    versions.put("ALLNet", version);
    versions.put(
        "Java", System.getProperty("java.version") + " " + System.getProperty("java.vendor"));
    versions.put("system", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    Instant now = Instant.now();
    int processors = Runtime.getRuntime().availableProcessors();
    return new Reproduction(
        now,
        command,
        seed,
        options,
        versions,
        hardware == null ? processors + " processors" : hardware,
        Duration.between(started, now),
        training);
  }
}
