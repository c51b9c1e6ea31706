package org.allnet.cli.network;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.allnet.cli.terminal.Progress;
import org.allnet.network.training.EpochRecord;
import org.allnet.network.training.TrainingListener;
import org.jspecify.annotations.Nullable;

/** Tells how a training goes: a bar within an epoch on a terminal, a line an epoch everywhere. */
public final class EpochTalk implements TrainingListener {

  private final Path folder;
  private final Consumer<String> talk;
  private final BiFunction<String, Integer, Progress> bars;
  private boolean begun;
  private int instance = 1;
  private int instances = 1;
  private @Nullable Progress bar;

  /**
   * Gets ready.
   *
   * @param folder the run's folder, named once training begins
   * @param talk where lines go
   * @param bars starts a bar for a task and a number of images
   */
  public EpochTalk(Path folder, Consumer<String> talk, BiFunction<String, Integer, Progress> bars) {
    this.folder = folder;
    this.talk = talk;
    this.bars = bars;
  }

  @Override
  public void instanceStarted(
      int number, int count, int epochsDone, int trainingImages, int validationImages) {
    if (!begun) {
      talk.accept("run: " + folder);
      begun = true;
    }
    instance = number;
    instances = count;
    talk.accept(
        "instance %d of %d: %d training images an epoch, %d validation images%s"
            .formatted(
                number,
                count,
                trainingImages,
                validationImages,
                epochsDone > 0 ? ", going on after epoch " + epochsDone : ""));
  }

  @Override
  public void stepDone(int epoch, int imagesDone, int images, double loss) {
    Progress current = bar;
    if (current == null) {
      current = bars.apply("instance " + instance + ", epoch " + epoch, images);
      bar = current;
    }
    current.note(String.format(Locale.ROOT, "loss %.4f", loss));
    current.reach(imagesDone);
  }

  @Override
  public void epochDone(EpochRecord epoch, int epochs) {
    Progress current = bar;
    if (current != null) {
      current.clear();
      bar = null;
    }
    int epochsLeft = epochs - epoch.epoch() + (instances - instance) * epochs;
    talk.accept(
        String.format(
            Locale.ROOT,
            "instance %d, epoch %d of %d: loss %.4f, validation %.4f%s, %.0f images/s, %s left%s",
            instance,
            epoch.epoch(),
            epochs,
            epoch.trainingLoss(),
            epoch.validationLoss(),
            figures(epoch.validation()),
            epoch.imagesPerSecond(),
            duration(epochsLeft * epoch.seconds()),
            epoch.best() ? ", best so far" : ""));
  }

  private static String figures(Map<String, Double> validation) {
    StringBuilder text = new StringBuilder();
    for (String key : new String[] {"accuracy", "auroc"}) {
      Double value = validation.get(key);
      if (value != null) {
        text.append(String.format(Locale.ROOT, ", %s %.3f", key, value));
      }
    }
    return text.toString();
  }

  static String duration(double seconds) {
    Duration time = Duration.ofSeconds(Math.round(seconds));
    if (time.toHours() > 0) {
      return time.toHours() + " h " + time.toMinutesPart() + " min";
    }
    return time.toMinutes() > 0
        ? time.toMinutes() + " min " + time.toSecondsPart() + " s"
        : time.toSeconds() + " s";
  }

  @Override
  public void note(String message) {
    talk.accept("note: " + message);
  }
}
