package org.allnet.training.run;

import java.util.List;
import org.allnet.data.Sentence;
import org.allnet.data.WorkProgress;
import org.allnet.training.trainer.EpochRecord;
import org.allnet.training.trainer.TrainingListener;
import org.allnet.training.trainer.TrainingWork;

/** Keeps the metrics on disk and passes everything on. */
final class MetricsListener implements TrainingListener {

  private final TrainingListener next;
  private final RunFolder folder;
  private final List<EpochRecord> epochs;

  MetricsListener(TrainingListener next, RunFolder folder, List<EpochRecord> epochs) {
    this.next = next;
    this.folder = folder;
    this.epochs = epochs;
  }

  @Override
  public void preparing(WorkProgress.Step step, long done, long total) {
    next.preparing(step, done, total);
  }

  @Override
  public void runStarted(TrainingWork work) {
    next.runStarted(work);
  }

  @Override
  public void foldStarted(
      int fold, int foldModels, int epochsDone, int trainingImages, int validationImages) {
    next.foldStarted(fold, foldModels, epochsDone, trainingImages, validationImages);
  }

  @Override
  public void stepDone(int epoch, int imagesDone, int images, double loss) {
    next.stepDone(epoch, imagesDone, images, loss);
  }

  @Override
  public void epochDone(EpochRecord epoch, int all) {
    epochs.add(epoch);
    folder.epochs().write(epochs);
    next.epochDone(epoch, all);
  }

  @Override
  public void note(Sentence message) {
    next.note(message);
  }
}
