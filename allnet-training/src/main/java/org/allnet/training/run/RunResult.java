package org.allnet.training.run;

import java.nio.file.Path;
import java.util.List;
import org.allnet.data.InputException;
import org.allnet.data.Sentence;
import org.allnet.data.image.CellStore;
import org.allnet.evaluation.experiment.TrainingOutcome;

/**
 * What a run ended with.
 *
 * @param folder the run's folder
 * @param options its options
 * @param outcome what was trained and predicted, for its report
 * @param store the decoded images, for the pictures of its report
 * @param bestModel the model file of the fold model that was chosen
 * @param trainingSeconds time of all epochs of all fold models
 * @param commands what was typed to begin the run and to choose its rules anew, in that order; none
 *     if that is not known
 * @param notes what the user should know, a line each
 */
public record RunResult(
    Path folder,
    RunOptions options,
    TrainingOutcome outcome,
    CellStore store,
    Path bestModel,
    double trainingSeconds,
    List<String> commands,
    List<Sentence> notes) {

  /**
   * Returns what tells the run from all others, which the seals of its fold models name.
   *
   * @throws InputException if the run's header can't be read
   */
  public String identity() {
    return RunHeader.identity(folder.resolve(RunHeader.FILE));
  }

  /**
   * Returns the model file of a fold model.
   *
   * @param fold which, from 1
   */
  public Path model(int fold) {
    return new FoldFiles(folder).model(fold);
  }
}
