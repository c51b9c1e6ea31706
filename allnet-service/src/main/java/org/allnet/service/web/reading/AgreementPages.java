package org.allnet.service.web.reading;

import java.util.List;
import java.util.Locale;
import org.allnet.evaluation.metric.Interval;
import org.allnet.evaluation.metric.MetricValue;
import org.allnet.service.domain.Permission;
import org.allnet.service.domain.Project;
import org.allnet.service.result.Agreements;
import org.allnet.service.result.Competency;
import org.allnet.service.result.ProjectAgreement;
import org.allnet.service.result.ReaderScore;
import org.allnet.service.web.route.Access;
import org.allnet.service.web.route.Endpoint;
import org.allnet.service.web.route.PageSet;
import org.allnet.service.web.route.Route;
import org.allnet.service.web.route.Visit;

/**
 * How far readers and model agree, and how readers do on known cells. Figures of single people are
 * for themselves and for those who sign.
 */
public final class AgreementPages implements PageSet {

  /**
   * The page of agreement.
   *
   * @param project the project
   * @param agreement the figures; of single readers those that who asks may see
   * @param all whether these are all readers
   */
  public record Agreed(Project project, ProjectAgreement agreement, boolean all) {}

  /**
   * The page of competency.
   *
   * @param project the project
   * @param scores those that who asks may see
   * @param all whether these are those of all readers
   */
  public record Scores(Project project, List<ReaderScore> scores, boolean all) {}

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        new Endpoint(
            Route.page(
                    "/projects/{project}/agreement",
                    Access.to(Permission.SEE),
                    "How far readers and model agree.")
                .heavy(),
            AgreementPages::agreement),
        new Endpoint(
            Route.page(
                    "/projects/{project}/competency",
                    Access.to(Permission.SEE),
                    "How readers do on cells whose class is signed.")
                .heavy(),
            AgreementPages::competency));
  }

  private static void agreement(Visit visit) {
    ProjectAgreement found = visit.store().read(tx -> Agreements.of(tx, visit.project()));
    boolean all = visit.may(Permission.SIGN);
    ProjectAgreement shown =
        new ProjectAgreement(
            found.doubleRead(),
            found.readers(),
            found.signedCases(),
            found.model(),
            found.withoutClass(),
            found.byReader().stream()
                .filter(row -> all || row.account().equals(visit.account().id()))
                .toList(),
            found.synthetic());
    visit.show("reading/agreement.jte", new Agreed(visit.project(), shown, all));
  }

  private static void competency(Visit visit) {
    boolean all = visit.may(Permission.SIGN);
    List<ReaderScore> scores =
        visit.store().read(tx -> Competency.of(tx, visit.project())).stream()
            .filter(score -> all || score.account().equals(visit.account().id()))
            .toList();
    visit.show("reading/competency.jte", new Scores(visit.project(), scores, all));
  }

  /**
   * Returns a value with its interval.
   *
   * @param metric the value
   * @return such as {@code 0.712 (0.604 to 0.801)}, or why there is none
   */
  public static String words(MetricValue metric) {
    if (metric instanceof MetricValue.Undefined undefined) {
      return "none: " + undefined.reason();
    }
    MetricValue.Value value = (MetricValue.Value) metric;
    String number = String.format(Locale.ROOT, "%.3f", value.value());
    if (value.interval() != null) {
      return number + interval(value.interval());
    }
    return value.noInterval() == null
        ? number
        : number + " (no interval: " + value.noInterval() + ")";
  }

  private static String interval(Interval interval) {
    return String.format(Locale.ROOT, " (%.3f to %.3f)", interval.low(), interval.high());
  }

  /**
   * Returns how the interval of a value was made.
   *
   * @param metric the value
   * @return such as {@code percentile bootstrap, 1,000 resamples of 12 subjects}; empty if it has
   *     none
   */
  public static String method(MetricValue metric) {
    return metric instanceof MetricValue.Value value && value.interval() != null
        ? value.interval().method().words()
        : "";
  }

  /**
   * Returns the intervals of a value by other methods.
   *
   * @param metric the value
   * @return such as {@code 0.604 to 0.801: large-sample variance}
   */
  public static List<String> further(MetricValue metric) {
    return metric instanceof MetricValue.Value value
        ? value.further().stream()
            .map(
                one ->
                    String.format(
                        Locale.ROOT,
                        "%.3f to %.3f: %s",
                        one.low(),
                        one.high(),
                        one.method().words()))
            .toList()
        : List.of();
  }
}
