package org.allnet.report.content;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What makes the metrics of a report again: the command and all that it acted on. Where a model
 * comes from is said by the model file.
 *
 * @param made when the page was made
 * @param command what repeats the run: one command, or several in their order, a line each
 * @param seed the seed, absent if nothing was drawn
 * @param options every resolved option that acted, by its name, in the order to show
 * @param versions what it ran with by its name: ALLNet, commit, Java, engine
 * @param hardware what it ran on, absent if unknown
 * @param took how long the command took that made the page, absent if unknown
 * @param training how long the training took, all of it; absent if unknown or nothing was trained
 */
public record Reproduction(
    Instant made,
    String command,
    @Nullable Long seed,
    Map<String, String> options,
    Map<String, String> versions,
    @Nullable String hardware,
    @Nullable Duration took,
    @Nullable Duration training) {

  /** Copies, keeping the order. */
  public Reproduction {
    options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
    versions = Collections.unmodifiableMap(new LinkedHashMap<>(versions));
  }
}
