package org.allnet.training.recipe;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.allnet.data.InputException;
import org.allnet.data.OptionException;

/** The recipes that come with ALLNet, by name, and those of a user, by the paths of their files. */
public final class Recipes {

  /** The recipe to begin with, which two cores train in minutes. */
  public static final String SMALL = "small";

  /** The recipes that come with ALLNet. */
  public static final List<String> NAMES =
      List.of(
          "allnet",
          SMALL,
          "neighbourhood-correction",
          "region-attention",
          "se-resnext",
          "bagging",
          "vit-cnn",
          "two-channel",
          "cnn-svm",
          "mutual-information",
          "handcrafted",
          "weighted-ensemble",
          "compact-attention",
          "strong");

  /** How they are written. */
  static final RecipeGrammar GRAMMAR =
      new RecipeGrammar("recipe", NAMES, Recipes.class, RecipeKey.allUsual());

  private Recipes() {}

  /**
   * Finds a recipe.
   *
   * @param nameOrFile a name, or the path of a file that ends in {@code .recipe}
   * @return the recipe, checked
   * @throws OptionException if there is none of that name
   * @throws InputException if the file can't be read, or a value in it
   */
  public static Recipe find(String nameOrFile) {
    return GRAMMAR.find(
        nameOrFile, (name, values) -> withoutIdle(Recipe.of(name, values).checked()));
  }

  /** Refuses values that were written down and can do nothing. */
  private static Recipe withoutIdle(Recipe recipe) {
    Map<String, String> usual = Recipe.of("usual", Map.of()).values();
    Map<String, String> values = recipe.values();
    recipe
        .idle()
        .forEach(
            (key, reason) -> {
              if (!Objects.equals(values.get(key), usual.get(key))) {
                throw RecipeCheck.wrong(recipe, key, "can't act " + reason + "; leave it out");
              }
            });
    return recipe;
  }
}
