package org.allnet.training.run;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.allnet.data.InputException;
import org.allnet.data.WorkProgress;
import org.allnet.data.dataset.CellImage;
import org.allnet.data.split.Split;
import org.allnet.data.split.SplitCheck;
import org.allnet.data.split.SplitFile;
import org.allnet.data.split.SplitOrigin;
import org.allnet.evaluation.comparison.RunSetup;
import org.allnet.evaluation.decision.RuleOptions;
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
  static final String EPOCHS = "metrics.jsonl";

  private final Path folder;
  private final @Nullable RunLock lock;

  /**
   * Takes hold of a folder.
   *
   * @param folder the run's folder
   * @throws InputException if another process has it, or the folder can't be written
   */
  RunFolder(Path folder) {
    this(folder, RunLock.of(folder));
  }

  private RunFolder(Path folder, @Nullable RunLock lock) {
    this.folder = folder;
    this.lock = lock;
  }

  /**
   * Opens the folder of a run that another process holds, to read what does not change in it.
   *
   * @param folder the folder
   * @return the folder, not held
   * @throws InputException if it holds no run
   */
  static RunFolder beside(Path folder) {
    requireRun(folder);
    return new RunFolder(folder, null);
  }

  /**
   * Opens the folder of a run that was begun. A change of its decision rules that was stopped is
   * finished, or taken back if it was not complete.
   *
   * @param folder the folder
   * @return the folder, held
   * @throws InputException if it holds no run, another process holds it, or one of its files is of
   *     a newer format; nothing is replaced then
   */
  public static RunFolder open(Path folder) {
    requireRun(folder);
    RunFolder run = new RunFolder(folder);
    try {
      new RunFormats(folder).check();
      new DecisionChange(folder).finish();
      return run;
    } catch (RuntimeException | Error e) {
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

  /**
   * Refuses runs on one data set if its images, labels or people are no longer those that they were
   * begun on. The data set is read once, as the first of the runs reads it.
   *
   * @param runs the folders of runs with the same data set and options of it
   * @param progress is told how far it has come
   * @throws InputException if an image was added, removed or changed since one of them was begun,
   *     or has another label or subject, or a folder holds no run
   */
  public static void requireSameData(List<Path> runs, WorkProgress progress) {
    RunData.requireSameData(runs, progress);
  }

  /**
   * Returns the data set's folder, whatever the working folder is now.
   *
   * @throws InputException if it is not found; names {@code run.json}
   */
  public Path data() {
    RunHeader header = header();
    return DataPlace.find(folder, header.place(), header.options().data());
  }

  /** {@return the options the run began with} */
  public RunOptions options() {
    return header().options();
  }

  /**
   * Refuses to go on with other images, labels or people than the run was begun on.
   *
   * @param data its data set now
   * @throws InputException if an image was added, removed or changed since, or its label, its
   *     subject or what belongs together with it is no longer as the run's split says
   */
  void requireSameData(PreparedData data) {
    RunImages.requireSame(header(), data(), folder.resolve(RunImages.FILE), data.images().sha256());
    if (Files.exists(split())) {
      Split split = SplitFile.read(split());
      SplitCheck.check(
          split,
          data.dataset().labelled(),
          data.groups(),
          new SplitOrigin(
              split(),
              "put the data set back as it was when the run was begun, or begin a new run"));
      requireSamePeople(split, data.dataset().labelled());
    }
  }

  /**
   * A split of others may lack the names of people whom the data set names; that of a run says whom
   * it knew, if only by {@code subject_group}.
   */
  private void requireSamePeople(Split split, List<CellImage> images) {
    Map<String, Split.Place> nameless = new HashMap<>();
    for (Split.Place place : split.places()) {
      if (!place.isNamed()) {
        nameless.put(place.image(), place);
      }
    }
    for (CellImage image : images) {
      Split.Place place = nameless.get(image.name());
      if (place != null && place.person() == null && image.person() != null) {
        throw InputException.in(
            folder,
            "was begun without knowing whose %s is, and now the data set says it; begin a new run, whose split and intervals know the people"
                .formatted(image.name()));
      }
      if (place != null && !Objects.equals(place.person(), image.person())) {
        throw InputException.in(
            folder,
            "was begun with %s as a cell of %s, and now it is one of %s; put the data set back as it was when the run was begun, or begin a new run"
                .formatted(
                    image.name(),
                    place.person(),
                    Objects.requireNonNullElse(image.person(), "nobody known")));
      }
    }
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
    Split given = SplitFile.read(file);
    boolean begun = Files.exists(split());
    requireSameSplit(
        file, begun ? given.withNames(folder, SplitFile.read(split()).images()) : given);
  }

  private void requireSameSplit(Path file, Split split) {
    header().requireSameSplit(file, split);
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
            commands,
            begun.place())
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
    return new EarlierRules(folder.resolve(EarlierRules.FILE), identity());
  }

  /** {@return what tells the run from others with other images, options or splits} */
  String identity() {
    return RunHeader.identity(folder.resolve(RunHeader.FILE));
  }

  /** Refuses one of the networks of a fold model that is of another run. */
  void requirePart(Path file, int number, Split split) {
    new FoldCheck(folder, header(), split, Map.of()).checkPart(file, number);
  }

  RunHeader header() {
    return RunHeader.read(folder.resolve(RunHeader.FILE));
  }

  /** {@return the folder} */
  public Path path() {
    return folder;
  }

  Path split() {
    return folder.resolve(SPLIT);
  }

  /** {@return the files of its fold models} */
  FoldFiles folds() {
    return new FoldFiles(folder);
  }

  EpochsFile epochs() {
    return new EpochsFile(folder.resolve(EPOCHS), identity());
  }

  @Override
  public void close() {
    if (lock != null) {
      lock.close();
    }
  }
}
