package org.allnet.training.run;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.allnet.data.ForeignFailure;
import org.allnet.data.Sentence;
import org.allnet.data.dataset.ClassSet;
import org.allnet.data.image.CellStore;
import org.allnet.data.split.Split;
import org.allnet.data.split.Split.Place;
import org.allnet.evaluation.baseline.Baselines;
import org.allnet.evaluation.experiment.FoldOutcome;
import org.allnet.evaluation.experiment.LearningCurve;
import org.allnet.evaluation.metric.Metric;
import org.allnet.evaluation.prediction.PredictionFile;
import org.allnet.evaluation.prediction.Predictions;
import org.allnet.evaluation.prediction.RunFold;
import org.allnet.inference.engine.device.ComputeDevice;
import org.allnet.inference.engine.group.ProcessGroup;
import org.allnet.inference.image.input.SightSurvey;
import org.allnet.inference.image.pixels.DeviceCache;
import org.allnet.inference.model.ModelDescription;
import org.allnet.inference.model.ModelFile;
import org.allnet.training.trainer.EpochRecord;
import org.allnet.training.trainer.TrainingListener;

/**
 * The folds of a run: each is trained unless its folder holds it finished, predicts and has its
 * decision rule fitted. Its epochs are recorded, and what training needed is deleted.
 */
final class RunFolds implements CrossValidation.Folds<FoldOutcome>, AutoCloseable {

  private final RunFolder folder;
  private final RunOptions options;
  private final PreparedData data;
  private final Split split;
  private final TrainingListener listener;
  private final DeviceCache transfer;
  private final FoldTraining training;
  private final FoldDecision decision;
  private final FoldNotes lacks;
  private final List<EpochRecord> earlier;
  private final List<EpochRecord> epochs = new ArrayList<>();

  /**
   * Begins with no fold trained.
   *
   * @param folder the run's folder
   * @param options what it does
   * @param data its data set
   * @param split how that is split
   * @param sight what the networks see nothing of
   * @param device where to compute
   * @param version ALLNet's version, for the model files
   * @param maps measures whether maps of the models can be believed
   * @param listener is told how it goes
   * @param group the processes that train together
   */
  RunFolds(
      RunFolder folder,
      RunOptions options,
      PreparedData data,
      Split split,
      SightSurvey sight,
      ComputeDevice device,
      String version,
      MapChecker maps,
      TrainingListener listener,
      ProcessGroup group) {
    this.folder = folder;
    this.options = options;
    this.data = data;
    this.split = split;
    this.listener = listener;
    this.earlier = folder.epochs().read();
    this.transfer = DeviceCache.forTraining(device);
    // On a GPU those that stay there have to be the same objects each time.
    CellStore cells =
        device.isCuda()
            ? data.images().store().each(options.recipe().input()::cropped)
            : data.images().store();
    this.training = new FoldTraining(folder, options, cells, transfer, version, listener, group);
    this.decision = new FoldDecision(folder, options, data, sight, device, maps, listener);
    this.lacks = new FoldNotes(count());
  }

  @Override
  public int count() {
    return options.foldModels(split);
  }

  @Override
  public FoldOutcome outcome(int fold) {
    List<EpochRecord> history;
    Baselines baselines = baselines(fold);
    boolean finished = folder.folds().isFinished(fold);
    if (finished) {
      history = earlier.stream().filter(epoch -> epoch.fold() == fold).toList();
    } else {
      folder.folds().deletePredictions(fold);
      history = training.train(data, split, fold, count(), baselines, epochs);
    }
    epochs.addAll(history);
    folder.epochs().write(epochs);
    if (!finished) {
      decision.first(split, fold);
    }
    FoldOutcome outcome = read(fold, history, baselines);
    deleteState(fold);
    for (String sentence : outcome.rule().lacks(options.rule(), data.dataset().classes())) {
      lacks.add(fold, sentence);
      listener.note(Sentence.of("%s: %s", outcome.name(), sentence));
    }
    return outcome;
  }

  /**
   * Trains a fold as one of the processes that do not write.
   *
   * @param fold which, from 1
   */
  void follow(int fold) {
    training.train(data, split, fold, count(), baselines(fold), List.of());
  }

  @Override
  public double loss(FoldOutcome outcome) {
    return FoldLoss.of(outcome);
  }

  /** {@return what rules of fold models that were asked for lack, a line each} */
  List<String> lacks() {
    return lacks.lines();
  }

  /** {@return the time of all epochs} */
  double seconds() {
    return epochs.stream().mapToDouble(EpochRecord::seconds).sum();
  }

  private Baselines baselines(int fold) {
    CellStore store = data.images().store();
    Map<String, Integer> labels = new LinkedHashMap<>();
    for (Place place : split.training(fold)) {
      labels.put(place.image(), data.dataset().classes().indexOf(place.label()));
    }
    return Baselines.of(
        data.dataset().classes(),
        labels,
        image -> store.contains(image) ? Optional.of(store.get(image)) : Optional.empty());
  }

  private FoldOutcome read(int fold, List<EpochRecord> history, Baselines baselines) {
    ModelDescription model = ModelFile.describe(folder.folds().model(fold));
    ClassSet classes = data.dataset().classes();
    Predictions all = data.withPeople(PredictionFile.read(folder.folds().predictions(fold)));
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
              epoch.validation().get(Metric.AUROC)));
    }
    return new FoldOutcome(
        fold,
        ofFold(all, classes, RunFold.HOLD_OUT + fold),
        ofFold(all, classes, RunFold.VALIDATION + fold),
        curve,
        kept(model, history),
        model.rule(),
        baselines);
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

  private static Optional<EpochRecord> best(List<EpochRecord> history) {
    return history.stream()
        .filter(epoch -> epoch.network() == 1)
        .min(Comparator.comparingDouble(EpochRecord::validationLoss));
  }

  private void deleteState(int fold) {
    int networks = options.recipe().networks(2).size();
    for (int network = 1; network <= networks; network++) {
      for (Path file :
          List.of(folder.folds().state(fold, network), folder.folds().member(fold, network))) {
        try {
          Files.deleteIfExists(file);
        } catch (java.io.IOException e) {
          listener.note(
              Sentence.of("%s: could not be deleted (%s)", file, ForeignFailure.words(e)));
        }
      }
    }
  }

  @Override
  public void close() {
    transfer.close();
  }
}
