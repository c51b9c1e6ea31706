package org.allnet.cli.network;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.allnet.cli.terminal.CommandLineWording;
import org.allnet.cli.terminal.Progress;
import org.allnet.data.Counted;
import org.allnet.data.InputException;
import org.allnet.data.WorkProgress;
import org.allnet.data.dataset.CellImage;
import org.allnet.data.dataset.Dataset;
import org.allnet.data.dataset.DatasetKind;
import org.allnet.data.image.CellStore;
import org.allnet.data.image.DecodeLimits;
import org.allnet.data.image.ImageDecoder;
import org.allnet.data.integrity.DatasetFingerprint;
import org.allnet.data.integrity.ImageCopies;
import org.allnet.data.integrity.ImageHashes;
import org.allnet.data.integrity.Manifest;
import org.allnet.data.integrity.PublishedPart;
import org.allnet.data.integrity.SubjectGroups;
import org.allnet.data.layout.AugmentedFolder;
import org.allnet.data.split.Split;
import org.allnet.data.split.SplitCheck;
import org.allnet.data.split.SplitFile;
import org.allnet.data.split.Splitter;
import org.allnet.evaluation.decision.DecisionWords;
import org.allnet.evaluation.decision.NothingToSee;
import org.allnet.evaluation.decision.RefusedBatch;
import org.allnet.evaluation.experiment.DuplicateCounts;
import org.allnet.evaluation.prediction.ByRole;
import org.allnet.evaluation.prediction.Origin;
import org.allnet.evaluation.prediction.Prediction;
import org.allnet.evaluation.prediction.Predictions;
import org.allnet.evaluation.prediction.Role;
import org.allnet.evaluation.prediction.Unanswered;
import org.allnet.inference.engine.device.ComputeDevice;
import org.allnet.inference.engine.device.MachineMemory;
import org.allnet.inference.image.input.SightSurvey;
import org.allnet.inference.model.ModelDescription;
import org.allnet.inference.prediction.DatasetPredictions;
import org.allnet.inference.prediction.Predictor;
import org.jspecify.annotations.Nullable;

/**
 * A model's predictions of a data set, for {@code evaluate}. Images that the model was trained on,
 * or validated and fitted on, are left out with their copies: they are known by their content,
 * whatever the folder, the file name or the split says.
 *
 * @param evaluated what the report needs
 * @param byRole what the model says of the images, taken apart by what they were to it; images that
 *     are broken or show nothing are unanswered
 * @param leftOut how many images were left out, by what they were to the model
 * @param blank images like those evaluated of which nothing is to be seen, in no metric
 */
record ModelEvaluation(
    ModelReport.Evaluated evaluated,
    ByRole byRole,
    Map<Role, Integer> leftOut,
    List<Prediction> blank) {

  /** Copies {@code leftOut} and {@code blank}, so that nothing changes them from outside. */
  ModelEvaluation {
    leftOut = Map.copyOf(leftOut);
    blank = List.copyOf(blank);
  }

  /**
   * Predicts the images of a data set by a model.
   *
   * @param file the model file
   * @param opened the data set
   * @param split whose hold-out images to take, absent for all labelled ones
   * @param manifest what C-NMC 2019 consists of, absent for the built-in one
   * @param device where to compute
   * @param progress starts to show how far the answers have come, for a unit and a total
   * @param preparing is told how far everything before the answers has come
   * @return the predictions
   * @throws InputException if there is no image that the model was neither trained nor fitted on
   */
  static ModelEvaluation of(
      Path file,
      Dataset opened,
      @Nullable Path split,
      @Nullable Manifest manifest,
      ComputeDevice device,
      BiFunction<String, Integer, Progress> progress,
      WorkProgress preparing) {
    AugmentedFolder.refuse(opened);
    Split given = split == null ? null : SplitFile.read(split).inNamesOf(opened);
    Dataset known = given == null ? opened : given.withPresumedSubjects(opened);
    if (given != null) {
      SplitCheck.checkPlaces(given, known.labelled());
    }
    // The model comes first: what is wrong with it costs no reading of images.
    try (Predictor predictor = Predictor.load(file, device)) {
      DatasetPredictions.requireKnownClasses(
          predictor.description(), known, toEvaluate(known, given));
      Map<String, String> hashes = ImageHashes.sha256(known, preparing);
      ImageCopies all = given == null ? ImageCopies.NONE : copies(known, hashes, preparing);
      if (given != null) {
        SplitCheck.check(
            given,
            withoutUnusable(known, given, all),
            SubjectGroups.of(known.images(), hashes, all));
      }
      List<CellImage> evaluated = toEvaluate(known, given);
      if (evaluated.isEmpty()) {
        throw InputException.in(
            known.root(),
            "no labelled image to evaluate on"
                + (split == null ? "" : " is held out by " + split)
                + "; metrics need labels");
      }
      CellStore store =
          CellStore.load(
              known,
              evaluated,
              new ImageDecoder(DecodeLimits.DEFAULTS),
              MachineMemory.forData(),
              preparing);
      ImageCopies copies =
          given == null ? ImageCopies.of(evaluated, hashes, store, preparing) : all;
      SubjectGroups groups = SubjectGroups.of(known.images(), hashes, copies);
      Dataset dataset = known.withPeople(groups::personOf);
      List<CellImage> images = toEvaluate(dataset, given);
      Map<String, Role> roles =
          predictor.seen().rolesOf(dataset.labelled(), copies.contents(), groups);
      Map<Role, Integer> leftOut = new HashMap<>();
      List<CellImage> kept = new ArrayList<>();
      MetPeople met =
          MetPeople.of(
              dataset,
              roles,
              trained(predictor.seen().counts()),
              predictor.description().provenance().keptApart());
      for (CellImage image : images) {
        Role role = roles.get(image.name());
        if (role == Role.TRAINING || role == Role.VALIDATION) {
          leftOut.merge(role, 1, Integer::sum);
        } else if (role != null) {
          kept.add(image);
        }
      }
      if (kept.isEmpty() && !leftOut.isEmpty()) {
        throw InputException.in(
            dataset.root(),
            "%s was trained or fitted on all of its %d labelled images (%s), so that none is left to evaluate it on; give other images"
                .formatted(file, images.size(), counts(leftOut)));
      }
      SightSurvey unseen = look(predictor, dataset, kept, store, copies, preparing);
      SightSurvey blank = unseen.leftOut();
      List<CellImage> nothing =
          kept.stream().filter(image -> blank.nothing().containsKey(image.name())).toList();
      kept.removeAll(nothing);
      PublishedPart external = part(dataset, ofRole(kept, roles, Role.EXTERNAL), hashes, manifest);
      Predictions rows;
      try (Progress shown = progress.apply("images", kept.size())) {
        Predictions answered = DatasetPredictions.of(predictor, dataset, kept, store, shown::reach);
        rows =
            from(
                refusing(answered, unseen).without(unanswered(images, store, blank)),
                roles,
                predictor.description(),
                dataset.synthetic(),
                external,
                met);
      }
      ByRole byRole = isOfficialTest(external) ? ByRole.of(rows, Role.EXTERNAL) : ByRole.of(rows);
      PublishedPart part =
          byRole.role() == Role.HOLD_OUT
              ? part(dataset, Splitter.candidates(dataset), hashes, manifest)
              : byRole.role() == Role.EXTERNAL ? external : part(dataset, kept, hashes, manifest);
      List<Prediction> empty = rows(dataset, ofRole(nothing, roles, byRole.role()));
      return new ModelEvaluation(
          new ModelReport.Evaluated(
              file,
              predictor.description(),
              dataset,
              DuplicateCounts.of(dataset, groups, DatasetFingerprint.of(hashes)),
              part,
              store,
              warnings(
                  predictor, dataset, leftOut, met, unseen, byRole, part, manifest, empty.size()),
              device.describe()),
          byRole,
          leftOut,
          empty);
    }
  }

  /** How many images a model was trained and fitted on. */
  private static int trained(Map<String, Integer> seen) {
    return seen.getOrDefault(Role.TRAINING.key(), 0) + seen.getOrDefault(Role.VALIDATION.key(), 0);
  }

  /** The copies among all labelled images, as those of a hold-out may be on another side. */
  private static ImageCopies copies(
      Dataset dataset, Map<String, String> hashes, WorkProgress preparing) {
    Map<String, String> labelled = new HashMap<>();
    dataset
        .labelled()
        .forEach(
            image -> labelled.put(image.name(), Objects.requireNonNull(hashes.get(image.name()))));
    return ImageCopies.decoded(dataset, labelled, problem -> {}, preparing);
  }

  /**
   * What the model can see of the images.
   *
   * @throws InputException if segmentation erases most of them, or nothing is to be seen of any
   */
  private static SightSurvey look(
      Predictor predictor,
      Dataset dataset,
      List<CellImage> images,
      CellStore store,
      ImageCopies copies,
      WorkProgress preparing) {
    String root = dataset.root().toString();
    List<String> names = images.stream().map(CellImage::name).toList();
    SightSurvey all =
        SightSurvey.ofSet(predictor.sight(), names, store, copies.visible(), root, true, preparing);
    if (!names.isEmpty() && all.nothing().size() == names.size()) {
      throw InputException.in(
          root,
          "none of its %s can be evaluated; %s"
              .formatted(Counted.of(names.size(), "image"), all.lines().get(0)));
    }
    return all;
  }

  private static List<CellImage> ofRole(
      List<CellImage> images, Map<String, Role> roles, Role role) {
    return images.stream().filter(image -> roles.get(image.name()) == role).toList();
  }

  private static PublishedPart part(
      Dataset dataset,
      List<CellImage> images,
      Map<String, String> hashes,
      @Nullable Manifest manifest) {
    return images.isEmpty() || dataset.kind() != DatasetKind.CNMC_2019
        ? PublishedPart.OTHER
        : PublishedPart.of(
            dataset, images, hashes, manifest == null ? Manifest.cnmc2019() : manifest);
  }

  /** Whether images are a whole test set that others published metrics of: it comes first. */
  private static boolean isOfficialTest(PublishedPart external) {
    return external.whole()
        && (external.kind() == PublishedPart.Kind.PRELIMINARY
            || external.kind() == PublishedPart.Kind.FINAL);
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

  /** Images without an answer. */
  private static List<Prediction> rows(Dataset dataset, List<CellImage> images) {
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

  /** The images that are in no metric because they are broken or show nothing. */
  private static List<Unanswered> unanswered(
      List<CellImage> images, CellStore store, SightSurvey blank) {
    Map<String, String> broken = store.undecoded();
    List<Unanswered> unanswered = new ArrayList<>();
    for (CellImage image : images) {
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

  /** Says of each row what it comes from; the people of a whole official test set are others. */
  private static Predictions from(
      Predictions rows,
      Map<String, Role> roles,
      ModelDescription model,
      boolean synthetic,
      PublishedPart external,
      MetPeople met) {
    boolean officialTest = isOfficialTest(external);
    return rows.with(
        rows.rows().stream()
            .map(
                row -> {
                  Role role = roles.getOrDefault(row.image(), Role.UNKNOWN);
                  Origin origin =
                      model.origin(role, role == Role.EXTERNAL && officialTest, synthetic);
                  return row.from(met.origin(row, origin));
                })
            .toList());
  }

  private static List<String> warnings(
      Predictor predictor,
      Dataset dataset,
      Map<Role, Integer> leftOut,
      MetPeople met,
      SightSurvey unseen,
      ByRole byRole,
      PublishedPart part,
      @Nullable Manifest manifest,
      int blank) {
    List<String> warnings = new ArrayList<>();
    List<Prediction> evaluated = byRole.evaluated().rows();
    RefusedBatch.warning(
            blank
                + evaluated.stream()
                    .filter(
                        row ->
                            row.isRefused()
                                || unseen.evaluated().nothing().containsKey(row.image()))
                    .count(),
            blank + evaluated.size())
        .ifPresent(text -> warnings.add("%s.".formatted(text)));
    if (predictor.refusal().isEmpty()) {
      warnings.add(AcceptanceMixin.CANT_TELL);
    }
    if (!leftOut.isEmpty()) {
      warnings.add(
          "Left out, because the model was trained or fitted on them or a copy of them, whatever they are called: "
              + counts(leftOut)
              + ".");
    }
    met.warning(byRole.evaluated().rows()).ifPresent(warnings::add);
    if (byRole.role() == Role.EXTERNAL && !part.whole()) {
      met.doubt(byRole.evaluated().rows()).ifPresent(warnings::add);
    }
    for (SightSurvey kind : unseen.evaluated().kinds()) {
      warnings.add(
          "Evaluated all the same, as in training: %s (%s). The command predict classifies none of them."
              .formatted(kind.counted(), kind.names()));
    }
    if (!predictor.seen().isKnown()) {
      warnings.add(
          "The model file does not say which images it was trained on. Metrics on those are too"
              + " good, and nothing here would show it.");
    }
    warnings.addAll(CommandLineWording.lines(byRole.notes()));
    predictor.description().provenance().begunWith().forEach(one -> warnings.add(one.note()));
    predictor.description().provenance().earlierWarning().ifPresent(warnings::add);
    if (predictor.description().provenance().synthetic()) {
      warnings.add("The model was trained on synthetic cells; it knows nothing of blood.");
    }
    if (byRole.role() != Role.HOLD_OUT && !part.whole()) {
      switch (part.kind()) {
        case PRELIMINARY -> warnings.add(notWhole("preliminary", part));
        case FINAL -> warnings.add(notWhole("final", part));
        case TRAINING, NONE -> {}
      }
    }
    if (byRole.role() == Role.EXTERNAL
        && part.kind() == PublishedPart.Kind.NONE
        && dataset.kind() == DatasetKind.CNMC_2019
        && !dataset.synthetic()) {
      warnings.add(
          "The evaluated images are of several parts of C-NMC 2019. For metrics beside published ones"
              + " give --data the folder of one test set, such as validation_data.");
    }
    if (part.whole()) {
      if (!part.reason().isEmpty()) {
        warnings.add(part.reason());
      }
      if (manifest != null) {
        warnings.add(
            "That the images are a whole published part was checked against "
                + manifest.name()
                + ", not against the built-in manifest of C-NMC 2019.");
      }
    }
    return warnings;
  }

  private static String notWhole(String which, PublishedPart part) {
    return "These images are not the whole %s test set of C-NMC 2019 as published: %s."
        .formatted(which, part.reason());
  }

  /** How many images of which roles, in words. */
  static String counts(Map<Role, Integer> roles) {
    return roles.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(one -> one.getValue() + " " + one.getKey().word())
        .collect(Collectors.joining(", "));
  }

  /** The labelled images without those that a split lacks because no training can use them. */
  private static List<CellImage> withoutUnusable(Dataset dataset, Split split, ImageCopies copies) {
    Set<String> placed =
        split.places().stream().map(Split.Place::image).collect(Collectors.toSet());
    Set<String> parts =
        dataset.labelled().stream()
            .filter(image -> placed.contains(image.name()))
            .map(CellImage::part)
            .collect(Collectors.toSet());
    return dataset.labelled().stream()
        .filter(
            image ->
                placed.contains(image.name())
                    || !parts.contains(image.part())
                    || copies.usable(image.name()))
        .toList();
  }

  /** The labelled images, of a split those that it holds out. */
  private static List<CellImage> toEvaluate(Dataset dataset, @Nullable Split split) {
    if (split == null) {
      return dataset.labelled();
    }
    Set<String> heldOut =
        split.holdOut().stream().map(Split.Place::image).collect(Collectors.toSet());
    return dataset.labelled().stream().filter(image -> heldOut.contains(image.name())).toList();
  }
}
