package org.allnet.cli.network;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.allnet.cli.terminal.CommandLineWording;
import org.allnet.report.ReportFiles;
import org.allnet.report.assembly.HeadlineMetrics;
import org.allnet.report.content.ReportedDecision;
import org.allnet.report.content.ResultSentence;
import org.allnet.report.content.RunReport;
import org.allnet.training.run.RunResult;

/**
 * What is printed of a finished run.
 *
 * @param result what it ended with
 * @param outputs its report and metrics
 */
record RunSummary(RunResult result, RunOutputs outputs) {

  /** {@return everything for programs} */
  Map<String, Object> toMap() {
    RunReport report = outputs.report();
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("run", result.folder().toString());
    map.put("model", result.bestModel().toString());
    map.put("report", outputs.page().toString());
    map.put("protocol", result.outcome().data().split().protocol().key());
    map.put("synthetic", report.data().identity().synthetic());
    map.put("best", result.outcome().foldModels().best());
    map.put("verdict", report.results().verdict().toJson());
    map.put("evaluation", outputs.evaluation().toJson());
    map.put("decision", outputs.measured().toJson());
    ReportedDecision decided = report.results().decision();
    if (decided != null) {
      map.put(ReportFiles.WHOLE_DECISION, decided.whole().toJson());
    }
    map.put(
        "foldModels",
        report.system().foldModels().stream()
            .map(i -> Map.of("name", i.name(), "evaluation", i.evaluation().toJson()))
            .toList());
    Map<String, Object> rules = new LinkedHashMap<>();
    result
        .outcome()
        .foldModels()
        .all()
        .forEach(foldModel -> rules.put(foldModel.name(), foldModel.rule().toJson()));
    map.put("rules", rules);
    map.put("transductive", report.setting().transductive());
    map.put("warnings", warnings());
    map.put("notes", CommandLineWording.lines(result.notes()));
    return map;
  }

  /** {@return everything for a person, lines ended by a line feed} */
  String text() {
    RunReport report = outputs.report();
    StringBuilder text = new StringBuilder();
    report.results().verdict().sentences().forEach(line -> text.append(line).append('\n'));
    warnings().forEach(line -> text.append(line).append('\n'));
    text.append(outputs.evaluation().describe());
    text.append(outputs.measured().describe());
    new HeadlineMetrics(result.outcome())
        .rules()
        .forEach(
            (name, rule) -> {
              text.append("decision rule of ").append(name).append(", not evaluated here:\n");
              rule.describe(outputs.evaluation().classes())
                  .forEach(line -> text.append("  ").append(line).append('\n'));
            });
    ReportedDecision decided = report.results().decision();
    if (decided != null) {
      decided.whole().describe().forEach(line -> text.append(line).append('\n'));
      if (!decided.note().isEmpty()) {
        text.append("  ").append(decided.note()).append('\n');
      }
    }
    text.append(ResultSentence.of(report)).append('\n');
    text.append("model:  ").append(result.bestModel()).append('\n');
    text.append("report: ").append(outputs.page()).append('\n');
    return text.toString();
  }

  /** What must be said with every metric: the marks, and what follows if nothing was held out. */
  private List<String> warnings() {
    List<String> warnings = new ArrayList<>(outputs.report().markWarnings());
    warnings.addAll(CommandLineWording.lines(new HeadlineMetrics(result.outcome()).limits()));
    return warnings;
  }
}
