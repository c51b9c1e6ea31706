package org.allnet.cli.network;

import java.util.LinkedHashMap;
import java.util.Map;
import org.allnet.evaluation.report.ResultSentence;
import org.allnet.evaluation.report.RunReport;
import org.allnet.network.run.RunResult;

/**
 * What is printed of a finished run.
 *
 * @param result what it ended with
 * @param outputs its report and figures
 */
record RunSummary(RunResult result, RunOutputs outputs) {

  /** {@return everything for programs} */
  Map<String, Object> toMap() {
    RunReport report = outputs.report();
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("run", result.folder().toString());
    map.put("model", result.bestModel().toString());
    map.put("report", outputs.page().toString());
    map.put("protocol", result.outcome().split().protocol().key());
    map.put("synthetic", report.data().synthetic());
    map.put("best", result.outcome().best());
    map.put("verdict", report.verdict().toJson());
    map.put("evaluation", outputs.evaluation().toJson());
    map.put("decision", outputs.measured().toJson());
    map.put(
        "instances",
        report.instances().stream()
            .map(i -> Map.of("name", i.name(), "evaluation", i.evaluation().toJson()))
            .toList());
    map.put("transductive", report.setting().transductive());
    map.put("warnings", report.markWarnings());
    map.put("notes", result.notes());
    return map;
  }

  /** {@return everything for a person, lines ended by a line feed} */
  String text() {
    RunReport report = outputs.report();
    StringBuilder text = new StringBuilder();
    report.markWarnings().forEach(line -> text.append(line).append('\n'));
    report.verdict().sentences().forEach(line -> text.append(line).append('\n'));
    text.append(outputs.evaluation().describe());
    text.append(outputs.measured().describe());
    text.append(ResultSentence.of(report)).append('\n');
    text.append("model:  ").append(result.bestModel()).append('\n');
    text.append("report: ").append(outputs.page()).append('\n');
    return text.toString();
  }
}
