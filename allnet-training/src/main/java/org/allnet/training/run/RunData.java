package org.allnet.training.run;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.allnet.data.InputException;
import org.allnet.data.WorkProgress;
import org.allnet.data.dataset.Dataset;
import org.allnet.data.split.SplitFile;
import org.allnet.inference.model.ModelFile;
import org.allnet.training.recipe.Recipe;

/**
 * The data set of a run, read anew, with the models that its networks began with.
 *
 * @param run the run's folder
 */
record RunData(RunFolder run) {

  /**
   * Refuses runs on one data set if its images, labels or people are no longer those that they were
   * begun on. The data set is read once, as the first of the runs reads it.
   *
   * @param runs the folders of runs with the same data set and options of it
   * @param progress is told how far it has come
   * @throws InputException if an image was added, removed or changed since one of them was begun,
   *     or has another label or subject, or a folder holds no run
   */
  static void requireSameData(List<Path> runs, WorkProgress progress) {
    PreparedData data = null;
    for (Path folder : runs) {
      try (RunFolder run = RunFolder.open(folder)) {
        if (data == null) {
          data = new RunData(run).read(EarlierModels.NONE, progress);
        }
        run.requireSameData(data);
      }
    }
  }

  /**
   * Returns the run's data set, read anew.
   *
   * @param progress is told how far it has come
   */
  PreparedData read(WorkProgress progress) {
    return read(earlier(), progress);
  }

  private PreparedData read(EarlierModels models, WorkProgress progress) {
    RunOptions options = run.options();
    Dataset opened = PreparedData.open(options.at(run.data()));
    return Files.exists(run.split())
        ? PreparedData.of(opened, options, models, run.split(), progress)
        : PreparedData.of(opened, options, models, progress);
  }

  /**
   * What is known of the models that the run's networks begin with. Their files are read as long as
   * a fold model is not finished.
   *
   * @throws InputException if a file is still needed and is missing, or its weights are others than
   *     when the run was begun
   */
  EarlierModels earlier() {
    RunHeader header = run.header();
    if (header.pretrained().isEmpty()) {
      return EarlierModels.NONE;
    }
    int foldModels =
        !header.options().allFoldModels()
            ? 1
            : Files.exists(run.split())
                ? SplitFile.read(run.split()).folds()
                : header.options().split().folds();
    List<Integer> unfinished = new ArrayList<>();
    for (int number = 1; number <= foldModels; number++) {
      if (!run.folds().isFinished(number)) {
        unfinished.add(number);
      }
    }
    if (unfinished.isEmpty()) {
      return EarlierModels.of(ModelFile.describe(run.folds().model(1)));
    }
    Recipe recipe = header.options().recipe();
    header.pretrained().forEach(weights -> weights.require(run, recipe, unfinished));
    return EarlierModels.of(header.pretrained());
  }
}
