package org.allnet.network.run;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.allnet.data.InputException;
import org.allnet.data.split.Split;
import org.allnet.data.split.SplitFile;

/**
 * A run whose fold models are all trained and have predicted.
 *
 * @param folder the run's folder
 * @param split how its images are split
 * @param models how many fold models it has
 */
record FinishedRun(Path folder, Split split, int models) {

  static final String MODEL = "model.safetensors";
  static final String PREDICTIONS = "predictions.csv";

  /**
   * Returns the run in a folder. The folder is only read, and need not be held.
   *
   * @param folder holds a run that was begun
   * @throws InputException if a fold model is missing, has not predicted yet or is of another run,
   *     the split was changed since, or the run is of another format
   */
  static FinishedRun of(Path folder) {
    RunHeader header = RunHeader.read(folder.resolve(RunHeader.FILE));
    Path file = folder.resolve(RunFolder.SPLIT);
    if (!Files.exists(file)) {
      throw unfinished(folder, RunFolder.SPLIT);
    }
    Split split = SplitFile.read(file);
    header.requireSameSplit(file, split);
    int models = header.options().allInstances() ? split.folds() : 1;
    for (int instance = 1; instance <= models; instance++) {
      for (String name : List.of(MODEL, PREDICTIONS)) {
        String needed = "fold-" + instance + "/" + name;
        if (!Files.isRegularFile(folder.resolve(needed))) {
          throw unfinished(folder, needed);
        }
      }
    }
    FoldCheck check = FoldCheck.of(folder, header, split);
    for (int instance = 1; instance <= models; instance++) {
      check.check(instance);
    }
    return new FinishedRun(folder, split, models);
  }

  /** The refusal of a run that lacks a file. */
  static InputException unfinished(Path folder, String missing) {
    return new InputException(
        "%s: is not finished, it has no %s; go on with --resume %s first"
            .formatted(folder, missing, folder));
  }

  Path model(int instance) {
    return folder.resolve("fold-" + instance).resolve(MODEL);
  }

  Path predictions(int instance) {
    return folder.resolve("fold-" + instance).resolve(PREDICTIONS);
  }
}
