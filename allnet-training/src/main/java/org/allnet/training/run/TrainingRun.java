package org.allnet.training.run;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.allnet.data.AllNetException;
import org.allnet.data.Invocation;
import org.allnet.data.OptionException;
import org.allnet.data.OptionName;
import org.allnet.data.Sentence;
import org.allnet.data.dataset.Dataset;
import org.allnet.data.split.Protocol;
import org.allnet.data.split.Split;
import org.allnet.data.split.SplitFile;
import org.allnet.data.split.SplitOrigin;
import org.allnet.data.split.Splitter;
import org.allnet.evaluation.decision.DecisionRule;
import org.allnet.evaluation.decision.RuleOptions;
import org.allnet.evaluation.experiment.FoldOutcome;
import org.allnet.evaluation.experiment.Remarks;
import org.allnet.evaluation.experiment.Setting;
import org.allnet.evaluation.experiment.TrainedData;
import org.allnet.evaluation.experiment.TrainedFoldModels;
import org.allnet.evaluation.experiment.TrainingOutcome;
import org.allnet.evaluation.metric.EvaluationOptions;
import org.allnet.inference.engine.device.ComputeDevice;
import org.allnet.inference.engine.group.ProcessGroup;
import org.allnet.inference.image.input.SightSurvey;
import org.allnet.inference.model.ModelFile;
import org.allnet.inference.network.architecture.NetworkPlan;
import org.allnet.inference.refusal.RefusalModel;
import org.allnet.training.trainer.TrainingListener;
import org.allnet.training.trainer.TrainingWork;
import org.jspecify.annotations.Nullable;

/**
 * A run in its folder: the data set is split, a fold model is trained for every fold (or for the
 * first alone), and each predicts its validation fold and the hold-out images with the weights of
 * its best epoch. {@link CrossValidation} says which fold model is chosen.
 *
 * <p>Stopped at any point, even by {@code kill -9}, a run is taken up again from its folder and
 * loses at most the epoch that was going on.
 */
public final class TrainingRun {

  private final RunFolder folder;
  private final RunOptions options;
  private final String version;
  private final MapChecker maps;
  private final TrainingListener listener;
  private final ComputeDevice device;

  private TrainingRun(
      RunFolder folder,
      RunOptions options,
      String version,
      MapChecker maps,
      TrainingListener listener,
      ComputeDevice device) {
    this.folder = folder;
    this.options = options;
    this.version = version;
    this.maps = maps;
    this.listener = listener;
    this.device = device;
    device.setThreads(options.threads());
  }

  /**
   * Begins a run that nobody typed a command for, and whose maps nobody checks.
   *
   * @param options what it does
   * @param folder where it is kept; must be empty or not there yet
   * @param version ALLNet's version, for the model files
   * @param listener is told how it goes
   * @return what it ended with
   * @throws org.allnet.data.AllNetException as {@link #begin(RunOptions, Path, String, String,
   *     MapChecker, TrainingListener)}
   */
  public static RunResult begin(
      RunOptions options, Path folder, String version, TrainingListener listener) {
    return begin(options, folder, version, null, MapChecker.NONE, listener);
  }

  /**
   * Begins a run.
   *
   * @param options what it does
   * @param folder where it is kept; must be empty or not there yet
   * @param version ALLNet's version, for the model files
   * @param command what was typed for it, for its report; null if nothing was
   * @param maps measures whether maps of the models can be believed
   * @param listener is told how it goes
   * @return what it ended with
   * @throws org.allnet.data.AllNetException if the data or the options do not do, before training,
   *     or if training can't go on; what was finished is kept, and the folder is taken back if
   *     nothing was
   */
  public static RunResult begin(
      RunOptions options,
      Path folder,
      String version,
      @Nullable String command,
      MapChecker maps,
      TrainingListener listener) {
    NewRun.requireFree(folder);
    ComputeDevice device = ComputeDevice.of(options.device());
    EarlierModels earlier = EarlierModels.of(BeginningWeights.of(options.recipe()));
    Dataset opened = PreparedData.open(options);
    ChecksBeforeReading.check(options, opened, device);
    PreparedData data = PreparedData.of(opened, options, earlier, listener::preparing);
    Split split = split(options, data);
    ChecksBeforeTraining.check(split, origin(options), data, options, device);
    SightSurvey sight = data.survey(options.recipe(), device, listener::preparing);
    List<String> commands = command == null ? null : List.of(command);
    try (RunFolder made = NewRun.create(folder, options, data.images().sha256(), split, commands)) {
      try {
        SplitFile.write(made.split(), split);
        return new TrainingRun(made, options, version, maps, listener, device)
            .finish(data, split, sight);
      } catch (AllNetException e) {
        if (!Thread.currentThread().isInterrupted()) {
          NewRun.takeBackUnused(made);
        }
        throw e;
      }
    }
  }

  /**
   * Takes a run up again whose maps nobody checks.
   *
   * @param folder its folder
   * @param version ALLNet's version, for the model files
   * @param listener is told how it goes
   * @return what it ended with
   * @throws org.allnet.data.AllNetException as {@link #resume(Path, String, MapChecker,
   *     TrainingListener)}
   */
  public static RunResult resume(Path folder, String version, TrainingListener listener) {
    return resume(folder, version, MapChecker.NONE, listener);
  }

  /**
   * Takes a run up again.
   *
   * @param folder its folder
   * @param version ALLNet's version, for the model files
   * @param maps measures whether maps of the models can be believed
   * @param listener is told how it goes
   * @return what it ended with
   * @throws org.allnet.data.AllNetException as for a new run, or if the folder holds none, is of
   *     another format, or an image of the data set was added, removed or changed since, or the
   *     split was, or weights that a network is still to begin with
   */
  public static RunResult resume(
      Path folder, String version, MapChecker maps, TrainingListener listener) {
    try (RunFolder found = RunFolder.open(folder)) {
      RunOptions options = found.optionsNow();
      ComputeDevice device = ComputeDevice.of(options.device());
      PreparedData data = new RunData(found).read(listener::preparing);
      found.requireSameData(data);
      Split split;
      if (Files.exists(found.split())) {
        split = SplitFile.read(found.split()).withPeople(data.dataset());
      } else {
        split = split(options, data);
        SplitFile.write(found.split(), split);
      }
      found.requireSameSplit(split);
      found.requireOwnFolds(split, options.foldModels(split), data.images().sha256());
      ChecksBeforeTraining.check(split, SplitOrigin.of(found.split()), data, options, device);
      SightSurvey sight = data.survey(options.recipe(), device, listener::preparing);
      return new TrainingRun(found, options, version, maps, listener, device)
          .finish(data, split, sight);
    }
  }

  /**
   * Chooses the decision rules of a finished run anew: operating points, refer bands and prediction
   * sets are fitted to the validation predictions that its models made, and are written into the
   * models. Nothing is trained. The earlier rules are kept in {@code earlier-rules.jsonl}. Stopped
   * at any point, even by {@code kill -9}, all fold models have either the old rules or the new
   * ones once the run is opened again; {@link #resume} then makes its pages fit.
   *
   * @param folder the run's folder
   * @param change what is wanted of the rules from now on, by what was wanted of them until now
   * @param version ALLNet's version, for the record
   * @param command what was typed for it, for the run's report
   * @param time the time, for the record
   * @param listener is told how it goes
   * @return what the run ends with now
   * @throws org.allnet.data.AllNetException if the folder holds no run or an unfinished one, if the
   *     rule can't be had of so many classes, or if an image was added, removed or changed since,
   *     or has another label or subject; nothing is written then
   * @throws OptionException if the rule is the run's already
   */
  public static RunResult decide(
      Path folder,
      UnaryOperator<RuleOptions> change,
      String version,
      String command,
      String time,
      TrainingListener listener) {
    try (RunFolder found = RunFolder.open(folder)) {
      RunOptions before = found.optionsNow();
      RuleOptions rule = change.apply(before.rule());
      if (before.rule().equals(rule)) {
        throw OptionException.ofSetting(
            "run",
            folder,
            Sentence.of(
                "%s: has this decision rule already; give another %s, %s, %s or %s, or make its report anew with %s",
                folder,
                OptionName.OPERATING_POINT,
                OptionName.MAX_ERROR,
                OptionName.SET_ERROR,
                OptionName.ACCEPT_FRACTION,
                Invocation.of("train", OptionName.RESUME.with(folder))),
            null);
      }
      Split split = found.finished();
      found.epochs().read(); // refused before anything is changed
      DecisionRule.check(rule, ModelFile.describe(found.folds().model(1)).classSet());
      ComputeDevice device = ComputeDevice.of(before.device());
      PreparedData data = new RunData(found).read(listener::preparing);
      found.requireSameData(data);
      SightSurvey sight = data.survey(before.recipe(), device, listener::preparing);
      RunOptions options = before.with(rule);
      TrainingRun run = new TrainingRun(found, options, version, MapChecker.NONE, listener, device);
      FoldDecision decision =
          new FoldDecision(found, options, data, sight, device, MapChecker.NONE, listener);
      DecisionChange files = DecisionChange.begin(found.path());
      List<EarlierRules.Line> old = new ArrayList<>();
      for (int fold = 1; fold <= options.foldModels(split); fold++) {
        DecisionRule until = ModelFile.describe(found.folds().model(fold)).rule();
        old.add(new EarlierRules.Line(time, version, fold, before.rule(), until));
        decision.again(fold, files, time);
      }
      found.earlierRules().write(files.of(found.earlierRules().file()), old);
      found.change(rule, command, files);
      return run.finish(data, split.withPeople(data.dataset()), sight);
    }
  }

  static SplitOrigin origin(RunOptions options) {
    String file = options.splitFile();
    return file == null ? SplitOrigin.DRAWN : SplitOrigin.of(Path.of(file));
  }

  static Split split(RunOptions options, PreparedData data) {
    String file = options.splitFile();
    if (file == null) {
      return Splitter.split(data.dataset(), data.groups(), options.split());
    }
    Split given =
        SplitFile.read(Path.of(file))
            .inNamesOf(data.dataset())
            .without(data.images().leftOut())
            .withPeople(data.dataset());
    if (options.split().protocol() != Protocol.IMAGE_AUGMENTED_BEFORE_SPLIT) {
      return given;
    }
    return new Split(options.split().protocol(), given.folds(), given.seed(), given.places());
  }

  /** Trains what is not trained yet, and says what came of it. */
  private RunResult finish(PreparedData data, Split split, SightSurvey sight) {
    List<Sentence> warnings = new ArrayList<>(data.warnings(sight));
    folder.earlierRules().note().map(Sentence::text).ifPresent(warnings::add);
    TrainingScale.contradiction(data.dataset().images(), options.spacing())
        .ifPresent(warnings::add);
    announce(data, split, warnings);
    try (RunFolds folds =
        new RunFolds(
            folder,
            options,
            data,
            split,
            sight,
            device,
            version,
            maps,
            listener,
            ProcessGroup.ALONE)) {
      CrossValidation.Result<FoldOutcome> result = new CrossValidation<>(folds).run();
      warnings.addAll(Sentence.texts(folds.lacks()));
      List<Sentence> all = new ArrayList<>(data.notes());
      all.addAll(warnings);
      return new RunResult(
          folder.path(),
          options,
          outcome(data, split, result, warnings),
          data.images().store(),
          folder.folds().model(result.chosen()),
          folds.seconds(),
          folder.commands(),
          all);
    }
  }

  private void announce(PreparedData data, Split split, List<Sentence> warnings) {
    listener.note(data.positive().describe());
    data.notes().forEach(listener::note);
    warnings.forEach(listener::note);
    if (options.recipe().correction().isOn()) {
      listener.note(Sentence.text(Setting.TRANSDUCTIVE_WARNING));
    }
    int foldModels = options.foldModels(split);
    if (isUntrained(foldModels)) {
      DataCounts.of(split, foldModels, data.dataset().classes()).lines().forEach(listener::note);
    }
    listener.runStarted(
        new TrainingWork(
            options.recipe().name(),
            foldModels,
            options.recipe().training().epochs(),
            options.recipe().networks(data.dataset().classes().size()).stream()
                .map(network -> new NetworkPlan(network).flops())
                .toList()));
  }

  private TrainingOutcome outcome(
      PreparedData data,
      Split split,
      CrossValidation.Result<FoldOutcome> result,
      List<Sentence> warnings) {
    return new TrainingOutcome(
        options.allFoldModels() ? Setting.Kind.CROSS_VALIDATION : Setting.Kind.TRAINING,
        new TrainedData(
            data.dataset(), data.positive(), split, data.duplicates(), data.part().whole()),
        new TrainedFoldModels(result.outcomes(), result.chosen()),
        ModelFile.describe(folder.folds().model(result.chosen()))
            .summary(EvaluationOptions.DEFAULTS)
            .refusing(
                ModelFile.refusal(folder.folds().model(result.chosen()))
                    .map(RefusalModel::describe)
                    .orElse(List.of())),
        options.inEffect(),
        device.describe(),
        new Remarks(
            warnings.stream().map(Sentence::toString).toList(),
            data.notes().stream().map(Sentence::toString).toList()));
  }

  /** Whether a fold model is still to be trained, so that more data can help. */
  private boolean isUntrained(int foldModels) {
    return IntStream.rangeClosed(1, foldModels).anyMatch(fold -> !folder.folds().isFinished(fold));
  }
}
