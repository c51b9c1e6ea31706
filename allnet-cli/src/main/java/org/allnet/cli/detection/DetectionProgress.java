package org.allnet.cli.detection;

import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.allnet.cli.terminal.CommandLineWording;
import org.allnet.cli.terminal.Progress;
import org.allnet.data.Sentence;
import org.allnet.evaluation.metric.ValidationMetric;
import org.allnet.training.trainer.EpochRecord;
import org.allnet.training.trainer.TrainingListener;
import org.jspecify.annotations.Nullable;

/** Tells how a training on fields goes: a bar within an epoch on a terminal, a line an epoch. */
final class DetectionProgress implements TrainingListener {

  private final Consumer<String> status;
  private final Bars bars;
  private final String images;
  private final Function<Map<ValidationMetric, Double>, String> metrics;
  private final String best;
  private @Nullable Progress bar;

  /** Makes bars. */
  interface Bars {

    /**
     * Makes a bar.
     *
     * @param task what is done
     * @param unit what is counted
     * @param total how many there are
     */
    Progress bar(String task, String unit, long total);
  }

  /**
   * Creates the progress of a training without an epoch.
   *
   * @param status is told the lines
   * @param bars makes a bar for an epoch
   * @param images what is trained on, such as {@code fields}
   * @param metrics the words for an epoch's metrics
   * @param best what is said of the best epoch so far
   */
  DetectionProgress(
      Consumer<String> status,
      Bars bars,
      String images,
      Function<Map<ValidationMetric, Double>, String> metrics,
      String best) {
    this.status = status;
    this.bars = bars;
    this.images = images;
    this.metrics = metrics;
    this.best = best;
  }

  @Override
  public void foldStarted(
      int fold, int foldModels, int epochsDone, int trainingImages, int validationImages) {
    status.accept(
        "%d training %s an epoch, %d validation %s%s"
            .formatted(
                trainingImages,
                images,
                validationImages,
                images,
                epochsDone > 0 ? ", going on after epoch " + epochsDone : ""));
  }

  @Override
  public void stepDone(int epoch, int imagesDone, int all, double loss) {
    Progress current = bar;
    if (current == null) {
      current = bars.bar("epoch " + epoch, images, all);
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
    status.accept(
        String.format(
            Locale.ROOT,
            "epoch %d of %d: loss %.3f, %s, %.1f %s/s, %.0f min left%s",
            epoch.epoch(),
            epochs,
            epoch.trainingLoss(),
            metrics.apply(epoch.validation()),
            epoch.imagesPerSecond(),
            images,
            (epochs - epoch.epoch()) * epoch.seconds() / 60,
            epoch.best() ? best : ""));
  }

  @Override
  public void note(Sentence message) {
    status.accept("note: " + message.in(CommandLineWording.TYPED));
  }
}
