package org.allnet.training.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.allnet.data.ForeignFailure;
import org.allnet.data.InputException;
import org.allnet.data.OptionException;
import org.allnet.data.OptionName;
import org.allnet.data.Sentence;
import org.allnet.data.WorkProgress;
import org.allnet.data.dataset.Dataset;
import org.allnet.data.file.WritablePlace;
import org.allnet.data.integrity.DatasetFingerprint;
import org.allnet.data.split.Split;
import org.allnet.data.split.SplitFile;
import org.allnet.evaluation.comparison.RunSetup;
import org.allnet.evaluation.decision.RuleOptions;
import org.allnet.inference.model.ModelFile;
import org.allnet.training.recipe.Recipe;
import org.jspecify.annotations.Nullable;

/**
 * A run on disk: {@code run.json} (format, fingerprints of images, split and weights to begin with,
 * all options), {@code images.csv} (their hashes), {@code split.csv}, {@code metrics.jsonl} (a line
 * an epoch), {@code fold-k/} with {@code model.safetensors}, {@code augmentation.csv} and {@code
 * predictions.csv}, and {@code state/} from which it is taken up again. Held by one process at a
 * time.
 */
public final class RunFolder implements AutoCloseable {

  static final String SPLIT = "split.csv";
  private static final Pattern OWN =
      Pattern.compile("run\\.json|images\\.csv|split\\.csv|metrics\\.jsonl|state|fold-\\d+");

  private final Path folder;
  private final FileChannel lockFile;
  private final FileLock lock;

  private RunFolder(Path folder, FileChannel lockFile, FileLock lock) {
    this.folder = folder;
    this.lockFile = lockFile;
    this.lock = lock;
  }

  /**
   * Refuses a folder that holds something already.
   *
   * @param folder where a new run is to go
   * @throws OptionException if it is a file, can't be written or is not empty; leads to {@code
   *     --resume} if it holds a run
   * @throws InputException if it can't be read
   */
  static void requireFree(Path folder) {
    WritablePlace.requireFolder(OptionName.OUT, folder);
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> entries = Files.list(folder)) {
      if (entries.findAny().isPresent()) {
        Sentence what =
            Files.isRegularFile(folder.resolve(RunHeader.FILE))
                ? Sentence.of(
                    "%s: holds a run already; choose another %s, or go on with %s",
                    folder, OptionName.OUT, OptionName.RESUME.with(folder))
                : Sentence.of(
                    "%s: holds other files already; choose another %s", folder, OptionName.OUT);
        throw new OptionException(OptionName.OUT.with(folder), what);
      }
    } catch (IOException e) {
      throw InputException.in(
          folder,
          Sentence.of(
              "can't be read (%s); choose another %s with rights",
              ForeignFailure.words(e), OptionName.OUT),
          e);
    }
  }

  /**
   * Makes a folder for a new run.
   *
   * @param folder a folder that is empty or not there yet
   * @param options the run's
   * @param sha256 the hash of each image of its data set, by name
   * @param split how its images are split
   * @param commands what was typed to begin it; null if nothing was
   * @return the folder, held
   * @throws OptionException where it holds something already
   * @throws InputException where it can't be written
   */
  public static RunFolder create(
      Path folder,
      RunOptions options,
      Map<String, String> sha256,
      Split split,
      @Nullable List<String> commands) {
    requireFree(folder);
    try {
      Files.createDirectories(folder.resolve("state"));
    } catch (IOException e) {
      throw InputException.in(
          folder,
          Sentence.of(
              "can't be made (%s); choose another %s with rights and room",
              ForeignFailure.words(e), OptionName.OUT),
          e);
    }
    RunFolder run = hold(folder);
    try {
      RunImages.write(folder.resolve(RunImages.FILE), sha256);
      new RunHeader(
              DatasetFingerprint.of(sha256),
              sha256.size(),
              split.fingerprint(),
              BeginningWeights.of(options.recipe()),
              options,
              null,
              commands)
          .write(folder.resolve(RunHeader.FILE));
      return run;
    } catch (RuntimeException e) {
      run.close();
      throw e;
    }
  }

  /**
   * Opens the folder of a run that was begun. A change of its decision rules that was stopped is
   * finished, or taken back if it was not complete.
   *
   * @param folder the folder
   * @return the folder, held
   * @throws InputException where it holds no run, or another process holds it
   */
  public static RunFolder open(Path folder) {
    requireRun(folder);
    RunFolder run = hold(folder);
    try {
      new DecisionChange(folder).finish();
      return run;
    } catch (RuntimeException e) {
      run.close();
      throw e;
    }
  }

  /**
   * Returns what a run was made of. The folder is not held.
   *
   * @param folder the run's folder
   * @return its seed, its options and the fingerprints of its images and split
   * @throws InputException if it holds no run, or one of another format, or no split
   */
  public static RunSetup setup(Path folder) {
    RunHeader header = RunHeader.read(requireRun(folder));
    return header.setup(SplitFile.read(folder.resolve(SPLIT)).folds());
  }

  private static Path requireRun(Path folder) {
    Path header = folder.resolve(RunHeader.FILE);
    if (!Files.isRegularFile(header)) {
      throw InputException.in(
          folder, "holds no run.json; give the folder of a run, such as runs/NAME");
    }
    return header;
  }

  private static RunFolder hold(Path folder) {
    try {
      // Copies of a run may lack the folder, which is empty when a run is finished.
      Path state = Files.createDirectories(folder.resolve("state"));
      FileChannel channel =
          FileChannel.open(
              state.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock lock = channel.tryLock();
      if (lock == null) {
        channel.close();
        throw held(folder, null);
      }
      return new RunFolder(folder, channel, lock);
    } catch (OverlappingFileLockException e) {
      throw held(folder, e);
    } catch (IOException e) {
      throw InputException.in(
          folder, "can't be written (" + ForeignFailure.words(e) + "); check its rights", e);
    }
  }

  private static InputException held(
      Path folder, @org.jspecify.annotations.Nullable Exception cause) {
    return InputException.in(
        folder, "another process works on this run; wait for it or stop it", cause);
  }

  /** {@return the options the run began with} */
  public RunOptions options() {
    return header().options();
  }

  /**
   * Refuses runs on one data set if their images are no longer those that they were begun on. The
   * data set is read once, as the first of the runs reads it.
   *
   * @param runs the folders of runs with the same data set and options of it
   * @param progress is told how far it has come
   * @throws InputException if an image was added, removed or changed since one of them was begun,
   *     or a folder holds no run
   */
  public static void requireSameImages(List<Path> runs, WorkProgress progress) {
    Map<String, String> sha256 = null;
    for (Path folder : runs) {
      try (RunFolder run = open(folder)) {
        if (sha256 == null) {
          sha256 = run.data(EarlierModels.NONE, progress).sha256();
        }
        run.requireSameImages(sha256);
      }
    }
  }

  /**
   * Returns the run's data set, read anew.
   *
   * @param progress is told how far it has come
   */
  PreparedData data(WorkProgress progress) {
    return data(earlier(), progress);
  }

  private PreparedData data(EarlierModels models, WorkProgress progress) {
    RunOptions options = options();
    Dataset opened = PreparedData.open(options);
    return Files.exists(split())
        ? PreparedData.of(opened, options, models, split(), progress)
        : PreparedData.of(opened, options, models, progress);
  }

  /**
   * Refuses to go on with other images than the run was begun on.
   *
   * @param sha256 the hash of each image of its data set now, by name
   * @throws InputException if an image was added, removed or changed since
   */
  void requireSameImages(Map<String, String> sha256) {
    RunImages.requireSame(header(), folder.resolve(RunImages.FILE), sha256);
  }

  /**
   * Refuses to go on with another split than the run was begun with.
   *
   * @param split the split that its folder holds now
   * @throws InputException if an image is in another fold or has another label or subject, or the
   *     protocol is another
   */
  void requireSameSplit(Split split) {
    requireSameSplit(split(), split);
  }

  /**
   * Refuses another split than the run was begun with.
   *
   * @param file a split that is said to be the run's
   * @throws InputException if it can't be read, an image is in another fold or has another label or
   *     subject, or the protocol is another
   */
  public void requireSameSplit(Path file) {
    requireSameSplit(file, SplitFile.read(file));
  }

  private void requireSameSplit(Path file, Split split) {
    header().requireSameSplit(file, split);
  }

  /**
   * What is known of the models that the run's networks begin with. Their files are read as long as
   * a fold model is not finished.
   *
   * @throws InputException if a file is still needed and is missing, or its weights are others than
   *     when the run was begun
   */
  EarlierModels earlier() {
    RunHeader header = header();
    if (header.pretrained().isEmpty()) {
      return EarlierModels.NONE;
    }
    int foldModels =
        !header.options().allInstances()
            ? 1
            : Files.exists(split())
                ? SplitFile.read(split()).folds()
                : header.options().split().folds();
    List<Integer> unfinished = new ArrayList<>();
    for (int number = 1; number <= foldModels; number++) {
      if (!isFinished(number)) {
        unfinished.add(number);
      }
    }
    if (unfinished.isEmpty()) {
      return EarlierModels.of(ModelFile.describe(model(1)));
    }
    Recipe recipe = header.options().recipe();
    header.pretrained().forEach(weights -> weights.require(this, recipe, unfinished));
    return EarlierModels.of(header.pretrained());
  }

  /**
   * Returns the split of a run whose fold models are all trained and have predicted.
   *
   * @throws InputException if one has not, or the split was changed since
   */
  Split finished() {
    return FinishedRun.of(folder).split();
  }

  /**
   * Refuses folds, finished or not, of which a file is of another run.
   *
   * @param split the run's split
   * @param foldModels how many folds there are to be
   * @param sha256 the hash of each image of its data set, by name
   * @throws InputException if a model or predictions are not of the run
   */
  void requireOwnFolds(Split split, int foldModels, Map<String, String> sha256) {
    FoldCheck check = new FoldCheck(folder, header(), split, sha256);
    for (int number = 1; number <= foldModels; number++) {
      check.check(number);
    }
  }

  /** {@return the options the run began with, with the decision rule that it has now} */
  RunOptions optionsNow() {
    return header().now();
  }

  /** {@return whether the decision rule that it has now was chosen after its training} */
  boolean isDecided() {
    return header().decided() != null;
  }

  /**
   * Completes a change of the decision rules: the run has this rule from now on, and the files of
   * the change. The options that it began with are kept.
   *
   * @param command what was typed for it
   */
  void change(RuleOptions rule, String command, DecisionChange change) {
    RunHeader begun = header();
    List<String> commands = begun.commands() == null ? null : new ArrayList<>(begun.commands());
    if (commands != null) {
      commands.add(command);
    }
    new RunHeader(
            begun.fingerprint(),
            begun.images(),
            begun.split(),
            begun.pretrained(),
            begun.options(),
            rule,
            commands)
        .write(change.of(folder.resolve(RunHeader.FILE)));
    change.finish();
  }

  /**
   * {@return what was typed to begin the run and to choose its rules anew, in that order; none if
   * that is not known}
   */
  List<String> commands() {
    return Objects.requireNonNullElse(header().commands(), List.of());
  }

  /** {@return the decision rules that its models had before} */
  EarlierRules earlierRules() {
    return new EarlierRules(folder.resolve("earlier-rules.jsonl"), identity());
  }

  /** {@return what tells the run from others with other images, options or splits} */
  String identity() {
    return RunHeader.identity(folder.resolve(RunHeader.FILE));
  }

  /** Refuses one of the networks of a fold model that is of another run. */
  void requirePart(Path file, int number, Split split) {
    new FoldCheck(folder, header(), split, Map.of()).checkPart(file, number);
  }

  private RunHeader header() {
    return RunHeader.read(folder.resolve(RunHeader.FILE));
  }

  /** {@return the folder} */
  public Path path() {
    return folder;
  }

  Path split() {
    return folder.resolve(SPLIT);
  }

  EpochsFile epochs() {
    return new EpochsFile(folder.resolve("metrics.jsonl"), identity());
  }

  /** Where a network of a fold model keeps its training; networks count from 1. */
  Path state(int number, int network) {
    String name = "fold-" + number + (network == 1 ? "" : "-network-" + network);
    return folder.resolve("state").resolve(name + ".safetensors");
  }

  /** The best weights of one of several networks of a fold model, until they are put together. */
  Path member(int number, int network) {
    return folder
        .resolve("state")
        .resolve("best-fold-" + number + "-network-" + network + ".safetensors");
  }

  /**
   * The model of a fold model.
   *
   * @param number from 1
   * @return the file, there once an epoch is done
   */
  public Path model(int number) {
    return fold(number).resolve(FinishedRun.MODEL);
  }

  Path augmentation(int number) {
    return fold(number).resolve("augmentation.csv");
  }

  Path predictions(int number) {
    return fold(number).resolve(FinishedRun.PREDICTIONS);
  }

  /** The seal of a fold model's model and predictions. */
  Path seal(int number) {
    return fold(number).resolve(FoldSeal.FILE);
  }

  /** {@return whether a fold model is trained and has predicted: all its files are there} */
  boolean isFinished(int number) {
    return Files.isRegularFile(model(number))
        && Files.isRegularFile(predictions(number))
        && Files.isRegularFile(seal(number));
  }

  /**
   * Deletes the predictions of a fold model that is to be trained again. Beside a model of an epoch
   * on the way they would make it seem finished.
   *
   * @throws InputException if they can't be deleted
   */
  void deletePredictions(int number) {
    delete(seal(number));
    delete(predictions(number));
  }

  /**
   * Deletes the state of a network of a fold model, so that it is trained from its first epoch.
   *
   * @throws InputException if it can't be deleted
   */
  void deleteState(int number, int network) {
    delete(state(number, network));
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw InputException.in(
          file, "can't be deleted (" + ForeignFailure.words(e) + "); check its rights", e);
    }
  }

  Path fold(int number) {
    Path fold = folder.resolve("fold-" + number);
    try {
      return Files.createDirectories(fold);
    } catch (IOException e) {
      throw InputException.in(fold, "can't be made (" + ForeignFailure.words(e) + ")", e);
    }
  }

  /**
   * Lets go and deletes what was written if no epoch is done and no model made, so that the folder
   * can be used again. Files that are not a run's stay.
   */
  void takeBackUnused() {
    List<Path> written = new ArrayList<>();
    try (Stream<Path> all = Files.walk(folder)) {
      all.filter(this::isOwn).forEach(written::add);
      boolean used = written.stream().anyMatch(path -> path.toString().endsWith(".safetensors"));
      if (used || !epochs().read().isEmpty()) {
        return;
      }
      close();
      written.sort(Comparator.reverseOrder());
      for (Path path : written) {
        Files.delete(path);
      }
    } catch (IOException | UncheckedIOException e) {
      Thread.onSpinWait(); // the next run names the folder that is not empty
    }
  }

  private boolean isOwn(Path path) {
    return !path.equals(folder)
        && OWN.matcher(folder.relativize(path).getName(0).toString()).matches();
  }

  @Override
  public void close() {
    if (!lockFile.isOpen()) {
      return;
    }
    try {
      lock.release();
      lockFile.close();
    } catch (IOException e) {
      throw InputException.in(folder, "can't be let go (" + ForeignFailure.words(e) + ")", e);
    }
  }
}
