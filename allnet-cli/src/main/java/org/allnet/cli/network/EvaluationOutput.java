package org.allnet.cli.network;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.allnet.cli.terminal.TextTable;
import org.allnet.data.split.Protocol;
import org.allnet.evaluation.decision.DecisionRule;
import org.allnet.evaluation.decision.WholeDecision;
import org.allnet.evaluation.experiment.Setting;
import org.allnet.evaluation.foreign.ForeignResult;
import org.allnet.evaluation.subject.SubjectLevel;
import org.allnet.evaluation.verdict.Verdict;
import org.allnet.report.ReportFiles;
import org.allnet.report.assembly.FoldMetrics;
import org.allnet.report.assembly.MeasuredSystem;
import org.allnet.report.content.MarkWarnings;
import org.jspecify.annotations.Nullable;

/**
 * What {@code evaluate} prints: metrics, and beside them what they have to say of themselves.
 *
 * @param setting what the metrics are of
 * @param verdict what the metrics say in words
 * @param system the predictions, with everything that was measured of them
 * @param rule the decision rule in words
 * @param whole what becomes of the images by everything that the model decides by; absent if it is
 *     not a model that refuses images
 * @param foreign what the model does with images that it is not for
 * @param warnings what else a reader must know
 */
record EvaluationOutput(
    Setting setting,
    Verdict verdict,
    MeasuredSystem system,
    String rule,
    @Nullable WholeDecision whole,
    List<ForeignResult> foreign,
    List<String> warnings) {

  /** Copies the lists, so that nothing changes them from outside. */
  EvaluationOutput {
    foreign = List.copyOf(foreign);
    warnings = List.copyOf(warnings);
  }

  private List<String> markWarnings() {
    return MarkWarnings.of(setting, isSynthetic());
  }

  private boolean isSynthetic() {
    return system.predictions().origin().synthetic();
  }

  /** {@return the marks' warnings, then the others} */
  List<String> allWarnings() {
    List<String> all = new ArrayList<>(markWarnings());
    all.addAll(warnings);
    return all;
  }

  /** {@return everything for programs} */
  ObjectNode toJson() {
    ObjectNode node = system.evaluation().toJson();
    Protocol protocol = setting.protocol();
    node.put("protocol", protocol == null ? "unknown" : protocol.key());
    node.put("tested", setting.tested().key());
    node.set("verdict", verdict.toJson());
    node.put("rule", rule);
    node.put("synthetic", isSynthetic());
    node.put("transductive", setting.transductive());
    node.put("ruleChosenAnew", setting.ruleChosenAnew());
    node.put("foreignWeights", setting.foreignWeights());
    SubjectLevel subjects = system.subjects();
    if (subjects != null) {
      node.set("subjectLevel", subjects.toJson());
    }
    if (!system.measured().rule().equals(DecisionRule.NONE)) {
      node.set("decision", system.measured().toJson());
    }
    if (whole != null) {
      node.set(ReportFiles.WHOLE_DECISION, whole.toJson());
    }
    if (!foreign.isEmpty()) {
      ArrayNode sets = node.putArray(ReportFiles.FOREIGN);
      foreign.forEach(set -> sets.add(set.toJson()));
    }
    if (system.folds().isTable()) {
      node.set("folds", system.folds().toJson());
    }
    allWarnings().forEach(node.withArray("warnings")::add);
    return node;
  }

  /** {@return everything for a person, lines ended by a line feed} */
  String describe() {
    StringBuilder text = new StringBuilder();
    markWarnings().forEach(warning -> text.append(warning).append('\n'));
    verdict.sentences().forEach(sentence -> text.append(sentence).append('\n'));
    String marks = setting.mark() + setting.transductiveMark();
    text.append("metrics").append(marks).append(" of ").append(setting.tested().label());
    text.append("\ndecision rule: ").append(rule);
    text.append('\n').append(system.evaluation().describe());
    text.append(system.measured().describe());
    if (whole != null) {
      whole.describe().forEach(line -> text.append(line).append('\n'));
    }
    foreign.stream()
        .flatMap(set -> set.describe().stream())
        .forEach(line -> text.append(line).append('\n'));
    SubjectLevel subjects = system.subjects();
    if (subjects != null) {
      text.append(subjects.describe());
    }
    FoldMetrics folds = system.folds();
    if (folds.isTable()) {
      text.append("by fold and role, each evaluated by itself").append(marks).append('\n');
      TextTable table = new TextTable(2, folds.columns().toArray(String[]::new));
      folds.rows().forEach(row -> table.row(row.toArray(String[]::new)));
      table.lines().forEach(line -> text.append(line).append('\n'));
    }
    return text.toString();
  }
}
