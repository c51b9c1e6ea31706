package org.allnet.service.trace;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * To which trace something belongs and what came before it, as the header {@code traceparent} of <a
 * href="https://www.w3.org/TR/trace-context/">W3C Trace Context</a> says.
 *
 * @param traceId 32 characters of hex, not all zeros
 * @param spanId 16 characters of hex, not all zeros
 * @param sampled whether whoever began the trace keeps it
 */
public record TraceParent(String traceId, String spanId, boolean sampled) {

  private static final Pattern TEXT =
      Pattern.compile("([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?");
  private static final Pattern ZEROS = Pattern.compile("0+");

  /**
   * Reads the header.
   *
   * @param text what it says
   * @return empty if it says nothing that can be used; then a new trace begins
   */
  public static Optional<TraceParent> parse(String text) {
    Matcher found = TEXT.matcher(text);
    if (text.length() > 200
        || !found.matches()
        || found.group(1).equals("ff")
        || (found.group(1).equals("00") && found.group(5) != null)
        || ZEROS.matcher(found.group(2)).matches()
        || ZEROS.matcher(found.group(3)).matches()) {
      return Optional.empty();
    }
    return Optional.of(
        new TraceParent(
            found.group(2), found.group(3), (Integer.parseInt(found.group(4), 16) & 1) == 1));
  }

  /** {@return the header} */
  public String text() {
    return "00-" + traceId + "-" + spanId + (sampled ? "-01" : "-00");
  }
}
