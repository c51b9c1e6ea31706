package org.allnet.cli.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.allnet.cli.terminal.JsonMixin;
import org.allnet.cli.terminal.JsonOutput;
import org.allnet.cli.terminal.Subcommand;
import org.allnet.cli.terminal.TextTable;
import org.allnet.training.recipe.Recipe;
import org.allnet.training.recipe.Recipes;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code allnet recipe list}: what comes with ALLNet. */
@Command(name = "list", description = "List the recipes that come with ALLNet, one line each.")
public final class RecipeListCommand extends Subcommand {

  @Mixin private JsonMixin json = new JsonMixin();

  @Override
  public Integer call() {
    List<Recipe> recipes = Recipes.NAMES.stream().map(Recipes::find).toList();
    if (json.isWanted()) {
      List<Map<String, String>> rows = new ArrayList<>();
      for (Recipe recipe : recipes) {
        rows.add(
            Map.of(
                "name", recipe.name(),
                "about", recipe.origin().about(),
                "source", recipe.origin().source()));
      }
      out().println(JsonOutput.text(Map.of("recipes", rows)));
      return GOOD;
    }
    TextTable table = new TextTable(2, "recipe", "what it is");
    recipes.forEach(recipe -> table.row(recipe.name(), recipe.origin().about()));
    table.lines().forEach(out()::println);
    return GOOD;
  }
}
