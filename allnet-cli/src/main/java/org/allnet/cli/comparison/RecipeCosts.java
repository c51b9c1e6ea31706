package org.allnet.cli.comparison;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.allnet.cli.terminal.TextTable;
import org.allnet.report.content.FurtherTable;
import org.allnet.training.run.RunCost;

/** What recipes take: parameters, operations, time. */
final class RecipeCosts {

  private static final List<String> COLUMNS =
      List.of("recipe", "parameters", "GFLOP an image", "training, s a fold model", "ms an image");

  private RecipeCosts() {}

  private static List<List<String>> rows(List<RecipeTraining.Trained> trained) {
    List<List<String>> rows = new ArrayList<>();
    for (RecipeTraining.Trained run : trained) {
      RunCost cost = run.cost();
      rows.add(
          cost == null
              ? List.of(name(run), run.finished() ? "unknown" : "failed", "", "", "")
              : List.of(
                  name(run),
                  String.format(Locale.ROOT, "%,d", cost.parameters()),
                  String.format(Locale.ROOT, "%.2f", cost.flops() / 1e9),
                  String.format(Locale.ROOT, "%.0f", cost.trainingSeconds()),
                  String.format(Locale.ROOT, "%.1f", 1000 * cost.secondsPerImage())));
    }
    return rows;
  }

  private static String name(RecipeTraining.Trained run) {
    return run.transductive() ? run.recipe() + " (transductive)" : run.recipe();
  }

  static List<String> lines(List<RecipeTraining.Trained> trained) {
    TextTable table = new TextTable(1, COLUMNS.toArray(String[]::new));
    rows(trained).forEach(row -> table.row(row.toArray(String[]::new)));
    List<String> lines = new ArrayList<>(table.lines());
    trained.stream()
        .filter(run -> !run.finished())
        .forEach(run -> lines.add(run.recipe() + " failed: " + run.failure()));
    return lines;
  }

  static FurtherTable table(List<RecipeTraining.Trained> trained) {
    return new FurtherTable(
        "What the recipes take",
        "The answers of a transductive system depend on the batch that is asked about. Operations are those of all networks and views for one image; times are of this machine,"
            + " one after the other, an image in batches of eight.",
        COLUMNS,
        rows(trained));
  }

  static ArrayNode toJson(List<RecipeTraining.Trained> trained) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    for (RecipeTraining.Trained run : trained) {
      ObjectNode node = array.addObject();
      node.put("recipe", run.recipe());
      node.put("transductive", run.transductive());
      node.put("run", run.folder().toString());
      RunCost cost = run.cost();
      if (cost != null) {
        node.put("parameters", cost.parameters());
        node.put("flops", cost.flops());
        node.put("trainingSeconds", cost.trainingSeconds());
        node.put("secondsPerImage", cost.secondsPerImage());
      }
      if (!run.finished()) {
        node.put("failure", run.failure());
      }
    }
    return array;
  }
}
