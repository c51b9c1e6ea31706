package org.allnet.training.run;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.allnet.data.Counted;
import org.allnet.data.InputException;
import org.allnet.data.Invocation;
import org.allnet.data.OptionName;
import org.allnet.data.Sentence;
import org.allnet.data.dataset.ClassSet;
import org.allnet.evaluation.decision.DecisionRule;
import org.allnet.evaluation.prediction.Prediction;
import org.allnet.evaluation.prediction.PredictionFile;
import org.allnet.evaluation.prediction.Predictions;
import org.allnet.evaluation.prediction.WrittenRule;

/**
 * The check that the {@code predictions.csv} of a run is what its fold models predicted. One of
 * another run, or one that was cut or edited, would be evaluated as this run's.
 */
public final class OwnPredictions {

  /** What another machine may compute otherwise. */
  private static final double ROUNDING = 1e-9;

  private OwnPredictions() {}

  /**
   * Refuses predictions in the folder of a run, or of one of its folds, that are not the run's. Any
   * other file passes.
   *
   * @param path a predictions file, or the folder of a run
   * @throws InputException if it is the predictions file of a run or of its fold, and the run is
   *     not finished, a file of its folds is of another run, the predictions are not those of its
   *     fold models, or its report is of an earlier decision rule
   */
  public static void require(Path path) {
    Path file = Files.isDirectory(path) ? path.resolve(FinishedRun.PREDICTIONS) : path;
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null || !file.endsWith(FinishedRun.PREDICTIONS) || !Files.exists(file)) {
      return;
    }
    if (!Files.isRegularFile(folder.resolve(RunHeader.FILE))) {
      FoldCheck.checkFold(folder);
      return;
    }
    RunHeader.read(folder.resolve(RunHeader.FILE)); // a run of another format has no report to fit
    OutdatedReport.refuse(folder);
    FinishedRun run = FinishedRun.of(folder);
    boolean heldOut = !run.split().holdOut().isEmpty();
    FinishedFold chosen = run.chosen();
    ClassSet classes = chosen.model().classSet();
    Check check = new Check(folder, file);
    check.rows(heldOut ? chosen.holdOut() : outOfFold(run), classes);
    WrittenRule rule = (heldOut ? chosen.model().rule() : DecisionRule.NONE).written(classes);
    check.require(rule.equals(WrittenRule.read(file)), "its decision rule is another");
  }

  private static Predictions outOfFold(FinishedRun run) {
    List<Prediction> rows = new ArrayList<>();
    run.folds()
        .forEach(fold -> rows.addAll(fold.model().rule().takenOff(fold.validation()).rows()));
    return new Predictions(run.chosen().model().classSet(), rows);
  }

  private record Check(Path run, Path file) {

    void rows(Predictions expected, ClassSet classes) {
      Predictions read = PredictionFile.read(file);
      require(
          read.classes().names().equals(classes.names()),
          "it has the classes " + String.join(", ", read.classes().names()));
      Map<String, Prediction> missing = new HashMap<>();
      expected.rows().forEach(row -> missing.put(row.image(), row));
      for (Prediction row : read.rows()) {
        Prediction own = missing.remove(row.image());
        require(
            own != null && Objects.equals(own.fold(), row.fold()),
            "%s of the fold '%s' is none of its %d evaluated images"
                .formatted(row.image(), row.fold(), expected.rows().size()));
        require(
            own != null && same(own, row),
            "%s has another label, subject, protocol, mark, probability or refusal than its fold model gave it"
                .formatted(row.image()));
      }
      require(
          missing.isEmpty(),
          "%s missing, such as %s"
              .formatted(
                  Counted.of(missing.size(), "evaluated image").outOf(expected.rows().size()).are(),
                  missing.keySet().stream().sorted().findFirst().orElse("")));
    }

    private static boolean same(Prediction own, Prediction row) {
      for (int k = 0; k < own.probabilities().size(); k++) {
        if (Math.abs(own.probabilities().get(k) - row.probabilities().get(k)) > ROUNDING) {
          return false;
        }
      }
      return own.label() == row.label()
          && Objects.equals(own.subject(), row.subject())
          && Objects.equals(own.person(), row.person())
          && own.origin().equals(row.origin())
          && Objects.equals(own.refusal(), row.refusal());
    }

    void require(boolean good, String wrong) {
      if (!good) {
        throw InputException.in(
            file,
            Sentence.of(
                "is not of this run: %s; make it anew with: %s",
                wrong, Invocation.of("train", OptionName.RESUME.with(run))));
      }
    }
  }
}
