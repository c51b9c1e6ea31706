package org.allnet.training.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.allnet.data.Counted;
import org.allnet.data.InputException;
import org.allnet.data.Sentence;
import org.allnet.data.WorkProgress;
import org.allnet.data.dataset.AlikeClasses;
import org.allnet.data.dataset.CellImage;
import org.allnet.data.dataset.CodedClasses;
import org.allnet.data.dataset.Dataset;
import org.allnet.data.dataset.DatasetKind;
import org.allnet.data.dataset.DatasetProblem;
import org.allnet.data.dataset.PositiveClass;
import org.allnet.data.dataset.RunGrouping;
import org.allnet.data.image.CellStore;
import org.allnet.data.image.DecodeLimits;
import org.allnet.data.image.ImageDecoder;
import org.allnet.data.integrity.DatasetFingerprint;
import org.allnet.data.integrity.ImageContent;
import org.allnet.data.integrity.ImageCopies;
import org.allnet.data.integrity.ImageHashes;
import org.allnet.data.integrity.Manifest;
import org.allnet.data.integrity.NearDuplicateJoins;
import org.allnet.data.integrity.PublishedPart;
import org.allnet.data.integrity.SubjectGroups;
import org.allnet.data.layout.AugmentedFolder;
import org.allnet.data.layout.DatasetReader;
import org.allnet.data.presumed.PhotographedRuns;
import org.allnet.data.split.Split;
import org.allnet.data.split.SplitFile;
import org.allnet.data.split.Splitter;
import org.allnet.evaluation.experiment.DuplicateCounts;
import org.allnet.evaluation.prediction.Predictions;
import org.allnet.evaluation.prediction.Role;
import org.allnet.inference.engine.device.ComputeDevice;
import org.allnet.inference.engine.device.MachineMemory;
import org.allnet.inference.image.input.SightCheck;
import org.allnet.inference.image.input.SightSurvey;
import org.allnet.inference.model.SeenImages;
import org.allnet.inference.network.architecture.NetworkOptions;
import org.allnet.training.recipe.Recipe;
import org.jspecify.annotations.Nullable;

/**
 * A data set made ready for a run: opened, hashed, decoded; without its unreadable images.
 *
 * @param dataset the images that can be read
 * @param positive which class is the positive one, and why
 * @param images the images as they were read
 * @param groups what belongs together
 * @param duplicates identical images, by file or pixels, and the fingerprint
 * @param earlier what is known of ALLNet's own models that networks begin with
 * @param warnings what a reader of any metric must know, a line each
 * @param notes what else the user should know, a line each
 */
record PreparedData(
    Dataset dataset,
    PositiveClass positive,
    ReadImages images,
    SubjectGroups groups,
    DuplicateCounts duplicates,
    EarlierModels earlier,
    List<Sentence> warnings,
    List<Sentence> notes) {

  /**
   * Opens the data set of a run: its files are listed, none is decoded.
   *
   * @param options the run's
   * @return the data set
   * @throws org.allnet.data.AllNetException if it can't be read or trained on
   */
  static Dataset open(RunOptions options) {
    Dataset opened = DatasetReader.open(Path.of(options.data()), options.dataset());
    AugmentedFolder.refuse(opened);
    AlikeClasses.refuse(opened);
    CodedClasses.refuse(opened, options.dataset().positive());
    if (opened.labelled().isEmpty()) {
      throw InputException.in(
          opened.root(),
          "none of its "
              + Counted.of(opened.images().size(), "image")
              + " has a label; put them into a folder for each class");
    }
    if (opened.classes().size() < 2) {
      throw InputException.in(
          opened.root(),
          "has one class, " + opened.classes().names().get(0) + "; at least two are needed");
    }
    return opened;
  }

  /**
   * Reads the images of a data set for a new run.
   *
   * @param opened the data set as it was opened
   * @param options the run's
   * @param models what is known of the models that its networks begin with
   * @param progress is told how far it has come
   * @return the data set, made ready
   * @throws org.allnet.data.AllNetException if it can't be read or trained on
   */
  static PreparedData of(
      Dataset opened, RunOptions options, EarlierModels models, WorkProgress progress) {
    String file = options.splitFile();
    return of(opened, options, models, file == null ? null : Path.of(file), progress);
  }

  /**
   * Reads the images of a data set.
   *
   * @param opened the data set as it was opened
   * @param options the run's
   * @param models what is known of the models that its networks begin with
   * @param split the split file: of a run that was begun its own, which names the subjects that a
   *     given one presumed wherever that is now; null if a split is to be drawn
   * @param progress is told how far it has come
   * @return the data set, made ready
   * @throws org.allnet.data.AllNetException if it can't be read or trained on
   */
  static PreparedData of(
      Dataset opened,
      RunOptions options,
      EarlierModels models,
      @Nullable Path split,
      WorkProgress progress) {
    long allowed = MachineMemory.forData();
    CellStore store =
        CellStore.load(
            opened,
            Splitter.candidates(opened),
            new ImageDecoder(DecodeLimits.DEFAULTS),
            allowed,
            progress);
    Dataset known = withSubjects(opened, options, split, store, progress);
    List<String> undecoded =
        known.images().stream().map(CellImage::name).filter(name -> !store.contains(name)).toList();
    Dataset decoded = known.without(Set.copyOf(undecoded));
    Map<String, String> files = ImageHashes.sha256(decoded, progress);
    ImageCopies copies = ImageCopies.of(decoded.images(), files, store, progress);
    Set<String> leftOut =
        Splitter.candidates(opened).stream()
            .map(CellImage::name)
            .filter(name -> !copies.usable(name))
            .collect(Collectors.toUnmodifiableSet());
    List<CellImage> readable = decoded.without(copies.blank().keySet()).images();
    List<String> blank = blank(copies);
    List<DatasetProblem> problems = new ArrayList<>(opened.problems());
    problems.addAll(DatasetProblem.others(store.problems()));
    problems.addAll(DatasetProblem.others(blank));
    List<Sentence> notes = new ArrayList<>(DatasetProblem.sentences(problems));
    notes.addAll(Sentence.texts(store.notes()));
    List<CellImage> ofTestParts = Splitter.leftOut(opened);
    if (!ofTestParts.isEmpty()) {
      notes.add(
          Sentence.of(
              "%s left out of training and split",
              Counted.of(ofTestParts.size(), "labelled image")
                  .then("of the test parts is", "of the test parts are")));
    }
    Dataset dataset =
        new Dataset(
            opened.name(),
            opened.root(),
            opened.kind(),
            opened.classes(),
            readable,
            opened.synthetic() || models.synthetic(),
            problems);
    Map<String, String> hashes = ofOnly(readable, files);
    Map<String, ImageContent> contents = ofOnly(readable, copies.contents());
    SubjectGroups groups = SubjectGroups.of(readable, hashes, copies);
    EarlierModels earlier = models.beside(dataset, contents.values());
    List<Sentence> warnings = new ArrayList<>(Sentence.texts(earlier.notes()));
    NearDuplicateJoins.of(dataset, hashes, copies, groups).describe().ifPresent(warnings::add);
    return new PreparedData(
        dataset.withPeople(groups::personOf),
        CodedClasses.positive(opened, options.dataset().positive()),
        new ReadImages(hashes, contents, copies.visible(), store, leftOut),
        groups,
        DuplicateCounts.of(dataset, groups, DatasetFingerprint.of(hashes)),
        earlier,
        warnings,
        notes);
  }

  /** The data set with the subjects that the options or a split file presume, if any. */
  private static Dataset withSubjects(
      Dataset opened,
      RunOptions options,
      @Nullable Path split,
      CellStore store,
      WorkProgress progress) {
    RunGrouping grouping = options.dataset().grouping();
    if (grouping != null) {
      return PhotographedRuns.grouped(
          opened,
          grouping,
          image -> store.contains(image.name()) ? store.get(image.name()) : null,
          progress);
    }
    return split == null
        ? opened
        : SplitFile.read(split).inNamesOf(opened).withPresumedSubjects(opened);
  }

  /**
   * The same predictions with the people that the data set knows: a file of an earlier version has
   * their names alone.
   */
  Predictions withPeople(Predictions predictions) {
    Map<String, CellImage> byName = new HashMap<>();
    dataset.images().forEach(image -> byName.put(image.name(), image));
    return predictions.with(
        predictions.rows().stream()
            .map(
                row -> {
                  CellImage image = byName.get(row.image());
                  return image == null ? row : row.of(row.subject(), image.person());
                })
            .toList());
  }

  /** Which part of C-NMC 2019 is trained on, and whether it is the whole of it. */
  PublishedPart part() {
    return dataset.kind() == DatasetKind.CNMC_2019
        ? PublishedPart.of(dataset, dataset.images(), images.sha256(), Manifest.cnmc2019())
        : PublishedPart.OTHER;
  }

  /**
   * What the images are to a fold model.
   *
   * @param split the split
   * @param fold the fold model, from 1
   * @return the images that it trains on, with those that a model it begins with saw, those that it
   *     validates and is fitted on, and those that are held out
   */
  SeenImages seen(Split split, int fold) {
    return earlier.and(
        SeenImages.of(
            Map.of(
                Role.TRAINING, contents(split.training(fold)),
                Role.VALIDATION, contents(split.validation(fold)),
                Role.HOLD_OUT, contents(split.holdOut()))));
  }

  private List<ImageContent> contents(List<Split.Place> places) {
    return places.stream()
        .map(place -> Objects.requireNonNull(images.contents().get(place.image()), place.image()))
        .toList();
  }

  /** What is said of each image that shows nothing, in the order of their names. */
  private static List<String> blank(ImageCopies copies) {
    return copies.blank().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(one -> one.getKey() + ": left out, " + one.getValue().reason())
        .toList();
  }

  private static <T> Map<String, T> ofOnly(List<CellImage> images, Map<String, T> all) {
    return images.stream()
        .map(CellImage::name)
        .collect(
            Collectors.toMap(
                Function.identity(), name -> Objects.requireNonNull(all.get(name), name)));
  }

  /**
   * Looks at what the networks of a run would see of the images.
   *
   * @param recipe the run's recipe
   * @param device where to segment
   * @param progress is told how far it has come
   * @return what was found
   * @throws InputException if segmentation erases most images
   */
  SightSurvey survey(Recipe recipe, ComputeDevice device, WorkProgress progress) {
    SightCheck check =
        new SightCheck(
            recipe.input(),
            recipe.networks(dataset.classes().size()).stream()
                .map(NetworkOptions::inputSize)
                .toList(),
            device);
    List<String> names = dataset.images().stream().map(CellImage::name).toList();
    String root = dataset.root().toString();
    return SightSurvey.ofSet(check, names, images.store(), images.visible(), root, false, progress);
  }

  /** The warnings, with those on images of which the networks see nothing. */
  List<Sentence> warnings(SightSurvey survey) {
    List<Sentence> found = new ArrayList<>(warnings);
    for (SightSurvey unseen : survey.evaluated().kinds()) {
      found.add(
          Sentence.of(
              "%s, which are trained on and evaluated all the same; %s, or leave them out: %s",
              unseen.counted(), unseen.instead(), unseen.names()));
    }
    return found;
  }
}
