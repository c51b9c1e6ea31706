package org.allnet.cli.network;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.allnet.cli.terminal.CommandLineWording;
import org.allnet.cli.terminal.JsonMixin;
import org.allnet.cli.terminal.JsonOutput;
import org.allnet.cli.terminal.Subcommand;
import org.allnet.inference.network.architecture.NetworkOptions;
import org.allnet.inference.network.architecture.NetworkPlan;
import org.allnet.training.recipe.Recipe;
import org.allnet.training.recipe.RecipeKey;
import org.allnet.training.recipe.Recipes;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code allnet recipe show}: every key of a recipe with its value. */
@Command(
    name = "show",
    description = {
      "Show every key of a recipe, its value and what it means.",
      "",
      "Redirect the output into a file that ends in .recipe to begin a recipe of your own."
    })
public final class RecipeShowCommand extends Subcommand {

  @Parameters(paramLabel = "NAME|FILE", description = "A recipe's name, or a .recipe file.")
  private String name = "";

  @Mixin private JsonMixin json = new JsonMixin();

  @Override
  public Integer call() {
    Recipe recipe = Recipes.find(name);
    if (json.isWanted()) {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("name", recipe.name());
      map.put("values", recipe.values());
      map.put(
          "parameters",
          recipe.networks(2).stream().mapToLong(n -> new NetworkPlan(n).trainable()).sum());
      out().println(JsonOutput.text(map));
      return GOOD;
    }
    for (String line : lines(recipe)) {
      out().println(line);
    }
    return GOOD;
  }

  private static List<String> lines(Recipe recipe) {
    List<String> lines = new ArrayList<>();
    for (NetworkOptions options : recipe.networks(2)) {
      NetworkPlan plan = new NetworkPlan(options);
      lines.add(
          String.format(
              Locale.ROOT,
              "# %s: %,d parameters at two classes, %.1f GFLOP an image",
              plan.architecture().title(),
              plan.trainable(),
              plan.flops() / 1e9));
    }
    Map<String, String> values = recipe.values();
    for (RecipeKey key : RecipeKey.ALL) {
      lines.add("");
      lines.add("# " + key.meaning().in(CommandLineWording.TYPED));
      lines.add(key.name() + " = " + values.get(key.name()));
    }
    return lines;
  }
}
