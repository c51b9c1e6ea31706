package org.allnet.training.run;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.allnet.data.InputException;
import org.allnet.data.OptionName;
import org.allnet.data.Sentence;
import org.allnet.data.split.Split;
import org.allnet.inference.model.ModelFile;

/**
 * A run whose fold models are all trained and have predicted.
 *
 * @param folder the run's folder
 * @param split how its images are split
 * @param folds its folds, at least one
 */
record FinishedRun(Path folder, Split split, List<FinishedFold> folds) {

  static final String PREDICTIONS = "predictions.csv";

  /** Copies {@code folds}, so that nothing changes it from outside. */
  FinishedRun {
    folds = List.copyOf(folds);
  }

  /**
   * Returns the run in a folder. The folder is only read, and need not be held.
   *
   * @param folder holds a run that was begun
   * @throws InputException if a fold model is missing, has not predicted yet or is of another run,
   *     the split was changed since, or the run is of another format
   */
  static FinishedRun of(Path folder) {
    FoldCheck check = FoldCheck.of(folder);
    Split split = check.split();
    int models = check.header().options().allFoldModels() ? split.folds() : 1;
    for (int fold = 1; fold <= models; fold++) {
      for (String name : List.of(ModelFile.NAME, PREDICTIONS, FoldSeal.FILE)) {
        String needed = "fold-" + fold + "/" + name;
        if (!Files.isRegularFile(folder.resolve(needed))) {
          throw unfinished(folder, needed);
        }
      }
    }
    List<FinishedFold> folds = new ArrayList<>();
    for (int fold = 1; fold <= models; fold++) {
      check.check(fold).ifPresent(folds::add);
    }
    return new FinishedRun(folder, split, folds);
  }

  /** The refusal of a run that lacks a file. */
  static InputException unfinished(Path folder, String missing) {
    return InputException.in(
        folder,
        Sentence.of(
            "is not finished, it has no %s; go on with %s first",
            missing, OptionName.RESUME.with(folder)));
  }

  /** {@return the fold whose model the run has chosen: the first of those with the least loss} */
  FinishedFold chosen() {
    return folds.stream().min(Comparator.comparingDouble(FinishedFold::loss)).orElseThrow();
  }
}
