package org.allnet.training.run;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.allnet.data.Counted;
import org.allnet.data.InputException;
import org.allnet.data.split.Split;
import org.allnet.data.split.Split.Place;
import org.allnet.data.split.SplitFile;
import org.allnet.evaluation.prediction.Prediction;
import org.allnet.evaluation.prediction.PredictionFile;
import org.allnet.evaluation.prediction.Predictions;
import org.allnet.evaluation.prediction.Role;
import org.allnet.evaluation.prediction.RunFold;
import org.allnet.inference.model.ModelDescription;
import org.allnet.inference.model.ModelFile;
import org.allnet.inference.model.Provenance;
import org.allnet.inference.model.SeenImages;

/**
 * The check that a fold's files are of their run. A model or predictions of another run, with
 * another split, would be evaluated on images that it was trained on.
 *
 * @param folder the run's folder
 * @param header what the run began with
 * @param split how its images are split
 * @param sha256 the hash of each image of the run, by name; empty if it is not known any more
 */
record FoldCheck(Path folder, RunHeader header, Split split, Map<String, String> sha256) {

  /**
   * Returns the check of a run by its own list of images. The folder is only read.
   *
   * @param folder holds a run that was begun
   * @throws InputException if the run is of another format, its split is missing or was changed, or
   *     {@code images.csv} is there and is not the run's
   */
  static FoldCheck of(Path folder) {
    RunHeader header = RunHeader.read(folder.resolve(RunHeader.FILE));
    Path file = folder.resolve(RunFolder.SPLIT);
    if (!Files.exists(file)) {
      throw FinishedRun.unfinished(folder, RunFolder.SPLIT);
    }
    Split split = SplitFile.read(file);
    header.requireSameSplit(file, split);
    return new FoldCheck(folder, header, split, RunImages.begunOn(header, folder));
  }

  /**
   * Refuses the folder of a fold of which a file is of another run. Any other folder passes.
   *
   * @param fold a folder
   * @throws InputException as {@link #check(int)}
   */
  static void checkFold(Path fold) {
    Path own = fold.toAbsolutePath().normalize();
    Path run = own.getParent();
    OptionalInt number = FoldFiles.number(own);
    if (run != null && number.isPresent() && Files.isRegularFile(run.resolve(RunHeader.FILE))) {
      of(run).check(number.getAsInt());
    }
  }

  /**
   * Refuses a fold of which a file is of another run. A file that is not there is none.
   *
   * @param number the fold, from 1
   * @return the fold; empty if its model, its predictions or their seal are missing
   * @throws InputException if the model is of another run, split, fold or recipe, the predictions
   *     are of other images, labels or sides than the split says, or one of them is not the one
   *     that the seal was written for
   */
  Optional<FinishedFold> check(int number) {
    Path fold = folder.resolve("fold-" + number);
    Path model = fold.resolve(ModelFile.NAME);
    Path predictions = fold.resolve(FinishedRun.PREDICTIONS);
    if (!Files.isRegularFile(model)) {
      return Optional.empty();
    }
    ModelDescription description = ModelFile.describe(model);
    checkModel(model, description.recipe(), description.provenance(), number);
    if (!Files.isRegularFile(predictions)) {
      return Optional.empty();
    }
    Predictions read = PredictionFile.read(predictions);
    checkPredictions(predictions, read, description, number);
    if (!Files.isRegularFile(fold.resolve(FoldSeal.FILE))) {
      return Optional.empty();
    }
    FoldSeal.check(fold, RunHeader.identity(folder.resolve(RunHeader.FILE)));
    return Optional.of(new FinishedFold(number, model, description, read));
  }

  /**
   * Refuses one of the networks that a fold model is put together from if it is of another run.
   *
   * @throws InputException if it is of another run, split, fold or recipe
   */
  void checkPart(Path file, int number) {
    ModelDescription description = ModelFile.describe(file);
    checkModel(file, description.recipe(), description.provenance(), number);
  }

  private void checkModel(Path file, String recipe, Provenance said, int number) {
    requireOwn(
        file, said.fingerprint().equals(header.fingerprint()), "it was made of other images");
    requireOwn(file, header.split().equals(said.split()), "it was made with another split");
    requireOwn(
        file, said.fold() == number, "it is fold model %d, not %d".formatted(said.fold(), number));
    String own = header.options().recipe().name();
    requireOwn(
        file,
        recipe.equals(own),
        "it was made by the recipe '%s', the run by '%s'".formatted(recipe, own));
    requireOwn(
        file,
        said.seed() == header.options().seed(),
        "it was made with the seed %d, the run with %d"
            .formatted(said.seed(), header.options().seed()));
    if (sha256.isEmpty()) {
      return;
    }
    SeenImages seen = ModelFile.seen(file);
    boolean same =
        seen.includes(Role.TRAINING, files(split.training(number)))
            && (!said.begunWith().isEmpty()
                || seen.isOf(Role.TRAINING, files(split.training(number))))
            && seen.isOf(Role.VALIDATION, files(split.validation(number)))
            && seen.isOf(Role.HOLD_OUT, files(split.holdOut()));
    requireOwn(
        file, same, "it was trained, fitted or evaluated on other images than split.csv says");
  }

  /** Damage is said as damage: it can alter what tells whose a model is. */
  private static void requireOwn(Path file, boolean good, String wrong) {
    if (!good) {
      ModelFile.requireUnaltered(file);
    }
    require(file, good, wrong);
  }

  private Collection<String> files(List<Place> places) {
    return places.stream()
        .map(place -> sha256.getOrDefault(place.image(), ""))
        .collect(Collectors.toSet());
  }

  private void checkPredictions(Path file, Predictions read, ModelDescription model, int number) {
    require(
        file,
        read.classes().names().equals(model.classes()),
        "it has the classes %s, the model %s"
            .formatted(
                String.join(", ", read.classes().names()), String.join(", ", model.classes())));
    String validation = RunFold.VALIDATION + number;
    String holdOut = RunFold.HOLD_OUT + number;
    for (Prediction row : read.rows()) {
      require(
          file,
          validation.equals(row.fold()) || holdOut.equals(row.fold()),
          "%s is of the fold '%s'".formatted(row.image(), row.fold()));
    }
    checkSide(file, read, model, validation, split.validation(number), Role.VALIDATION);
    checkSide(file, read, model, holdOut, split.holdOut(), Role.HOLD_OUT);
  }

  private void checkSide(
      Path file,
      Predictions read,
      ModelDescription model,
      String fold,
      List<Place> places,
      Role role) {
    Map<String, Place> missing = new HashMap<>();
    places.forEach(place -> missing.put(place.image(), place));
    for (Prediction row : read.rows()) {
      if (!fold.equals(row.fold())) {
        continue;
      }
      Place place = missing.remove(row.image());
      require(
          file,
          place != null,
          "by split.csv %s is none of the images of %s".formatted(row.image(), fold));
      String label = row.label() < 0 ? "" : read.classes().names().get(row.label());
      require(
          file,
          place != null && label.equals(place.label()),
          "%s is '%s' there and '%s' in split.csv"
              .formatted(row.image(), label, place == null ? "" : place.label()));
      require(
          file,
          row.origin().equals(model.origin(role, false, false)),
          "role, protocol or marks of %s are not those of the model".formatted(row.image()));
    }
    require(
        file,
        missing.isEmpty(),
        "%s missing, such as %s"
            .formatted(
                Counted.of(missing.size(), "image")
                    .outOf(places.size())
                    .then("of " + fold + " is", "of " + fold + " are"),
                missing.keySet().stream().sorted().findFirst().orElse("")));
  }

  /** Refuses a file of a fold that is not of its run. */
  static void require(Path file, boolean good, String wrong) {
    if (!good) {
      throw InputException.in(
          file,
          "is not of this run: " + wrong + "; put the run's own file back, or begin a new run");
    }
  }
}
