package org.allnet.evaluation.report.assembly;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.allnet.evaluation.report.Provenance;
import org.jspecify.annotations.Nullable;

/**
 * How a report came about, as the command that made it knows.
 *
 * @param command the one command that repeats it
 * @param version ALLNet's version
 * @param started when the work began
 */
public record Making(String command, String version, Instant started) {

  /**
   * The provenance of a report made now.
   *
   * @param seed the seed, absent where nothing was drawn
   * @param options every resolved option by its name
   * @param hardware what it ran on, absent for this machine's processor as Java sees it
   * @return the provenance
   */
  public Provenance provenance(
      @Nullable Long seed, Map<String, String> options, @Nullable String hardware) {
    Map<String, String> versions = new LinkedHashMap<>();
    versions.put("ALLNet", version);
    versions.put(
        "Java", System.getProperty("java.version") + " " + System.getProperty("java.vendor"));
    versions.put("system", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    Instant now = Instant.now();
    int processors = Runtime.getRuntime().availableProcessors();
    return new Provenance(
        now,
        command,
        seed,
        options,
        versions,
        hardware == null ? processors + " processors" : hardware,
        Duration.between(started, now));
  }
}
