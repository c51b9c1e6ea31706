package org.allnet.training.run;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.allnet.data.AllNetException;
import org.allnet.data.ForeignFailure;
import org.allnet.data.Invocation;
import org.allnet.data.OptionException;
import org.allnet.data.OptionName;
import org.allnet.data.OptionValue;
import org.allnet.data.Sentence;
import org.allnet.data.dataset.ClassSet;
import org.allnet.data.dataset.Dataset;
import org.allnet.data.image.CellStore;
import org.allnet.data.split.Protocol;
import org.allnet.data.split.Split;
import org.allnet.data.split.Split.Place;
import org.allnet.data.split.SplitCheck;
import org.allnet.data.split.SplitFile;
import org.allnet.data.split.Splitter;
import org.allnet.evaluation.baseline.Baselines;
import org.allnet.evaluation.calibration.TemperatureScaling;
import org.allnet.evaluation.decision.DecisionRule;
import org.allnet.evaluation.decision.RuleOptions;
import org.allnet.evaluation.experiment.FoldOutcome;
import org.allnet.evaluation.experiment.LearningCurve;
import org.allnet.evaluation.experiment.Setting;
import org.allnet.evaluation.experiment.TrainingOutcome;
import org.allnet.evaluation.metric.EvaluationOptions;
import org.allnet.evaluation.prediction.Prediction;
import org.allnet.evaluation.prediction.PredictionFile;
import org.allnet.evaluation.prediction.Predictions;
import org.allnet.evaluation.prediction.RunFold;
import org.allnet.inference.engine.device.ComputeDevice;
import org.allnet.inference.engine.device.MachineMemory;
import org.allnet.inference.image.input.SightSurvey;
import org.allnet.inference.image.pixels.DeviceCache;
import org.allnet.inference.model.ModelDescription;
import org.allnet.inference.model.ModelFile;
import org.allnet.inference.network.architecture.NetworkOptions;
import org.allnet.inference.network.architecture.NetworkPlan;
import org.allnet.training.recipe.Recipe;
import org.allnet.training.trainer.EpochRecord;
import org.allnet.training.trainer.TrainingListener;
import org.allnet.training.trainer.TrainingWork;
import org.jspecify.annotations.Nullable;

/**
 * A run: the data set is split, a fold model is trained for every fold (or for the first alone),
 * and each predicts its validation fold and the hold-out images with the weights of its best epoch.
 * The fold model whose own answers have the least loss on their validation fold is the chosen one.
 *
 * <p>Stopped at any point, even by {@code kill -9}, a run is taken up again from its folder and
 * loses at most the epoch that was going on.
 */
public final class CrossValidation {

  private static final String VALIDATION = RunFold.VALIDATION;
  private static final String HOLD_OUT = RunFold.HOLD_OUT;

  /** A true class that is called impossible costs no more than this probability. */
  private static final double LEAST = 1e-7;

  private final RunFolder folder;
  private final RunOptions options;
  private final String version;
  private final TrainingListener listener;
  private final ComputeDevice device;

  private CrossValidation(
      RunFolder folder,
      RunOptions options,
      String version,
      TrainingListener listener,
      ComputeDevice device) {
    this.folder = folder;
    this.options = options;
    this.version = version;
    this.listener = listener;
    this.device = device;
    device.setThreads(options.threads());
  }

  /**
   * Begins a run that nobody typed a command for.
   *
   * @param options what it does
   * @param folder where it is kept; must be empty or not there yet
   * @param version ALLNet's version, for the model files
   * @param listener is told how it goes
   * @return what it ended with
   * @throws org.allnet.data.AllNetException as {@link #run(RunOptions, Path, String, String,
   *     TrainingListener)}
   */
  public static RunResult run(
      RunOptions options, Path folder, String version, TrainingListener listener) {
    return run(options, folder, version, null, listener);
  }

  /**
   * Begins a run.
   *
   * @param options what it does
   * @param folder where it is kept; must be empty or not there yet
   * @param version ALLNet's version, for the model files
   * @param command what was typed for it, for its report; null if nothing was
   * @param listener is told how it goes
   * @return what it ended with
   * @throws org.allnet.data.AllNetException where the data or the options do not do, before
   *     training, or where training can't go on; what was finished is kept, and the folder is taken
   *     back if nothing was
   */
  public static RunResult run(
      RunOptions options,
      Path folder,
      String version,
      @Nullable String command,
      TrainingListener listener) {
    RunFolder.requireFree(folder);
    ComputeDevice device = ComputeDevice.of(options.device());
    EarlierModels earlier = EarlierModels.of(BeginningWeights.of(options.recipe()));
    Dataset opened = PreparedData.open(options);
    ChecksBeforeReading.check(options, opened, device);
    PreparedData data = PreparedData.of(opened, options, earlier, listener::preparing);
    Split split = split(options, data);
    check(split, data, options, device);
    SightSurvey sight = data.survey(options.recipe(), device, listener::preparing);
    List<String> commands = command == null ? null : List.of(command);
    try (RunFolder made = RunFolder.create(folder, options, data.sha256(), split, commands)) {
      try {
        SplitFile.write(made.split(), split);
        return new CrossValidation(made, options, version, listener, device).go(data, split, sight);
      } catch (AllNetException e) {
        if (!Thread.currentThread().isInterrupted()) {
          made.takeBackUnused();
        }
        throw e;
      }
    }
  }

  /**
   * Takes a run up again.
   *
   * @param folder its folder
   * @param version ALLNet's version, for the model files
   * @param listener is told how it goes
   * @return what it ended with
   * @throws org.allnet.data.AllNetException as for a new run, or if the folder holds none, is of
   *     another format, or an image of the data set was added, removed or changed since, or the
   *     split was, or weights that a network is still to begin with
   */
  public static RunResult resume(Path folder, String version, TrainingListener listener) {
    try (RunFolder found = RunFolder.open(folder)) {
      RunOptions options = found.optionsNow();
      ComputeDevice device = ComputeDevice.of(options.device());
      PreparedData data = found.data(listener::preparing);
      found.requireSameImages(data.sha256());
      Split split;
      if (Files.exists(found.split())) {
        split = SplitFile.read(found.split()).withPeople(data.dataset());
      } else {
        split = split(options, data);
        SplitFile.write(found.split(), split);
      }
      found.requireSameSplit(split);
      found.requireOwnFolds(split, foldModels(split, options), data.sha256());
      check(split, data, options, device);
      SightSurvey sight = data.survey(options.recipe(), device, listener::preparing);
      return new CrossValidation(found, options, version, listener, device).go(data, split, sight);
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
   *     rule can't be had of so many classes or is the run's already, or if an image was added,
   *     removed or changed since; nothing is written then
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
        throw new OptionException(
            Sentence.of(
                "%s: has this decision rule already; give another %s, %s or %s, or make its report anew with %s",
                folder,
                OptionName.OPERATING_POINT,
                OptionName.MAX_ERROR,
                OptionName.SET_ERROR,
                Invocation.of("train", OptionName.RESUME.with(folder))));
      }
      Split split = found.finished();
      found.epochs().read(); // refused before anything is changed
      DecisionRule.check(rule, ModelFile.describe(found.model(1)).classSet());
      ComputeDevice device = ComputeDevice.of(before.device());
      PreparedData data = found.data(listener::preparing);
      found.requireSameImages(data.sha256());
      SightSurvey sight = data.survey(before.recipe(), device, listener::preparing);
      RunOptions options = before.with(rule);
      CrossValidation run = new CrossValidation(found, options, version, listener, device);
      DecisionChange files = DecisionChange.begin(found.path());
      List<EarlierRules.Line> old = new ArrayList<>();
      for (int fold = 1; fold <= foldModels(split, run.options); fold++) {
        DecisionRule until = ModelFile.describe(found.model(fold)).rule();
        old.add(new EarlierRules.Line(time, version, fold, before.rule(), until));
        run.decision(data).again(fold, files, time);
      }
      found.earlierRules().write(files.of(found.earlierRules().file()), old);
      found.change(rule, command, files);
      return run.go(data, split.withPeople(data.dataset()), sight);
    }
  }

  private FoldDecision decision(PreparedData data) {
    return new FoldDecision(folder, options, data, device, listener);
  }

  private static Split split(RunOptions options, PreparedData data) {
    String file = options.splitFile();
    if (file == null) {
      return Splitter.split(data.dataset(), data.groups(), options.split());
    }
    Split given = SplitFile.read(Path.of(file)).without(data.leftOut()).withPeople(data.dataset());
    if (options.split().protocol() != Protocol.IMAGE_AUGMENTED_BEFORE_SPLIT) {
      return given;
    }
    return new Split(options.split().protocol(), given.folds(), given.seed(), given.places());
  }

  /**
   * Everything that can be wrong before the first epoch and is not known before images are read.
   */
  private static void check(
      Split split, PreparedData data, RunOptions options, ComputeDevice device) {
    ClassSet classes = data.dataset().classes();
    SplitCheck.check(split, data.dataset().labelled(), data.groups());
    data.earlier().check(split, foldModels(split, options), data);
    Recipe recipe = options.recipe();
    List<NetworkOptions> networks = recipe.networks(classes.size());
    MemoryNeed.of(
            recipe,
            classes.size(),
            options.dense(),
            device.isCuda() && recipe.input().crop() > 0
                ? 2 * data.store().bytes() // the whole images and their middles
                : data.store().bytes(),
            together(split, options))
        .check(recipe.name(), MachineMemory.of(device));
    if (recipe.correction().isOn() && recipe.correction().bySubject()) {
      requireSubjects(split);
    }
    int batch = options.recipe().training().batch();
    for (int fold = 1; fold <= foldModels(split, options); fold++) {
      Split own = FoldTraining.inner(split, fold, data, options).rest();
      FoldTraining.folds(split, fold, data, options);
      if (networks.isEmpty()) {
        continue;
      }
      FoldSamples.copies(own, fold, 1, classes, options);
      int images = FoldSamples.of(own, fold, classes, options).training().size();
      if (batch > images) {
        OptionValue given = OptionName.BATCH.with(batch);
        throw new OptionException(
            given,
            Sentence.of(
                "%s is larger than the %d training images of fold model %d; use a smaller batch",
                given, images, fold));
      }
    }
  }

  /** How many fold models are trained: only they are asked whether their folds will do. */
  private static int foldModels(Split split, RunOptions options) {
    return options.allInstances() ? split.folds() : 1;
  }

  private static void requireSubjects(Split split) {
    for (Place place : split.places()) {
      if (place.person() == null) {
        throw new OptionException(
            "correction-batch = subject: the subject of %s is unknown; add a subjects.csv (image,subject) or use correction-batch = all"
                .formatted(place.image()));
      }
    }
  }

  /** The most images of a fold or of the hold-out that correct each other. */
  private static int together(Split split, RunOptions options) {
    int foldModels = foldModels(split, options);
    int most = 0;
    for (int fold = Split.HOLD_OUT; fold <= foldModels; fold++) {
      List<Place> places = fold == Split.HOLD_OUT ? split.holdOut() : split.validation(fold);
      Map<String, Integer> batches = new HashMap<>();
      for (Place place : places) {
        String person = Objects.requireNonNullElse(place.person(), "");
        batches.merge(options.recipe().correction().bySubject() ? person : "", 1, Integer::sum);
      }
      most = batches.values().stream().reduce(most, Math::max);
    }
    return most;
  }

  private RunResult go(PreparedData data, Split split, SightSurvey sight) {
    List<Sentence> warnings = new ArrayList<>(data.warnings(sight));
    folder.earlierRules().note().map(Sentence::text).ifPresent(warnings::add);
    listener.note(data.positive().describe());
    data.notes().forEach(listener::note);
    warnings.forEach(listener::note);
    if (options.recipe().correction().isOn()) {
      listener.note(Sentence.text(Setting.TRANSDUCTIVE_WARNING));
    }
    int foldModels = foldModels(split, options);
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
    List<EpochRecord> earlier = folder.epochs().read();
    List<EpochRecord> epochs = new ArrayList<>();
    List<FoldOutcome> outcomes = new ArrayList<>();
    Map<Integer, Double> losses = new HashMap<>();
    FoldNotes lacks = new FoldNotes(foldModels);
    try (DeviceCache upload = DeviceCache.forTraining(device)) {
      // On a GPU those that stay there have to be the same objects each time.
      CellStore cells =
          device.isCuda() ? data.store().each(options.recipe().input()::cropped) : data.store();
      FoldTraining training = new FoldTraining(folder, options, cells, upload, version, listener);
      for (int fold = 1; fold <= foldModels; fold++) {
        int number = fold;
        List<EpochRecord> history;
        boolean finished = folder.isFinished(fold);
        if (finished) {
          history = earlier.stream().filter(epoch -> epoch.fold() == number).toList();
        } else {
          folder.deletePredictions(fold);
          Baselines baselines = baselines(data, split, fold);
          history = training.train(data, split, fold, foldModels, baselines, epochs);
        }
        epochs.addAll(history);
        folder.epochs().write(epochs);
        if (!finished) {
          decision(data).first(split, fold);
        }
        FoldOutcome outcome = outcome(data, split, fold, history);
        losses.put(fold, loss(outcome));
        deleteState(fold);
        for (String sentence : outcome.rule().lacks(options.rule(), data.dataset().classes())) {
          lacks.add(fold, sentence);
          listener.note(Sentence.of("%s: %s", outcome.name(), sentence));
        }
        outcomes.add(outcome);
      }
    }
    warnings.addAll(Sentence.texts(lacks.lines()));
    List<Sentence> all = new ArrayList<>(data.notes());
    all.addAll(warnings);
    int chosen =
        losses.entrySet().stream().min(Map.Entry.comparingByValue()).orElseThrow().getKey();
    return new RunResult(
        folder.path(),
        options,
        new TrainingOutcome(
            options.allInstances() ? Setting.Kind.CROSS_VALIDATION : Setting.Kind.TRAINING,
            data.dataset(),
            data.positive(),
            split,
            data.duplicates(),
            data.part().whole(),
            outcomes,
            chosen,
            ModelFile.describe(folder.model(chosen)).summary(EvaluationOptions.DEFAULTS),
            options.byName(),
            device.describe(),
            warnings.stream().map(Sentence::toString).toList(),
            data.notes().stream().map(Sentence::toString).toList()),
        data.store(),
        folder.model(chosen),
        epochs.stream().mapToDouble(EpochRecord::seconds).sum(),
        folder.commands(),
        all);
  }

  /** Whether a fold model is still to be trained, so that more data can help. */
  private boolean isUntrained(int foldModels) {
    return IntStream.rangeClosed(1, foldModels).anyMatch(fold -> !folder.isFinished(fold));
  }

  private static Optional<EpochRecord> best(List<EpochRecord> history) {
    return history.stream()
        .filter(epoch -> epoch.network() == 1)
        .min(Comparator.comparingDouble(EpochRecord::validationLoss));
  }

  /**
   * What fold models are chosen by: the mean log loss of the system's own answers on its validation
   * fold, before they were scaled.
   */
  static double loss(FoldOutcome outcome) {
    return loss(outcome.validation(), outcome.rule().scaling());
  }

  /** The same of scaled predictions of a validation fold. */
  static double loss(Predictions validation, TemperatureScaling scaling) {
    return validation.rows().stream()
        .mapToDouble(row -> -Math.log(Math.max(LEAST, unscaled(row, scaling))))
        .average()
        .orElse(Double.POSITIVE_INFINITY);
  }

  /** The probability of the true class before it was scaled. */
  private static double unscaled(Prediction row, TemperatureScaling scaling) {
    double sum = 0;
    for (double p : row.probabilities()) {
      sum += Math.pow(p, scaling.temperature());
    }
    return Math.pow(row.probabilities().get(row.label()), scaling.temperature()) / sum;
  }

  private static Baselines baselines(PreparedData data, Split split, int fold) {
    CellStore store = data.store();
    Map<String, Integer> labels = new LinkedHashMap<>();
    for (Place place : split.training(fold)) {
      labels.put(place.image(), data.dataset().classes().indexOf(place.label()));
    }
    return Baselines.of(
        data.dataset().classes(),
        labels,
        image -> store.contains(image) ? Optional.of(store.get(image)) : Optional.empty());
  }

  private FoldOutcome outcome(PreparedData data, Split split, int fold, List<EpochRecord> history) {
    ModelDescription model = ModelFile.describe(folder.model(fold));
    ClassSet classes = data.dataset().classes();
    Predictions all = data.withPeople(PredictionFile.read(folder.predictions(fold)));
    List<LearningCurve.Epoch> curve = new ArrayList<>();
    for (EpochRecord epoch : history) {
      if (epoch.network() > 1) {
        continue; // the report draws the first network's curve
      }
      curve.add(
          new LearningCurve.Epoch(
              epoch.epoch(),
              epoch.trainingLoss(),
              epoch.validationLoss(),
              epoch.validation().get("auroc")));
    }
    return new FoldOutcome(
        fold,
        ofFold(all, classes, HOLD_OUT + fold),
        ofFold(all, classes, VALIDATION + fold),
        curve,
        kept(model, history),
        model.rule(),
        baselines(data, split, fold));
  }

  /** A model of one network says it itself, whatever the record of epochs has lost. */
  private static int kept(ModelDescription model, List<EpochRecord> history) {
    int said = model.provenance().epoch();
    return model.members().size() == 1 ? said : best(history).map(EpochRecord::epoch).orElse(said);
  }

  private static Predictions ofFold(Predictions all, ClassSet classes, String fold) {
    return new Predictions(
        classes, all.rows().stream().filter(row -> fold.equals(row.fold())).toList());
  }

  private void deleteState(int fold) {
    int networks = options.recipe().networks(2).size();
    for (int network = 1; network <= networks; network++) {
      for (Path file : List.of(folder.state(fold, network), folder.member(fold, network))) {
        try {
          Files.deleteIfExists(file);
        } catch (java.io.IOException e) {
          listener.note(
              Sentence.of("%s: could not be deleted (%s)", file, ForeignFailure.words(e)));
        }
      }
    }
  }
}
