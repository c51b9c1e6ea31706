package org.allnet.cli.comparison;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.allnet.data.ForeignFailure;
import org.allnet.data.InputException;
import org.allnet.data.OptionException;
import org.allnet.data.OptionName;
import org.allnet.data.OptionValue;
import org.allnet.data.Sentence;
import org.allnet.data.split.Split;
import org.allnet.data.split.SplitFile;
import org.allnet.training.recipe.RecipeKey;
import org.allnet.training.run.RunFolder;
import org.allnet.training.run.RunOptions;

/**
 * The recipes of a comparison that was begun before. What goes on has to be as it began: the same
 * split, options and images.
 *
 * @param out the folder of the comparison, with a run for each recipe
 * @param given the options that the command was given
 */
record BegunRecipes(Path out, List<String> given) {

  /** The split that recipes share, and that of each run. */
  static final String SPLIT = "split.csv";

  /** What a finished run has in its folder. */
  static final String PREDICTIONS = "predictions.csv";

  /** What a run has in its folder from its begin. */
  static final String BEGUN = "run.json";

  /** Copies {@code given}, so that nothing changes it from outside. */
  BegunRecipes {
    given = List.copyOf(given);
  }

  /** The splits of a comparison that was begun: the common one, and those of its runs. */
  List<Path> splits() {
    if (!Files.isDirectory(out)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(out)) {
      return Stream.concat(
              Stream.of(out.resolve(SPLIT)),
              files
                  .filter(folder -> Files.exists(folder.resolve(BEGUN)))
                  .map(folder -> folder.resolve(SPLIT))
                  .sorted())
          .filter(Files::isRegularFile)
          .toList();
    } catch (IOException e) {
      throw new InputException(out + ": can't be listed (" + ForeignFailure.words(e) + ")", e);
    }
  }

  /** Refuses a split file that says something else than when the comparison was begun with it. */
  static void requireSamePlaces(Path given, Path begun) {
    Map<String, Integer> folds = new HashMap<>();
    Split old = SplitFile.read(begun);
    SplitFile.read(given)
        .withNames(begun, old.images())
        .places()
        .forEach(place -> folds.put(place.image(), place.fold()));
    for (Split.Place place : old.places()) {
      Integer fold = folds.get(place.image());
      if (fold == null || fold != place.fold()) {
        throw InputException.in(
            given,
            "is another split than this comparison was begun with (%s is %s %s); put the old file back, or choose another --out"
                .formatted(
                    place.image(), fold == null ? "missing, and is in" : "elsewhere in", begun));
      }
    }
  }

  /** Refuses a split that recipes would be begun with beside others that began with another one. */
  void requireOneSplit(Stream<String> recipes) {
    Path split = out.resolve(SPLIT);
    if (!Files.exists(split)) {
      return;
    }
    recipes
        .map(out::resolve)
        .filter(folder -> Files.exists(folder.resolve(BEGUN)))
        .forEach(
            folder -> {
              try (RunFolder begun = RunFolder.open(folder)) {
                begun.requireSameSplit(split);
              }
            });
  }

  /**
   * A recipe that was begun goes on as it began: this command has to say the same.
   *
   * @throws OptionException if it says something else
   * @throws InputException if the recipe's folder can't be opened, or it is finished and its split
   *     is another since, which is that recipe's affair
   */
  void refuseOther(RunOptions own) {
    Path folder = out.resolve(own.recipe().name());
    if (!Files.exists(folder.resolve(BEGUN))) {
      return;
    }
    List<String> others;
    try (RunFolder begun = RunFolder.open(folder)) {
      RunOptions then = begun.options();
      others = new ArrayList<>(own.differences(then).stream().map(BegunRecipes::typed).toList());
      if (given.contains("--device") && !own.device().equals(then.device())) {
        others.add("--device %s instead of %s".formatted(own.device().key(), then.device().key()));
      }
      if (given.contains("--threads") && own.threads() != then.threads()) {
        others.add("--threads %d instead of %d".formatted(own.threads(), then.threads()));
      }
      requireSameFolder(own, begun);
      if (others.isEmpty() && Files.exists(folder.resolve(PREDICTIONS))) {
        begun.requireSameSplit(folder.resolve(SPLIT));
      }
      if (others.isEmpty() && own.splitFile() != null) {
        begun.requireSameSplit(Path.of(own.splitFile()));
      }
    }
    if (!others.isEmpty()) {
      throw OptionException.ofSetting(
          "recipe",
          own.recipe().name(),
          "compare: recipe %s began otherwise and can't change: %s; repeat its command with --resume, or choose another --out"
              .formatted(own.recipe().name(), String.join(", ", others)));
    }
  }

  /** The same words may lead to other images from another working folder. */
  private static void requireSameFolder(RunOptions own, RunFolder begun) {
    Path typed = Path.of(own.data());
    Path then = begun.data();
    try {
      if (Files.isSameFile(typed, then)) {
        return;
      }
    } catch (IOException e) {
      throw InputException.in(typed, "can't be compared with " + then + "; check both", e);
    }
    OptionValue given = OptionName.DATA.with(typed);
    throw new OptionException(
        given,
        Sentence.of(
            "%s leads to %s from here, and recipe %s was begun on %s; go on from the folder where it was begun, or choose another %s",
            given, typed.toAbsolutePath().normalize(), own.recipe().name(), then, OptionName.OUT));
  }

  /** A difference as it is typed, or written in a recipe if that is the only way to say it. */
  private static String typed(RunOptions.Difference difference) {
    String key = difference.key();
    boolean keyAlone = RecipeKey.named(key).isPresent() && OptionName.named(key).isEmpty();
    return "%s%s instead of %s"
        .formatted(keyAlone ? key + " = " : "--" + key + " ", difference.now(), difference.begun());
  }
}
