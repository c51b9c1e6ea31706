package org.allnet.cli.network;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.allnet.cli.terminal.CommandLineWording;
import org.allnet.cli.terminal.Progress;
import org.allnet.cli.terminal.StepProgress;
import org.allnet.data.Counted;
import org.allnet.data.Sentence;
import org.allnet.data.WorkProgress;
import org.allnet.evaluation.metric.Metric;
import org.allnet.evaluation.metric.ValidationMetric;
import org.allnet.inference.network.architecture.NetworkPlan;
import org.allnet.training.recipe.Recipe;
import org.allnet.training.recipe.Recipes;
import org.allnet.training.trainer.EpochRecord;
import org.allnet.training.trainer.TrainingListener;
import org.allnet.training.trainer.TrainingWork;
import org.jspecify.annotations.Nullable;

/** Tells how a training goes: a bar within an epoch on a terminal, a line an epoch everywhere. */
public final class TrainingProgress implements TrainingListener {

  /** A training of more seconds than this is not what one begins with. */
  private static final double LONG = 3600;

  /** Advice to take the recipe to begin with is worth a line if it is so many times less work. */
  private static final double FAR_MORE = 4;

  private final Path folder;
  private final Consumer<String> status;
  private final BiFunction<String, Integer, Progress> bars;
  private final LongSupplier nanoseconds;
  private final StepProgress preparation;
  private boolean begun;
  private int fold = 1;
  private int network = 1;
  private @Nullable TrainingWork work;
  private @Nullable FirstSteps firstSteps;
  private @Nullable Progress bar;

  /**
   * Creates the progress of a run that has not begun.
   *
   * @param folder the run's folder, named once training begins
   * @param status where lines go
   * @param bars starts a bar for a task and a number of images
   */
  public TrainingProgress(
      Path folder, Consumer<String> status, BiFunction<String, Integer, Progress> bars) {
    this(folder, status, bars, System::nanoTime);
  }

  TrainingProgress(
      Path folder,
      Consumer<String> status,
      BiFunction<String, Integer, Progress> bars,
      LongSupplier nanoseconds) {
    this.nanoseconds = nanoseconds;
    this.folder = folder;
    this.status = status;
    this.bars = bars;
    this.preparation = new StepProgress(bars);
  }

  @Override
  public void preparing(WorkProgress.Step step, long done, long total) {
    preparation.reached(step, done, total);
  }

  @Override
  public void runStarted(TrainingWork all) {
    work = all;
  }

  @Override
  public void foldStarted(
      int number, int count, int epochsDone, int trainingImages, int validationImages) {
    if (!begun) {
      status.accept("run: " + folder);
    }
    network = begun && number == fold ? network + 1 : 1;
    begun = true;
    fold = number;
    if (work != null && epochsDone < work.epochs() && firstSteps == null) {
      firstSteps = new FirstSteps(work, epochsDone, trainingImages, validationImages);
    }
    status.accept(
        "fold model %d of %d: %s an epoch, %s%s"
            .formatted(
                number,
                count,
                Counted.of(trainingImages, "training image"),
                Counted.of(validationImages, "validation image"),
                epochsDone > 0 ? ", going on after epoch " + epochsDone : ""));
  }

  @Override
  public void stepDone(int epoch, int imagesDone, int images, double loss) {
    Progress current = bar;
    if (current == null) {
      current = bars.apply("fold model " + fold + ", epoch " + epoch, images);
      bar = current;
    }
    current.note(String.format(Locale.ROOT, "loss %.4f", loss));
    current.reach(imagesDone);
    if (firstSteps != null) {
      firstSteps.stepDone(imagesDone, nanoseconds.getAsLong());
    }
  }

  @Override
  public void epochDone(EpochRecord epoch, int epochs) {
    Progress current = bar;
    if (current != null) {
      current.clear();
      bar = null;
    }
    if (firstSteps != null) {
      firstSteps.end();
    }
    double epochsLeft =
        work == null
            ? epochs - epoch.epoch()
            : work.epochsLeft(epoch.fold(), epoch.network(), epoch.epoch());
    status.accept(
        String.format(
            Locale.ROOT,
            "fold model %d, epoch %d of %d: loss %.4f, validation %.4f%s, %.0f images/s, %s left%s",
            fold,
            epoch.epoch(),
            epochs,
            epoch.trainingLoss(),
            epoch.validationLoss(),
            metrics(epoch.validation()),
            epoch.imagesPerSecond(),
            duration(epochsLeft * epoch.seconds()),
            epoch.best() ? ", best so far" : ""));
  }

  private static String metrics(Map<ValidationMetric, Double> validation) {
    StringBuilder text = new StringBuilder();
    for (Metric metric : List.of(Metric.ACCURACY, Metric.AUROC)) {
      Double value = validation.get(metric);
      if (value != null) {
        text.append(String.format(Locale.ROOT, ", %s %.3f", metric.key(), value));
      }
    }
    return text.toString();
  }

  /** Measures the first steps of a run and says once how long all of it takes. */
  private final class FirstSteps {

    private static final double LEAST_SECONDS = 3;
    private static final int LEAST_STEPS = 3;

    private final TrainingWork all;
    private final int epochsDone;
    private final int trainingImages;
    private final int validationImages;
    private int steps;
    private int imagesBefore;
    private long since;
    private boolean ended;

    FirstSteps(TrainingWork all, int epochsDone, int trainingImages, int validationImages) {
      this.all = all;
      this.epochsDone = epochsDone;
      this.trainingImages = trainingImages;
      this.validationImages = validationImages;
    }

    void end() {
      ended = true;
    }

    /** The first step is not counted: it makes memory and code ready. */
    void stepDone(int imagesDone, long now) {
      steps++;
      if (steps == 1) {
        imagesBefore = imagesDone;
        since = now;
        return;
      }
      double seconds = (now - since) / 1e9;
      if (ended || seconds < LEAST_SECONDS || steps <= LEAST_STEPS) {
        return;
      }
      ended = true;
      double ofAnImage = seconds / (imagesDone - imagesBefore);
      double epoch = ofAnImage * TrainingWork.trainedAlike(trainingImages, validationImages);
      double left = epoch * all.epochsLeft(fold, network, epochsDone);
      status.accept(
          "time: about %s for all training on this machine (%s; by its first %d steps)%s"
              .formatted(
                  roughly(left),
                  extent(),
                  steps,
                  left > LONG && all.work() > FAR_MORE * smallWork()
                      ? "; --recipe small is far less work to begin with"
                      : ""));
    }

    private String extent() {
      int networks = all.costs().size();
      return Counted.of(all.foldModels(), "fold model")
          + (networks == 1 ? "" : " of " + networks + " networks")
          + ", "
          + Counted.of(all.epochs(), "epoch")
          + (networks == 1 ? "" : " each");
    }
  }

  /** What the recipe to begin with costs for an image that is seen in all epochs. */
  private static double smallWork() {
    Recipe small = Recipes.find(Recipes.SMALL);
    return small.training().epochs()
        * small.networks(2).stream().mapToDouble(network -> new NetworkPlan(network).flops()).sum();
  }

  /** Two digits at most, in the unit that suits. */
  static String roughly(double seconds) {
    if (seconds < 90) {
      return Math.max(1, Math.round(seconds / 10) * 10) + " seconds";
    }
    if (seconds < 90 * 60) {
      return Math.round(seconds / 60) + " minutes";
    }
    return seconds < 48 * 3600
        ? Math.round(seconds / 3600) + " hours"
        : Math.round(seconds / 86400) + " days";
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
  public void note(Sentence message) {
    status.accept("note: " + message.in(CommandLineWording.TYPED));
  }
}
