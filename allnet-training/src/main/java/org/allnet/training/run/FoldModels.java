package org.allnet.training.run;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.allnet.data.InputException;
import org.allnet.inference.model.ModelFile;

/**
 * The fold models of a finished run.
 *
 * @param models their files, at least one
 * @param chosen the one that the run has chosen: that with the least loss on its own validation
 *     fold
 */
public record FoldModels(List<Path> models, Path chosen) {

  /** Copies {@code models}, so that nothing changes it from outside. */
  public FoldModels {
    models = List.copyOf(models);
  }

  /**
   * Returns the fold models of a run.
   *
   * @param folder the run's folder
   * @throws InputException if it holds no run, or one of which a fold model is missing or has not
   *     predicted yet
   */
  public static FoldModels of(Path folder) {
    if (!Files.isRegularFile(folder.resolve(RunHeader.FILE))) {
      throw InputException.in(
          folder,
          "holds no model and no run.json; give a model file, or the folder of a run such as runs/NAME or runs/NAME/fold-1");
    }
    FinishedRun run = FinishedRun.of(folder);
    return new FoldModels(
        run.folds().stream().map(FinishedFold::file).toList(), run.chosen().file());
  }

  /**
   * Refuses a fold model whose training is not finished: its weights are those of an epoch on the
   * way, and it has no decision rule yet. A model that is not of the run in whose folder it lies is
   * refused as well.
   *
   * @param model a model file
   * @throws InputException if it lies in the folder of a run, and the run is of another format, or
   *     its fold has not predicted yet or has files of another run
   */
  public static void requireFinished(Path model) {
    Path fold = model.toAbsolutePath().normalize().getParent();
    Path run = fold == null ? null : fold.getParent();
    if (fold == null
        || run == null
        || !model.endsWith(ModelFile.NAME)
        || !Files.isRegularFile(run.resolve(RunHeader.FILE))) {
      return;
    }
    RunHeader.read(run.resolve(RunHeader.FILE)); // a run of another format is no unfinished one
    for (String needed : List.of(FinishedRun.PREDICTIONS, FoldSeal.FILE)) {
      if (!Files.isRegularFile(fold.resolve(needed))) {
        throw FinishedRun.unfinished(run, fold.getFileName() + "/" + needed);
      }
    }
    FoldCheck.checkFold(fold);
  }
}
