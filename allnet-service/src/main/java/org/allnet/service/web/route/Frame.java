package org.allnet.service.web.route;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What is around each page.
 *
 * @param who who is logged in; empty if nobody is
 * @param links where the person may go from everywhere
 * @param csrf what forms send as {@code csrf}; empty if nobody is logged in
 * @param zone in which times are shown
 * @param assets where styles and scripts are
 * @param requestId by which logs are found
 */
public record Frame(
    Optional<Who> who,
    List<Link> links,
    String csrf,
    ZoneId zone,
    String assets,
    String requestId) {

  /** What every page, print and export has to say. */
  public static final String RESEARCH =
      "For Research Use Only. Not for use in diagnostic procedures.";

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm z", Locale.ENGLISH);

  private static final DateTimeFormatter UTC =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  /**
   * Who is logged in.
   *
   * @param account the id of the account
   * @param name as it is printed
   * @param roles in the project of the page or in the service, in words
   * @param ends when the session ends unless another request comes
   * @param left in how long that is, for browsers whose clocks are wrong
   */
  public record Who(String account, String name, String roles, Instant ends, Duration left) {}

  /**
   * A place to go.
   *
   * @param address its path
   * @param words what it is
   * @param here whether the page is there
   */
  public record Link(String address, String words, boolean here) {}

  /**
   * Returns the address of a style, script or picture of the pages.
   *
   * @param name such as {@code app.css}
   */
  public String asset(String name) {
    return assets + name;
  }

  /**
   * Returns a time as it is shown.
   *
   * @param at when
   */
  public String time(Instant at) {
    return isUtc() ? UTC.format(at) : TIME.withZone(zone).format(at);
  }

  /** {@return in which zone times are shown, such as {@code Europe/Berlin}} */
  public String zoneName() {
    return isUtc() ? "UTC" : zone.getId();
  }

  /** It has many names, some of which, such as Z, nobody reads as one. */
  private boolean isUtc() {
    return zone.getRules().isFixedOffset()
        && zone.getRules().getOffset(Instant.EPOCH).equals(ZoneOffset.UTC);
  }

  /** {@return the research label} */
  public String research() {
    return RESEARCH;
  }
}
