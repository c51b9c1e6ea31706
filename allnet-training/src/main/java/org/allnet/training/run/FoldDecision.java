package org.allnet.training.run;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.allnet.data.InputException;
import org.allnet.data.OptionName;
import org.allnet.data.Sentence;
import org.allnet.data.dataset.ClassSet;
import org.allnet.data.image.CellPixels;
import org.allnet.data.seed.Seeds;
import org.allnet.data.split.Split;
import org.allnet.data.split.Split.Place;
import org.allnet.evaluation.calibration.TemperatureScaling;
import org.allnet.evaluation.decision.DecisionRule;
import org.allnet.evaluation.decision.DecisionWords;
import org.allnet.evaluation.decision.NothingToSee;
import org.allnet.evaluation.explanation.MapCheck;
import org.allnet.evaluation.prediction.Origin;
import org.allnet.evaluation.prediction.Prediction;
import org.allnet.evaluation.prediction.PredictionFile;
import org.allnet.evaluation.prediction.Predictions;
import org.allnet.evaluation.prediction.Role;
import org.allnet.evaluation.prediction.RunFold;
import org.allnet.inference.engine.device.ComputeDevice;
import org.allnet.inference.image.input.SightSurvey;
import org.allnet.inference.model.ModelFile;
import org.allnet.inference.prediction.DatasetPredictions;
import org.allnet.inference.prediction.Predictor;
import org.allnet.inference.prediction.RefusalFit;
import org.allnet.inference.prediction.RuleFit;
import org.allnet.inference.refusal.RefusalModel;
import org.allnet.training.trainer.TrainingListener;
import org.jspecify.annotations.Nullable;

/**
 * Fits the decision rule of a trained fold model on its validation predictions, and writes it into
 * the model and the predictions, both once all of it is known. The held-out images have no part in
 * it.
 *
 * @param folder the run's folder
 * @param options what the run does
 * @param data the data set
 * @param sight what the networks see nothing of
 * @param device where to compute
 * @param maps measures whether maps of a model can be believed
 * @param listener is told what could not be fitted
 */
record FoldDecision(
    RunFolder folder,
    RunOptions options,
    PreparedData data,
    SightSurvey sight,
    ComputeDevice device,
    MapChecker maps,
    TrainingListener listener) {

  /** What the seed of what refuses images is drawn by. */
  static final long REFUSAL = 7;

  /** So many images take a while. */
  private static final int MANY = 500;

  /**
   * Predicts the validation and the held-out images of a fold model and fits its rule. Of a run
   * whose rule was chosen anew, a fold model that is trained once more has the new one and says so.
   */
  void first(Split split, int number) {
    String time = folder.isDecided() ? Instant.now().toString() : null;
    fit(
        number,
        new Target(
            folder.folds().model(number),
            folder.folds().predictions(number),
            folder.folds().seal(number),
            time),
        (predictor, model) ->
            predict(
                predictor,
                split.validation(number),
                RunFold.VALIDATION + number,
                origin(model, Role.VALIDATION),
                Optional.empty()),
        (predictor, model, refusal) ->
            predict(
                predictor,
                split.holdOut(),
                RunFold.HOLD_OUT + number,
                origin(model, Role.HOLD_OUT),
                refusal.map(RefusalFit::model)),
        null,
        (predictor, evaluated) ->
            refusal(
                predictor,
                FoldTraining.inner(split, number, data, options).rest().training(number),
                evaluated,
                number),
        model -> mapCheck(model, split, number));
  }

  /**
   * Measures by images that the fold model was not trained on whether its maps can be believed, by
   * no more answers than the training looked at images.
   */
  private @Nullable MapCheck mapCheck(ModelFile model, Split split, int number) {
    List<Place> evaluated = split.holdOut().isEmpty() ? split.validation(number) : split.holdOut();
    long looks =
        (long) FoldSamples.of(split, number, classes(), options).training().size()
            * options.recipe().training().epochs();
    return maps.check(
        new MapChecker.Work(
            folder.folds().model(number),
            options.device(),
            options.mode(),
            evaluated.stream()
                .map(at -> new MapChecker.Image(at.image(), at.person(), at.label()))
                .toList(),
            data.images().store()::get,
            looks / model.description().pipeline().views().count()));
  }

  /** What refuses images; nothing, and a note, if there are too few to fit it to. */
  private Optional<RefusalFit> refusal(
      Predictor predictor, List<Place> training, Predictions validation, int number) {
    if (training.size() > MANY) {
      listener.note(
          Sentence.of(
              "fold model %d: looks once more at its training images, to know which others are unlike them",
              number));
    }
    try {
      return Optional.of(
          RefusalFit.of(
              predictor,
              training.stream().map(place -> data.images().store().get(place.image())).toList(),
              training.stream().map(place -> classes().indexOf(place.label())).toList(),
              cells(validation),
              options.rule().accepted(),
              Seeds.of(options.seed(), REFUSAL, number)));
    } catch (InputException e) {
      listener.note(
          Sentence.of(
              "fold model %d answers about any image, also one unlike its training: %s",
              number, e.getMessage()));
      return Optional.empty();
    }
  }

  /**
   * Of an earlier model what refuses images stays as it is, but for the fraction to accept.
   *
   * @return what refuses images by another fraction; nothing if it stays
   */
  private Optional<RefusalFit> refusalAgain(
      Predictor predictor, Predictions validation, @Nullable RefusalModel until) {
    if (until == null && options.rule().acceptFraction() != null) {
      listener.note(
          Sentence.of(
              "%s can't act: the models have nothing that tells which images are unlike their training; train them anew",
              OptionName.ACCEPT_FRACTION));
    }
    return until == null || until.accepted() == options.rule().accepted()
        ? Optional.empty()
        : Optional.of(
            RefusalFit.accepting(predictor, until, cells(validation), options.rule().accepted()));
  }

  /**
   * Fits the rule of a fold model anew on the predictions that it made when it was trained. Model
   * and predictions say so. The temperature stays as it is, and so do the predictions, but for
   * those near an edge of the new rule.
   */
  void again(int number, DecisionChange change, String time) {
    DecisionRule before = ModelFile.describe(folder.folds().model(number)).rule();
    Predictions made =
        data.withPeople(
            new Predictions(
                classes(), PredictionFile.read(folder.folds().predictions(number)).rows()));
    Function<String, Predictions> ofFold =
        fold ->
            new Predictions(
                classes(),
                made.rows().stream()
                    .filter(row -> fold.equals(row.fold()))
                    .map(row -> row.from(row.origin().ofRuleChosenAnew()))
                    .toList());
    fit(
        number,
        new Target(
            change.of(folder.folds().model(number)),
            change.of(folder.folds().predictions(number)),
            change.of(folder.folds().seal(number)),
            time),
        (predictor, model) -> ofFold.apply(RunFold.VALIDATION + number),
        (predictor, model, refusal) -> {
          Predictions held = ofFold.apply(RunFold.HOLD_OUT + number);
          return refusal.isEmpty() ? held : refused(predictor, held, refusal.get().model());
        },
        before.scaling(),
        (predictor, evaluated) ->
            refusalAgain(predictor, evaluated, predictor.refusal().orElse(null)),
        ModelFile::mapCheck);
  }

  /** The same predictions by a model that refuses other images than when it made them. */
  private Predictions refused(Predictor predictor, Predictions made, RefusalModel refusal) {
    List<Prediction> asked =
        DatasetPredictions.fill(
            predictor, made.rows(), data.images().store(), Optional.of(refusal), done -> {});
    List<Prediction> rows = new ArrayList<>();
    for (int i = 0; i < asked.size(); i++) {
      rows.add(seen(made.rows().get(i).with(Objects.requireNonNull(asked.get(i).refusal()))));
    }
    return made.with(rows);
  }

  /** An image of which the networks see nothing is refused before anything else is asked. */
  private Prediction seen(Prediction row) {
    NothingToSee nothing = sight.nothing().get(row.image());
    return nothing == null || row.refusal() == null
        ? row
        : row.with(DecisionWords.refusal(Optional.of(nothing)));
  }

  /** Gives predictions of validation images. */
  private interface Source {
    Predictions of(Predictor unscaled, ModelFile model);
  }

  /** Gives predictions of held-out images, by what refuses images from now on. */
  private interface HoldOutSource {
    Predictions of(Predictor unscaled, ModelFile model, Optional<RefusalFit> refusal);
  }

  /** Gives what refuses images, by a model and its validation predictions; nothing if it stays. */
  private interface Refusals {
    Optional<RefusalFit> of(Predictor unscaled, Predictions validation);
  }

  /** Gives what is to be said of a model's maps, once the model is in its file. */
  private interface MapChecks {
    @Nullable MapCheck of(ModelFile model);
  }

  /**
   * Where the results go.
   *
   * @param model the new model file
   * @param predictions the new predictions
   * @param seal what ties them to the run
   * @param time when the rule was chosen, if that was after the training
   */
  private record Target(Path model, Path predictions, Path seal, @Nullable String time) {

    ModelFile with(DecisionRule rule, ModelFile model) {
      return time == null ? model.with(rule) : model.with(rule, time);
    }
  }

  /** Fits a rule; of an earlier one the temperature is kept, and predictions come scaled by it. */
  private void fit(
      int number,
      Target target,
      Source validation,
      HoldOutSource holdOut,
      @Nullable TemperatureScaling kept,
      Refusals refusals,
      MapChecks checks) {
    ModelFile model = ModelFile.read(folder.folds().model(number), device).with(DecisionRule.NONE);
    List<Prediction> rows = new ArrayList<>();
    DecisionRule rule;
    try (Predictor unscaled = new Predictor(model, device, options.mode())) {
      Predictions evaluated = validation.of(unscaled, model);
      RuleFit fit =
          kept == null
              ? RuleFit.of(unscaled, cells(evaluated), evaluated, options.rule())
              : RuleFit.again(unscaled, cells(evaluated), evaluated, options.rule(), kept);
      rule = fit.fitted().rule();
      Optional<RefusalFit> refusal = refusals.of(unscaled, evaluated);
      for (int i = 0; i < fit.validation().rows().size(); i++) {
        Prediction row = fit.validation().rows().get(i);
        int at = i;
        rows.add(
            refusal
                .map(by -> seen(row.with(DecisionWords.refusal(by.validation().get(at)))))
                .orElse(row));
      }
      Predictions held = holdOut.of(unscaled, model, refusal);
      Predictions scaled = kept == null ? rule.scaling().apply(held) : held;
      rows.addAll(RuleFit.exactAtEdges(unscaled, rule, cells(held), scaled).rows());
      ModelFile decided =
          target.with(rule, refusal.map(by -> model.refusing(by.model())).orElse(model));
      decided.write(target.model(), options.half());
      MapCheck check = checks.of(decided);
      if (check != null && !check.equals(decided.mapCheck())) {
        decided.checked(check).write(target.model(), options.half());
      }
    }
    PredictionFile.write(
        target.predictions(), new Predictions(classes(), rows), rule.written(classes()));
    FoldSeal.of(folder.identity(), target.model(), target.predictions()).write(target.seal());
  }

  private ClassSet classes() {
    return data.dataset().classes();
  }

  private Origin origin(ModelFile model, Role role) {
    Origin origin = model.description().origin(role, false, data.dataset().synthetic());
    return folder.isDecided() ? origin.ofRuleChosenAnew() : origin;
  }

  private List<CellPixels> cells(Predictions predictions) {
    return predictions.rows().stream().map(row -> data.images().store().get(row.image())).toList();
  }

  private Predictions predict(
      Predictor predictor,
      List<Place> places,
      String fold,
      Origin origin,
      Optional<RefusalModel> refusal) {
    List<Prediction> blank =
        places.stream()
            .map(
                place ->
                    new Prediction(
                        place.image(),
                        place.subject(),
                        place.person(),
                        classes().indexOf(place.label()),
                        fold,
                        origin,
                        List.of()))
            .toList();
    return new Predictions(
        classes(),
        DatasetPredictions.fill(predictor, blank, data.images().store(), refusal, done -> {})
            .stream()
            .map(this::seen)
            .toList());
  }
}
