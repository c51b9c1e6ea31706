package org.allnet.report.assembly;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.allnet.evaluation.interval.BootstrapOptions;
import org.allnet.evaluation.interval.ClusterBootstrap;
import org.allnet.evaluation.metric.Evaluation;
import org.allnet.evaluation.metric.EvaluationOptions;
import org.allnet.evaluation.metric.Metric;
import org.allnet.evaluation.prediction.Prediction;
import org.allnet.evaluation.prediction.Predictions;
import org.allnet.evaluation.prediction.Role;
import org.allnet.report.content.FurtherTable;

/**
 * Metrics of predictions by what their images were to the system and by the fold that made them:
 * rows of several roles are never evaluated together.
 *
 * @param groups a group for each role and fold that has labelled rows
 */
public record FoldMetrics(List<Group> groups) {

  private static final String TITLE = "By fold and role";

  private static final List<Metric> SHOWN =
      List.of(
          Metric.AUROC,
          Metric.BALANCED_ACCURACY,
          Metric.SENSITIVITY,
          Metric.SPECIFICITY,
          Metric.WEIGHTED_F1);

  /**
   * The metrics of one role and fold.
   *
   * @param role what the images were to the system
   * @param fold the fold; empty if the rows name none
   * @param evaluation the metrics
   */
  public record Group(Role role, String fold, Evaluation evaluation) {}

  /** Copies {@code groups}, so that nothing changes it from outside. */
  public FoldMetrics {
    groups = List.copyOf(groups);
  }

  /**
   * Evaluates each role and fold.
   *
   * @param predictions any; unlabelled rows are left out
   * @param options how classes are predicted
   * @return the metrics of each, held-out images first
   */
  public static FoldMetrics of(Predictions predictions, EvaluationOptions options) {
    Map<Role, List<Prediction>> byRole = new TreeMap<>();
    for (Prediction row : predictions.labelled()) {
      byRole.computeIfAbsent(row.origin().role(), role -> new ArrayList<>()).add(row);
    }
    List<Group> groups = new ArrayList<>();
    byRole.forEach(
        (role, rows) ->
            new Predictions(predictions.classes(), rows)
                .byFold()
                .forEach(
                    (fold, ofFold) ->
                        groups.add(
                            new Group(
                                role,
                                fold,
                                ClusterBootstrap.evaluate(
                                    ofFold, options, BootstrapOptions.DEFAULTS)))));
    return new FoldMetrics(groups);
  }

  /** {@return whether there is more than one role or fold, so that it is worth a table} */
  public boolean isTable() {
    return groups.size() > 1;
  }

  /** {@return the table of a report; none if there is one group only} */
  public List<FurtherTable> tables() {
    return isTable()
        ? List.of(
            new FurtherTable(
                TITLE,
                "Each row is evaluated by itself, with 95 % intervals. Rows of different roles are never evaluated together.",
                columns(),
                rows()))
        : List.of();
  }

  /** {@return the heads of the columns} */
  public List<String> columns() {
    List<String> columns = new ArrayList<>(List.of("role", "fold", "images"));
    SHOWN.forEach(name -> columns.add(name.label()));
    return columns;
  }

  /** {@return the cells of each group} */
  public List<List<String>> rows() {
    return groups.stream().map(FoldMetrics::row).toList();
  }

  private static List<String> row(Group group) {
    List<String> row = new ArrayList<>();
    row.add(group.role().word());
    row.add(group.fold().isEmpty() ? "-" : group.fold());
    row.add(Integer.toString(group.evaluation().images()));
    SHOWN.forEach(name -> row.add(group.evaluation().metric(name).describeBriefly()));
    return row;
  }

  /** {@return {@code role}, {@code fold} and {@code evaluation} of each group} */
  public ArrayNode toJson() {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    for (Group group : groups) {
      ObjectNode node = array.addObject();
      node.put("role", group.role().word()).put("fold", group.fold());
      node.set("evaluation", group.evaluation().toJson());
    }
    return array;
  }
}
