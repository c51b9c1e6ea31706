package org.allnet.network.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
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

  private static final String MODEL = "model.safetensors";

  /** Copies. */
  public FoldModels {
    models = List.copyOf(models);
  }

  /**
   * Finds the fold models of a run.
   *
   * @param folder the run's folder
   * @return its models
   * @throws InputException if it holds none, or one that has not predicted yet
   */
  public static FoldModels of(Path folder) {
    List<Path> folds;
    try (Stream<Path> below = Files.list(folder)) {
      folds =
          below
              .filter(fold -> fold.getFileName().toString().matches("fold-\\d{1,3}"))
              .filter(fold -> Files.isRegularFile(fold.resolve(MODEL)))
              .sorted(Comparator.comparingInt(FoldModels::number))
              .toList();
    } catch (IOException e) {
      throw new InputException(folder + ": can't be listed (" + e + "); check its rights", e);
    }
    if (folds.isEmpty()) {
      throw new InputException(
          folder
              + ": holds no model; give a model file, or the folder of a run such as runs/NAME or runs/NAME/fold-1");
    }
    Path chosen = null;
    double least = Double.POSITIVE_INFINITY;
    List<Path> models = new ArrayList<>();
    for (Path fold : folds) {
      double loss = loss(folder, fold);
      models.add(fold.resolve(MODEL));
      if (chosen == null || loss < least) {
        chosen = fold.resolve(MODEL);
        least = loss;
      }
    }
    return new FoldModels(models, java.util.Objects.requireNonNull(chosen));
  }

  private static int number(Path fold) {
    return Integer.parseInt(fold.getFileName().toString().substring("fold-".length()));
  }

  private static double loss(Path folder, Path fold) {
    Path file = fold.resolve("predictions.csv");
    if (!Files.isRegularFile(file)) {
      throw new InputException(
          "%s: is not finished, it has no %s; go on with --resume %s, or give a model file"
              .formatted(folder, folder.relativize(file), folder));
    }
    ModelDescription model = ModelFile.describe(fold.resolve(MODEL));
    String validation = RunFold.VALIDATION + number(fold);
    List<Prediction> rows =
        PredictionFile.read(file).rows().stream()
            .filter(row -> validation.equals(row.fold()))
            .toList();
    return CrossValidation.loss(new Predictions(model.classSet(), rows), model.rule().scaling());
  }
}
