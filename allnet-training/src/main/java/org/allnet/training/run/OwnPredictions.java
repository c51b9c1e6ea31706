package org.allnet.training.run;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
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
        List<String> differing = own == null ? List.of() : differing(own, row);
        require(
            differing.isEmpty(),
            "%s has another %s than its fold model gave it"
                .formatted(row.image(), String.join(" and ", differing)));
      }
      require(
          missing.isEmpty(),
          "%s missing, such as %s"
              .formatted(
                  Counted.of(missing.size(), "evaluated image").outOf(expected.rows().size()).are(),
                  missing.keySet().stream().sorted().findFirst().orElse("")));
    }

    /** The columns in which a row differs from the run's. */
    private static List<String> differing(Prediction own, Prediction row) {
      Map<String, Boolean> same = new LinkedHashMap<>();
      same.put("label", own.label() == row.label());
      same.put("subject", Objects.equals(own.subject(), row.subject()));
      boolean group = Objects.equals(own.person(), row.person());
      same.put("subject group", group || !Objects.equals(own.subject(), row.subject()));
      boolean protocol = Objects.equals(own.origin().protocol(), row.origin().protocol());
      boolean role = own.origin().role() == row.origin().role();
      same.put("protocol", protocol);
      same.put("role", role);
      boolean others = protocol && role && !own.origin().equals(row.origin());
      same.put("mark, such as synthetic", !others);
      same.put("probability", sameProbabilities(own, row));
      same.put("refusal", Objects.equals(own.refusal(), row.refusal()));
      return same.entrySet().stream()
          .filter(one -> !one.getValue())
          .map(Map.Entry::getKey)
          .toList();
    }

    private static boolean sameProbabilities(Prediction own, Prediction row) {
      for (int k = 0; k < own.probabilities().size(); k++) {
        if (Math.abs(own.probabilities().get(k) - row.probabilities().get(k)) > ROUNDING) {
          return false;
        }
      }
      return true;
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
