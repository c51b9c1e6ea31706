package org.allnet.training.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.allnet.data.ForeignFailure;
import org.allnet.data.InputException;
import org.allnet.data.RunException;
import org.allnet.data.dataset.Dataset;
import org.allnet.data.split.Split;
import org.allnet.data.split.SplitFile;
import org.allnet.inference.engine.device.ComputeDevice;
import org.allnet.inference.engine.group.ProcessGroup;
import org.allnet.inference.image.input.SightSurvey;
import org.allnet.training.trainer.EpochRecord;
import org.allnet.training.trainer.TrainingListener;
import org.jspecify.annotations.Nullable;

/**
 * Folds of a run that are trained by several processes, each in a folder of its own below that of
 * the run, on a disk that all of them see. A process that dies costs an epoch at most: the next one
 * goes on in the same folder. Once all folds are there, {@link TrainingRun#resume} finishes the run
 * as if one process had trained them.
 */
public final class FoldsApart {

  private static final String APART = "state/apart-fold-";
  private static final long BETWEEN_LOOKS_MILLIS = 200;

  private FoldsApart() {}

  /**
   * A run whose folds are to be trained.
   *
   * @param foldModels how many there are
   * @param left the folds that are not trained yet, from 1
   * @param heapBytes what training one needs of Java's memory at least
   * @param engineBytes what it needs beside that on a processor
   * @param batch images of a training step
   */
  public record Begun(
      int foldModels, List<Integer> left, long heapBytes, long engineBytes, int batch) {

    /** Copies {@code left}, so that nothing changes it from outside. */
    public Begun {
      left = List.copyOf(left);
    }
  }

  /**
   * Begins a run and trains nothing.
   *
   * @param options what it does; its data set's folder is one that all processes see
   * @param folder where it is kept; must be empty or not there yet
   * @param command what was typed for it, for its report; null if nothing was
   * @param listener is told how it goes
   * @return the run
   * @throws org.allnet.data.AllNetException if the data or the options do not do
   */
  public static Begun begin(
      RunOptions options, Path folder, @Nullable String command, TrainingListener listener) {
    NewRun.requireFree(folder);
    ComputeDevice device = ComputeDevice.of(options.device());
    EarlierModels earlier = EarlierModels.of(BeginningWeights.of(options.recipe()));
    Dataset opened = PreparedData.open(options);
    ChecksBeforeReading.check(options, opened, device);
    PreparedData data = PreparedData.of(opened, options, earlier, listener::preparing);
    Split split = TrainingRun.split(options, data);
    ChecksBeforeTraining.check(split, TrainingRun.origin(options), data, options, device);
    List<String> commands = command == null ? null : List.of(command);
    try (RunFolder made = NewRun.create(folder, options, data.images().sha256(), split, commands)) {
      SplitFile.write(made.split(), split);
      return begun(made, options, data, split, device);
    }
  }

  /**
   * Takes a run up again and trains nothing.
   *
   * @param folder its folder
   * @param listener is told how it goes
   * @return the run
   * @throws org.allnet.data.AllNetException if the folder holds none, or its images have changed
   */
  public static Begun resume(Path folder, TrainingListener listener) {
    try (RunFolder found = RunFolder.open(folder)) {
      RunOptions options = found.optionsNow();
      PreparedData data = new RunData(found).read(listener::preparing);
      found.requireSameData(data);
      Split split = SplitFile.read(found.split()).withPeople(data.dataset());
      found.requireSameSplit(split);
      return begun(found, options, data, split, ComputeDevice.of(options.device()));
    }
  }

  private static Begun begun(
      RunFolder run, RunOptions options, PreparedData data, Split split, ComputeDevice device) {
    MemoryNeed need = ChecksBeforeTraining.need(split, data, options, device);
    int folds = options.foldModels(split);
    return new Begun(
        folds,
        IntStream.rangeClosed(1, folds)
            .filter(fold -> !run.folds().isFinished(fold))
            .boxed()
            .toList(),
        need.cells() + Math.max(need.correction(), need.refusal()),
        need.engine(),
        options.recipe().training().batch());
  }

  /**
   * Trains the model of one fold, or goes on with it, and puts it into the run's folder. Other
   * processes may train others at the same time.
   *
   * @param run the run's folder
   * @param fold which, from 1
   * @param version ALLNet's version, for the model file
   * @param maps measures whether maps of the model can be believed
   * @param listener is told how it goes
   * @throws org.allnet.data.AllNetException as for a run of one process, or if another process
   *     trains this fold
   * @throws RunException if the run's folder can't be written
   */
  public static void train(
      Path run, int fold, String version, MapChecker maps, TrainingListener listener) {
    train(run, fold, version, maps, listener, () -> ProcessGroup.ALONE);
  }

  /**
   * Trains the model of one fold as the first of several processes, which train each network
   * together.
   *
   * @param run the run's folder
   * @param fold which, from 1
   * @param version ALLNet's version, for the model file
   * @param maps measures whether maps of the model can be believed
   * @param listener is told how it goes
   * @param meet waits for the others, once the data set is read; the group is closed here
   * @throws org.allnet.data.AllNetException as for a run of one process, or if another process is
   *     gone; the last whole epoch is kept then
   * @throws RunException if the run's folder can't be written
   */
  public static void train(
      Path run,
      int fold,
      String version,
      MapChecker maps,
      TrainingListener listener,
      Supplier<ProcessGroup> meet) {
    FoldFiles finished = new FoldFiles(run);
    if (finished.isFinished(fold)) {
      return;
    }
    Path apart = apart(run, fold);
    try {
      Files.createDirectories(apart);
      for (String name : List.of(RunImages.FILE, RunFolder.SPLIT, RunHeader.FILE)) {
        Path copy = apart.resolve(name);
        if (!Files.exists(copy)) {
          Path fresh = Files.createTempFile(apart, name, ".tmp");
          Files.copy(run.resolve(name), fresh, StandardCopyOption.REPLACE_EXISTING);
          moved(fresh, copy);
        }
      }
    } catch (IOException e) {
      throw RunException.in(apart, "can't be written (" + ForeignFailure.words(e) + ")", e);
    }
    try (RunFolder own = RunFolder.open(apart)) {
      // Its place tells the way from the run's folder, not from this one.
      RunOptions options = own.optionsNow();
      ComputeDevice device = ComputeDevice.of(options.device());
      device.setThreads(options.threads());
      PreparedData data = new RunData(own).read(listener::preparing);
      own.requireSameData(data);
      Split split = SplitFile.read(own.split()).withPeople(data.dataset());
      own.requireSameSplit(split);
      SightSurvey sight = data.survey(options.recipe(), device, listener::preparing);
      try (ProcessGroup group = meet.get();
          RunFolds folds =
              new RunFolds(
                  own, options, data, split, sight, device, version, maps, listener, group)) {
        folds.outcome(fold);
      }
      if (!finished.isFinished(fold)) {
        moved(apart.resolve("fold-" + fold), run.resolve("fold-" + fold));
      }
    } catch (IOException e) {
      throw RunException.in(
          run, "fold %d can't be put there (%s)".formatted(fold, ForeignFailure.words(e)), e);
    }
  }

  /**
   * Returns how many epochs of a fold are done, of all its networks together, while it is trained.
   *
   * @param run the run's folder
   * @param fold which, from 1
   * @return 0 if it has not begun, or if nobody can read it now
   */
  public static int epochsDone(Path run, int fold) {
    try (Stream<String> epochs = Files.lines(apart(run, fold).resolve(RunFolder.EPOCHS))) {
      return (int) epochs.filter(line -> !line.isBlank()).count();
    } catch (IOException | UncheckedIOException e) {
      return 0; // not there yet, or just replaced
    }
  }

  /**
   * Waits until no process trains a fold: the processes of an attempt that has failed need a moment
   * to see it.
   *
   * @param run the run's folder
   * @param fold which, from 1
   * @param patience for how long
   * @throws InputException if another process trains it for longer than that
   * @throws RunException if the thread is interrupted
   */
  public static void awaitFree(Path run, int fold, Duration patience) {
    Path apart = apart(run, fold);
    long looks = patience.toMillis() / BETWEEN_LOOKS_MILLIS;
    while (Files.exists(apart)) {
      try (RunLock lock = RunLock.of(apart)) {
        return;
      } catch (InputException e) {
        if (--looks < 0) {
          throw e;
        }
      }
      try {
        Thread.sleep(BETWEEN_LOOKS_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw RunException.interrupted("interrupted while another process ended", e);
      }
    }
  }

  /**
   * Trains the model of one fold as another than the first of several processes. It writes nothing.
   *
   * @param run the run's folder
   * @param fold which, from 1
   * @param meet waits for the others, once the data set is read; the group is closed here
   * @throws org.allnet.data.AllNetException if the data set is not that of the run, or another
   *     process is gone
   */
  public static void follow(Path run, int fold, Supplier<ProcessGroup> meet) {
    if (new FoldFiles(run).isFinished(fold)) {
      return;
    }
    try (RunFolder begun = RunFolder.beside(run)) {
      RunOptions options = begun.optionsNow();
      ComputeDevice device = ComputeDevice.of(options.device());
      device.setThreads(options.threads());
      PreparedData data = new RunData(begun).read(TrainingListener.NONE::preparing);
      begun.requireSameData(data);
      Split split = SplitFile.read(begun.split()).withPeople(data.dataset());
      begun.requireSameSplit(split);
      SightSurvey sight = data.survey(options.recipe(), device, TrainingListener.NONE::preparing);
      // The first process has made its folder before it comes to the others.
      try (ProcessGroup group = meet.get();
          RunFolder first = RunFolder.beside(apart(run, fold));
          RunFolds folds =
              new RunFolds(
                  first,
                  options,
                  data,
                  split,
                  sight,
                  device,
                  "",
                  MapChecker.NONE,
                  TrainingListener.NONE,
                  group)) {
        folds.follow(fold);
      }
    }
  }

  /**
   * Joins what was recorded of the folds and deletes their folders.
   *
   * @param run the run's folder
   * @param foldModels how many folds there are
   * @throws InputException if the record of a fold can't be read
   * @throws RunException if a folder can't be deleted
   */
  public static void join(Path run, int foldModels) {
    try (RunFolder whole = RunFolder.open(run)) {
      List<EpochRecord> epochs = new ArrayList<>(whole.epochs().read());
      for (int number = 1; number <= foldModels; number++) {
        int fold = number;
        Path apart = apart(run, fold);
        if (Files.exists(apart) && whole.folds().isFinished(fold)) {
          List<EpochRecord> own =
              new EpochsFile(apart.resolve(RunFolder.EPOCHS), whole.identity())
                  .read().stream().filter(epoch -> epoch.fold() == fold).toList();
          epochs.removeIf(epoch -> epoch.fold() == fold);
          epochs.addAll(own);
        }
      }
      epochs.sort(Comparator.comparingInt(EpochRecord::fold)); // stable: networks keep their order
      whole.epochs().write(epochs);
      for (int fold = 1; fold <= foldModels; fold++) {
        if (whole.folds().isFinished(fold)) {
          delete(apart(run, fold));
        }
      }
    }
  }

  private static Path apart(Path run, int fold) {
    return run.resolve(APART + fold);
  }

  private static void moved(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(from, to);
    }
  }

  private static void delete(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw RunException.in(folder, "can't be deleted (" + ForeignFailure.words(e) + ")", e);
    }
  }
}
