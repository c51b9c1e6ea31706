package org.allnet.cli.network;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.allnet.cli.terminal.TextTable;
import org.allnet.data.split.Protocol;
import org.allnet.evaluation.comparison.ComparedSystem;
import org.allnet.evaluation.decision.DecisionRule;
import org.allnet.evaluation.decision.MeasuredRule;
import org.allnet.evaluation.decision.WholeDecision;
import org.allnet.evaluation.experiment.Setting;
import org.allnet.evaluation.foreign.ForeignResult;
import org.allnet.evaluation.metric.Evaluation;
import org.allnet.evaluation.subject.SubjectLevel;
import org.allnet.evaluation.verdict.Verdict;
import org.allnet.report.ReportFiles;
import org.allnet.report.assembly.FoldMetrics;
import org.allnet.report.assembly.PredictionsReport;
import org.allnet.report.content.RunReport;
import org.jspecify.annotations.Nullable;

/**
 * What {@code evaluate} prints: metrics, and beside them what they have to say of themselves.
 *
 * @param setting what the metrics are of
 * @param synthetic whether the cells are synthetic
 * @param measured the predictions and their rule
 * @param verdict what the metrics say in words
 * @param evaluation the metrics
 * @param rule the decision rule in words
 * @param subjects the metrics of each person; absent if subjects are unknown
 * @param folds the metrics of each fold and role
 * @param whole what becomes of the images by everything that the model decides by; absent if it is
 *     not a model that refuses images
 * @param foreign what the model does with images that it is not for
 * @param warnings what else a reader must know
 */
record EvaluationOutput(
    Setting setting,
    boolean synthetic,
    MeasuredRule measured,
    Verdict verdict,
    Evaluation evaluation,
    String rule,
    @Nullable SubjectLevel subjects,
    FoldMetrics folds,
    @Nullable WholeDecision whole,
    List<ForeignResult> foreign,
    List<String> warnings) {

  static EvaluationOutput of(
      Setting setting,
      MeasuredRule measured,
      Verdict verdict,
      Evaluation evaluation,
      ComparedSystem system,
      FoldMetrics folds,
      List<String> warnings) {
    return new EvaluationOutput(
        setting,
        measured.after().origin().synthetic(),
        measured,
        verdict,
        evaluation,
        system.rule(),
        PredictionsReport.subjects(measured.after(), system.options(), measured.rule().band()),
        folds,
        null,
        List.of(),
        List.copyOf(warnings));
  }

  /** The same with what the model refuses of these images, and of those that it is not for. */
  EvaluationOutput with(@Nullable WholeDecision decided, List<ForeignResult> sets) {
    return new EvaluationOutput(
        setting,
        synthetic,
        measured,
        verdict,
        evaluation,
        rule,
        subjects,
        folds,
        decided,
        List.copyOf(sets),
        warnings);
  }

  /** {@return the marks' warnings, then the others} */
  List<String> allWarnings() {
    List<String> all = new ArrayList<>(RunReport.markWarnings(setting, synthetic));
    all.addAll(warnings);
    return all;
  }

  /** {@return everything for programs} */
  ObjectNode toJson() {
    ObjectNode node = evaluation.toJson();
    Protocol protocol = setting.protocol();
    node.put("protocol", protocol == null ? "unknown" : protocol.key());
    node.put("tested", setting.tested().key());
    node.set("verdict", verdict.toJson());
    node.put("rule", rule);
    node.put("synthetic", synthetic);
    node.put("transductive", setting.transductive());
    node.put("ruleChosenAnew", setting.ruleChosenAnew());
    node.put("foreignWeights", setting.foreignWeights());
    if (subjects != null) {
      node.set("subjectLevel", subjects.toJson());
    }
    if (!measured.rule().equals(DecisionRule.NONE)) {
      node.set("decision", measured.toJson());
    }
    if (whole != null) {
      node.set(ReportFiles.WHOLE_DECISION, whole.toJson());
    }
    if (!foreign.isEmpty()) {
      ArrayNode sets = node.putArray(ReportFiles.FOREIGN);
      foreign.forEach(set -> sets.add(set.toJson()));
    }
    if (folds.isTable()) {
      node.set("folds", folds.toJson());
    }
    allWarnings().forEach(node.withArray("warnings")::add);
    return node;
  }

  /** {@return everything for a person, lines ended by a line feed} */
  String describe() {
    StringBuilder text = new StringBuilder();
    RunReport.markWarnings(setting, synthetic)
        .forEach(warning -> text.append(warning).append('\n'));
    verdict.sentences().forEach(sentence -> text.append(sentence).append('\n'));
    String marks = setting.mark() + setting.transductiveMark();
    text.append("metrics").append(marks).append(" of ").append(setting.tested().label());
    text.append("\ndecision rule: ").append(rule);
    text.append('\n').append(evaluation.describe()).append(measured.describe());
    if (whole != null) {
      whole.describe().forEach(line -> text.append(line).append('\n'));
    }
    foreign.stream()
        .flatMap(set -> set.describe().stream())
        .forEach(line -> text.append(line).append('\n'));
    if (subjects != null) {
      text.append(subjects.describe());
    }
    if (folds.isTable()) {
      text.append("by fold and role, each evaluated by itself").append(marks).append('\n');
      TextTable table = new TextTable(2, folds.columns().toArray(String[]::new));
      folds.rows().forEach(row -> table.row(row.toArray(String[]::new)));
      table.lines().forEach(line -> text.append(line).append('\n'));
    }
    return text.toString();
  }
}
