package org.allnet.inference.evaluation;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.IntFunction;
import org.allnet.data.CountProgress;
import org.allnet.data.Counted;
import org.allnet.data.InputException;
import org.allnet.data.WorkProgress;
import org.allnet.data.dataset.CellImage;
import org.allnet.data.dataset.Dataset;
import org.allnet.data.dataset.DatasetKind;
import org.allnet.data.integrity.DatasetFingerprint;
import org.allnet.data.integrity.Manifest;
import org.allnet.data.integrity.PublishedPart;
import org.allnet.data.split.Splitter;
import org.allnet.evaluation.decision.DecisionWords;
import org.allnet.evaluation.decision.NothingToSee;
import org.allnet.evaluation.experiment.DuplicateCounts;
import org.allnet.evaluation.prediction.ByRole;
import org.allnet.evaluation.prediction.Origin;
import org.allnet.evaluation.prediction.Prediction;
import org.allnet.evaluation.prediction.Predictions;
import org.allnet.evaluation.prediction.Role;
import org.allnet.evaluation.prediction.Unanswered;
import org.allnet.inference.compute.Device;
import org.allnet.inference.engine.device.ComputeDevice;
import org.allnet.inference.image.input.SightSurvey;
import org.allnet.inference.prediction.DatasetPredictions;
import org.allnet.inference.prediction.Predictor;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates a model on data sets. Images that the model was trained on, or validated and fitted on,
 * are left out with their copies.
 */
public final class ModelEvaluator {

  private final Path file;
  private final Device device;
  private final WorkProgress preparing;
  private final IntFunction<? extends CountProgress> answering;

  /**
   * Creates an evaluator.
   *
   * @param file the model file
   * @param device where to compute
   * @param preparing is told how far everything before the answers has come
   * @param answering starts to show how far the answers of so many images have come
   */
  public ModelEvaluator(
      Path file,
      Device device,
      WorkProgress preparing,
      IntFunction<? extends CountProgress> answering) {
    this.file = file;
    this.device = device;
    this.preparing = preparing;
    this.answering = answering;
  }

  /**
   * Predicts the images of a data set by the model.
   *
   * @param dataset the data set
   * @param split whose hold-out images to take, absent for all labelled ones
   * @param manifest what C-NMC 2019 consists of, absent for the built-in one
   * @return the predictions
   * @throws InputException if there is no image that the model was neither trained nor fitted on
   */
  public ModelEvaluation evaluate(
      Dataset dataset, @Nullable Path split, @Nullable Manifest manifest) {
    ComputeDevice where = ComputeDevice.of(device);
    EvaluatedImages.Choice choice = EvaluatedImages.Choice.of(dataset, split);
    // The model comes first: what is wrong with it costs no reading of images.
    try (Predictor predictor = Predictor.load(file, where)) {
      DatasetPredictions.requireKnownClasses(
          predictor.description(), choice.dataset(), choice.images());
      EvaluatedImages read = EvaluatedImages.read(choice, preparing);
      return evaluate(predictor, read, manifest, where.describe());
    }
  }

  private ModelEvaluation evaluate(
      Predictor predictor, EvaluatedImages read, @Nullable Manifest manifest, String hardware) {
    Dataset dataset = read.dataset();
    ImageRoles roles = ImageRoles.of(predictor, read, file);
    SightSurvey unseen = look(predictor, read, roles.kept());
    Map<String, NothingToSee> blank = unseen.leftOut().nothing();
    List<CellImage> kept =
        roles.kept().stream().filter(image -> !blank.containsKey(image.name())).toList();
    PublishedPart external = part(read, roles.of(Role.EXTERNAL, kept), manifest);
    Predictions answered = answers(predictor, read, kept, unseen);
    Predictions rows =
        answered.with(
            answered.rows().stream()
                .map(row -> row.from(origin(row, predictor, roles, external, dataset)))
                .toList());
    ByRole byRole = external.isOfficialTest() ? ByRole.of(rows, Role.EXTERNAL) : ByRole.of(rows);
    PublishedPart part =
        switch (byRole.role()) {
          case HOLD_OUT -> part(read, Splitter.candidates(dataset), manifest);
          case EXTERNAL -> external;
          case TRAINING, VALIDATION, UNKNOWN -> part(read, kept, manifest);
        };
    List<CellImage> nothing =
        roles.kept().stream().filter(image -> blank.containsKey(image.name())).toList();
    List<Prediction> empty = empty(dataset, roles.of(byRole.role(), nothing));
    return new ModelEvaluation(
        new EvaluatedSet(
            file,
            predictor.description(),
            dataset,
            DuplicateCounts.of(dataset, read.groups(), DatasetFingerprint.of(read.hashes())),
            part,
            read.store(),
            new EvaluationWarnings(predictor, roles, unseen, byRole, empty.size())
                .of(dataset, part, manifest),
            hardware),
        byRole,
        empty);
  }

  /**
   * What the model can see of the images.
   *
   * @throws InputException if segmentation erases most of them, or nothing is to be seen of any
   */
  private SightSurvey look(Predictor predictor, EvaluatedImages read, List<CellImage> images) {
    String root = read.dataset().root().toString();
    List<String> names = images.stream().map(CellImage::name).toList();
    SightSurvey all =
        SightSurvey.ofSet(
            predictor.sight(), names, read.store(), read.copies().visible(), root, true, preparing);
    if (!names.isEmpty() && all.nothing().size() == names.size()) {
      throw InputException.in(
          root,
          "none of its %s can be evaluated; %s"
              .formatted(Counted.of(names.size(), "image"), all.lines().get(0)));
    }
    return all;
  }

  private static PublishedPart part(
      EvaluatedImages read, List<CellImage> images, @Nullable Manifest manifest) {
    return images.isEmpty() || read.dataset().kind() != DatasetKind.CNMC_2019
        ? PublishedPart.OTHER
        : PublishedPart.of(
            read.dataset(),
            images,
            read.hashes(),
            manifest == null ? Manifest.cnmc2019() : manifest);
  }

  /** Asks the model about the images; those that are broken or show nothing are unanswered. */
  private Predictions answers(
      Predictor predictor, EvaluatedImages read, List<CellImage> images, SightSurvey unseen) {
    try (CountProgress shown = answering.apply(images.size())) {
      Predictions answered =
          DatasetPredictions.of(predictor, read.dataset(), images, read.store(), shown::reach);
      return refusing(answered, unseen).without(unanswered(read, unseen.leftOut()));
    }
  }

  /** A model that refuses images refuses those of which it sees nothing before all others. */
  private static Predictions refusing(Predictions answered, SightSurvey unseen) {
    Map<String, NothingToSee> nothing = unseen.evaluated().nothing();
    return answered.with(
        answered.rows().stream()
            .map(
                row ->
                    row.refusal() == null || !nothing.containsKey(row.image())
                        ? row
                        : row.with(
                            DecisionWords.refusal(Optional.ofNullable(nothing.get(row.image())))))
            .toList());
  }

  /** The images that are in no metric because they are broken or show nothing. */
  private static List<Unanswered> unanswered(EvaluatedImages read, SightSurvey blank) {
    Map<String, String> broken = read.store().undecoded();
    List<Unanswered> unanswered = new ArrayList<>();
    for (CellImage image : read.images()) {
      String reason = broken.get(image.name());
      NothingToSee nothing = blank.nothing().get(image.name());
      if (reason != null) {
        unanswered.add(new Unanswered(image.name(), reason));
      } else if (nothing != null) {
        unanswered.add(new Unanswered(image.name(), nothing.reason()));
      }
    }
    return unanswered;
  }

  /** What a row comes from; the people of a whole official test set are others. */
  private static Origin origin(
      Prediction row,
      Predictor predictor,
      ImageRoles roles,
      PublishedPart external,
      Dataset dataset) {
    Role role = roles.of(row.image());
    boolean apart = role == Role.EXTERNAL && external.isOfficialTest();
    return roles
        .met()
        .origin(row, predictor.description().origin(role, apart, dataset.synthetic()));
  }

  /** Images without an answer. */
  private static List<Prediction> empty(Dataset dataset, List<CellImage> images) {
    return images.stream()
        .map(
            image ->
                new Prediction(
                    image.name(),
                    image.person(),
                    image.person(),
                    dataset.classes().indexOf(Objects.requireNonNull(image.label())),
                    null,
                    Origin.UNKNOWN,
                    List.of()))
        .toList();
  }
}
