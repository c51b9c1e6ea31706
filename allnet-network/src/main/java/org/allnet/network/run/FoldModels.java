package org.allnet.network.run;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.allnet.data.InputException;
import org.allnet.evaluation.prediction.Prediction;
import org.allnet.evaluation.prediction.PredictionFile;
import org.allnet.evaluation.prediction.Predictions;
import org.allnet.evaluation.prediction.RunFold;
import org.allnet.network.model.ModelDescription;
import org.allnet.network.model.ModelFile;

/**
 * The fold models of a finished run.
 *
 * @param models their files, at least one
 * @param chosen the one that the run has chosen: that with the least loss on its own validation
 *     fold
 */
public record FoldModels(List<Path> models, Path chosen) {

  /** Copies. */
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
      throw new InputException(
          folder
              + ": holds no model and no run.json; give a model file, or the folder of a run such as runs/NAME or runs/NAME/fold-1");
    }
    FinishedRun run = FinishedRun.of(folder);
    Path chosen = run.model(1);
    double least = Double.POSITIVE_INFINITY;
    List<Path> models = new ArrayList<>();
    for (int instance = 1; instance <= run.models(); instance++) {
      double loss = loss(run, instance);
      models.add(run.model(instance));
      if (loss < least) {
        chosen = run.model(instance);
        least = loss;
      }
    }
    return new FoldModels(models, chosen);
  }

  /**
   * Refuses a fold model whose training is not finished: its weights are those of an epoch on the
   * way, and it has no decision rule yet.
   *
   * @param model a model file
   * @throws InputException if it lies in the folder of a run, and its fold has not predicted yet
   */
  public static void requireFinished(Path model) {
    Path fold = model.toAbsolutePath().normalize().getParent();
    Path run = fold == null ? null : fold.getParent();
    if (fold == null
        || run == null
        || !model.endsWith(FinishedRun.MODEL)
        || !Files.isRegularFile(run.resolve(RunHeader.FILE))
        || Files.isRegularFile(fold.resolve(FinishedRun.PREDICTIONS))) {
      return;
    }
    throw FinishedRun.unfinished(run, fold.getFileName() + "/" + FinishedRun.PREDICTIONS);
  }

  private static double loss(FinishedRun run, int instance) {
    ModelDescription model = ModelFile.describe(run.model(instance));
    String validation = RunFold.VALIDATION + instance;
    List<Prediction> rows =
        PredictionFile.read(run.predictions(instance)).rows().stream()
            .filter(row -> validation.equals(row.fold()))
            .toList();
    return CrossValidation.loss(new Predictions(model.classSet(), rows), model.rule().scaling());
  }
}
