package org.allnet.service.web.reading;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.allnet.service.domain.DriftDay;
import org.allnet.service.domain.Hash;
import org.allnet.service.domain.Permission;
import org.allnet.service.domain.Project;
import org.allnet.service.domain.ServedModel;
import org.allnet.service.store.Transaction;
import org.allnet.service.web.route.Access;
import org.allnet.service.web.route.Endpoint;
import org.allnet.service.web.route.PageSet;
import org.allnet.service.web.route.Route;
import org.allnet.service.web.route.Visit;

/** How the answers of the model, and what people make of them, change from day to day. */
public final class DriftPages implements PageSet {

  /** How many days are looked back. */
  public static final int DAYS = 60;

  private static final int WIDTH = 300;
  private static final int HEIGHT = 60;

  /**
   * A figure by day.
   *
   * @param name what it is
   * @param points for a line in a drawing of 300 x 60, x and y of each day that has a value
   * @param first the value of the first day, for a reader
   * @param last the value of the last day
   */
  public record Line(String name, String points, String first, String last) {}

  /**
   * The page.
   *
   * @param project the project
   * @param model the model that answers about new cases; empty if there is none
   * @param days days on which something happened, the first one first
   * @param lines the figures as drawings; none for fewer than two days
   */
  public record Page(
      Project project, Optional<ServedModel> model, List<DriftDay> days, List<Line> lines) {}

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        new Endpoint(
            Route.page(
                    "/projects/{project}/drift",
                    Access.to(Permission.SEE),
                    "How often the model refers cells and is overridden, and its score, by day.")
                .heavy(),
            visit -> visit.show("reading/drift.jte", visit.store().read(tx -> page(tx, visit)))));
  }

  private static Page page(Transaction tx, Visit visit) {
    Optional<ServedModel> model =
        tx.models().choice().classifier().flatMap((Hash hash) -> tx.models().get(hash));
    List<DriftDay> days =
        model
            .map(
                one ->
                    tx.drift()
                        .byDay(
                            visit.project().id(),
                            one.hash(),
                            one.sheet().positive().orElse(""),
                            firstDay(visit.now()),
                            tx.readings().veil(visit.project().id(), visit.account().id())))
            .orElse(List.of());
    List<Line> lines = new ArrayList<>();
    if (days.size() > 1) {
      lines.add(line("Referred", days, day -> ratio(day.referred(), day.answered())));
      lines.add(line("Refused", days, day -> ratio(day.refused(), day.answered())));
      lines.add(line("Overridden", days, day -> ratio(day.overridden(), day.judged())));
      lines.add(line("Mean score", days, DriftDay::meanScore));
    }
    return new Page(visit.project(), model, days, lines);
  }

  /**
   * From the beginning of a day on: a part of one would look like a day on which little happened.
   */
  static Instant firstDay(Instant now) {
    return now.truncatedTo(ChronoUnit.DAYS).minus(Duration.ofDays(DAYS - 1L));
  }

  private static double ratio(long part, long whole) {
    return whole == 0 ? Double.NaN : part / (double) whole;
  }

  private static Line line(String name, List<DriftDay> days, ToDoubleFunction<DriftDay> value) {
    long begin = days.get(0).day().toEpochDay();
    long length = days.get(days.size() - 1).day().toEpochDay() - begin;
    StringBuilder points = new StringBuilder();
    for (DriftDay day : days) {
      double at = value.applyAsDouble(day);
      if (!Double.isNaN(at)) {
        points.append(
            String.format(
                Locale.ROOT,
                "%.1f,%.1f ",
                (double) WIDTH * (day.day().toEpochDay() - begin) / length,
                HEIGHT * (1 - at)));
      }
    }
    return new Line(
        name,
        points.toString().strip(),
        words(value.applyAsDouble(days.get(0))),
        words(value.applyAsDouble(days.get(days.size() - 1))));
  }

  /**
   * Returns a fraction for a reader.
   *
   * @param fraction in [0,1], or NaN
   * @return in percent; a hyphen for NaN
   */
  public static String words(double fraction) {
    return Double.isNaN(fraction) ? "-" : String.format(Locale.ROOT, "%.1f %%", 100 * fraction);
  }

  /**
   * Returns a part of a whole for a reader.
   *
   * @param part how many
   * @param whole of how many
   */
  public static String words(long part, long whole) {
    return words(ratio(part, whole));
  }
}
