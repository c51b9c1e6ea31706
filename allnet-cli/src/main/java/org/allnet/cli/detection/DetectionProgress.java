package org.allnet.cli.detection;

import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.allnet.cli.terminal.CommandLineWording;
import org.allnet.cli.terminal.Progress;
import org.allnet.data.Sentence;
import org.allnet.training.trainer.EpochRecord;
import org.allnet.training.trainer.TrainingListener;
import org.jspecify.annotations.Nullable;

/** Tells how a detector's training goes: a bar within an epoch on a terminal, a line an epoch. */
final class DetectionProgress implements TrainingListener {

  private final Consumer<String> status;
  private final BiFunction<String, Integer, Progress> bars;
  private @Nullable Progress bar;

  DetectionProgress(Consumer<String> status, BiFunction<String, Integer, Progress> bars) {
    this.status = status;
    this.bars = bars;
  }

  @Override
  public void foldStarted(
      int fold, int foldModels, int epochsDone, int trainingImages, int validationImages) {
    status.accept(
        "%d training fields an epoch, %d validation fields%s"
            .formatted(
                trainingImages,
                validationImages,
                epochsDone > 0 ? ", going on after epoch " + epochsDone : ""));
  }

  @Override
  public void stepDone(int epoch, int imagesDone, int images, double loss) {
    Progress current = bar;
    if (current == null) {
      current = bars.apply("epoch " + epoch, images);
      bar = current;
    }
    current.note(String.format(Locale.ROOT, "loss %.3f", loss));
    current.reach(imagesDone);
  }

  @Override
  public void epochDone(EpochRecord epoch, int epochs) {
    Progress current = bar;
    if (current != null) {
      current.clear();
      bar = null;
    }
    Map<String, Double> metrics = epoch.validation();
    status.accept(
        String.format(
            Locale.ROOT,
            "epoch %d of %d: loss %.3f, AP %.3f, AP50 %.3f, %.1f fields/s, %.0f min left%s",
            epoch.epoch(),
            epochs,
            epoch.trainingLoss(),
            metrics.getOrDefault("ap", 0.0),
            metrics.getOrDefault("ap50", 0.0),
            epoch.imagesPerSecond(),
            (epochs - epoch.epoch()) * epoch.seconds() / 60,
            epoch.best() ? ", best so far" : ""));
  }

  @Override
  public void note(Sentence message) {
    status.accept("note: " + message.in(CommandLineWording.TYPED));
  }
}
