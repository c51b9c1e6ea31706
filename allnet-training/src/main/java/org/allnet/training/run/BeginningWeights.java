package org.allnet.training.run;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.allnet.data.InputException;
import org.allnet.inference.model.ModelFile;
import org.allnet.inference.model.WeightsHash;
import org.allnet.training.recipe.Recipe;

/**
 * A file of weights that networks of a run begin with, as it was when the run was begun.
 *
 * @param file where it lies
 * @param sha256 the hash of its weights, whatever else the file says
 * @param model whether it is a model of ALLNet, whose images the new models count as their own
 */
record BeginningWeights(String file, String sha256, boolean model) {

  /**
   * The files of a recipe.
   *
   * @param recipe names them
   * @return each once; none if networks begin afresh
   * @throws InputException if one is missing or broken
   */
  static List<BeginningWeights> of(Recipe recipe) {
    List<BeginningWeights> files = new ArrayList<>();
    for (Path file : new LinkedHashSet<>(recipe.networks().pretrained())) {
      boolean model = ModelFile.isOne(file);
      files.add(new BeginningWeights(file.toString(), WeightsHash.of(file), model));
    }
    return files;
  }

  /**
   * Refuses to go on without the file, or with another one in its place, if it is still needed: as
   * weights while a network has not begun, for its images while a fold model is not finished.
   *
   * @param run the run's folder
   * @param recipe the run's
   * @param unfinished the fold models that are not finished, from 1
   * @throws InputException if it is needed and is missing, or its weights are others
   */
  void require(RunFolder run, Recipe recipe, List<Integer> unfinished) {
    for (int fold : unfinished) {
      if (!model && !begins(run, recipe, fold)) {
        continue;
      }
      boolean there = Files.isRegularFile(Path.of(file));
      if (!there || !WeightsHash.of(Path.of(file)).equals(sha256)) {
        throw InputException.in(
            file,
            "%s since the run was begun, and fold model %d still needs it; put it back as it was, %sor begin a new run"
                .formatted(
                    there ? "was changed" : "was removed",
                    fold,
                    Path.of(file).isAbsolute()
                        ? ""
                        : "go on from the folder where it was begun, "));
      }
    }
  }

  /** Whether a network of a fold model has still to begin with it. */
  private boolean begins(RunFolder run, Recipe recipe, int fold) {
    int networks = recipe.networks(2).size();
    for (int network = 1; network <= networks; network++) {
      Path own = recipe.networks().pretrained(network);
      if (own != null
          && own.equals(Path.of(file))
          && !Files.exists(run.folds().state(fold, network))) {
        return true;
      }
    }
    return false;
  }
}
