package org.allnet.report.assembly;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.allnet.evaluation.comparison.ComparedSystem;
import org.allnet.evaluation.comparison.Comparison;
import org.allnet.evaluation.curve.Curves;
import org.allnet.evaluation.experiment.Setting;
import org.allnet.evaluation.prediction.Origin;
import org.allnet.evaluation.prediction.Predictions;
import org.allnet.evaluation.verdict.Verdict;
import org.allnet.report.content.FurtherTable;
import org.allnet.report.content.Headline;
import org.allnet.report.content.RunReport;

/** The report of several systems on the same images. */
public final class ComparisonReport {

  private ComparisonReport() {}

  /**
   * Puts the report together.
   *
   * @param systems the systems by name, each with its decision rule
   * @param comparison of them
   * @param origin what the metrics of all systems together have to say
   * @param warnings what a reader must know before the metrics
   * @param tables what else is to be told
   * @param context how it came about
   * @return the report
   */
  public static RunReport of(
      Map<String, ComparedSystem> systems,
      Comparison comparison,
      Origin origin,
      List<String> warnings,
      List<FurtherTable> tables,
      ReportContext context) {
    // People are those whom the files together know, on the page as in the metrics.
    Map<String, Predictions> aligned = Comparison.aligned(systems);
    Predictions first = aligned.values().iterator().next();
    Map<String, String> resolved = new LinkedHashMap<>();
    resolved.put("systems", String.join(", ", systems.keySet()));
    resolved.put("positive", first.classes().positiveName());
    systems.forEach((name, system) -> resolved.put("decision rule of " + name, system.rule()));
    Curves curves = Curves.NONE;
    for (Map.Entry<String, ComparedSystem> system : systems.entrySet()) {
      Curves own =
          Curves.of(
              system.getKey(),
              Objects.requireNonNull(aligned.get(system.getKey())),
              system.getValue().options());
      curves = curves.equals(Curves.NONE) ? own : curves.beside(own);
    }
    return RunReport.of(
            new Headline(
                systems.size() + " systems side by side",
                "Which of these systems tells the classes apart best, and by how much?"),
            new Setting(
                Setting.Kind.COMPARISON,
                origin.protocol(),
                Setting.Tested.of(origin.role()),
                null,
                origin.transductive(),
                origin.ruleChosenAnew(),
                origin.foreignWeights()),
            PredictionsReport.data("predictions of " + systems.size() + " systems", first)
                .withSynthetic(origin.synthetic()),
            context.reproduction(null, resolved, null))
        .verdict(verdict(systems, aligned, comparison))
        .comparison(comparison)
        .curves(curves)
        .tables(tables)
        .warnings(warnings)
        .build();
  }

  /**
   * Returns what the metrics of each system say in words.
   *
   * @param systems the systems by name
   * @param comparison of them, by the same names
   */
  public static Verdict verdict(Map<String, ComparedSystem> systems, Comparison comparison) {
    return verdict(systems, Comparison.aligned(systems), comparison);
  }

  private static Verdict verdict(
      Map<String, ComparedSystem> systems,
      Map<String, Predictions> aligned,
      Comparison comparison) {
    Map<String, Verdict> verdicts = new LinkedHashMap<>();
    comparison
        .evaluations()
        .forEach(
            (name, evaluation) ->
                verdicts.put(
                    name,
                    Verdict.of(
                        Objects.requireNonNull(aligned.get(name), name),
                        Objects.requireNonNull(systems.get(name), name).predictions().origin(),
                        evaluation)));
    return Verdict.together(verdicts);
  }
}
