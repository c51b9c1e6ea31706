package org.allnet.service.work.model;

import java.lang.System.Logger;
import java.nio.file.Path;
import java.util.Optional;
import org.allnet.data.InputException;
import org.allnet.data.OptionException;
import org.allnet.detect.Detector;
import org.allnet.detect.model.ShippedDetector;
import org.allnet.inference.Classifier;
import org.allnet.inference.compute.Device;
import org.allnet.service.domain.Actor;
import org.allnet.service.domain.Hash;
import org.allnet.service.domain.ModelSheet;
import org.allnet.service.domain.ModelUse;
import org.allnet.service.domain.SealedText;
import org.allnet.service.domain.ServedModel;
import org.allnet.service.store.Store;

/**
 * The models of the service. Adding one opens it once, which needs the tensor engine; what pages
 * show of it is kept, so that they need none. Thread-safe.
 */
public final class Models {

  private static final Logger LOG = System.getLogger(Models.class.getPackageName());

  private static final int LONGEST_TITLE = 100;

  private final Store store;
  private final ModelFiles files;

  /**
   * Opens a folder of models.
   *
   * @param store what is known of them
   * @param folder their files, made if it is missing
   * @throws org.allnet.data.RunException if it can't be made
   */
  public Models(Store store, Path folder) {
    this.store = store;
    this.files = new ModelFiles(folder);
  }

  /**
   * Adds a classifier, with the evaluation and the model card that lie beside its file. A model
   * that is there stays as it is.
   *
   * @param actor who adds it
   * @param file a model file; copied
   * @return the model
   * @throws InputException if it is no model that can be opened
   * @throws OptionException if it corrects images by each other, so that answers would depend on
   *     what happens to be asked together
   */
  public ServedModel addClassifier(Actor actor, Path file) {
    Optional<ServedModel> known = known(file);
    if (known.isPresent()) {
      return known.get();
    }
    try (Classifier classifier = Classifier.builder(file).device(Device.CPU).open()) {
      if (classifier.model().isTransductive()) {
        throw OptionException.ofSetting(
            "model",
            file,
            file
                + ": corrects images by each other, and a service answers about them as they come; name another model");
      }
      ModelSheet sheet = SheetReading.ofClassifier(file, classifier.model());
      return add(actor, file, ServedModel.Kind.CLASSIFIER, classifier.model().title(), sheet);
    }
  }

  /**
   * Adds a detector. A model that is there stays as it is.
   *
   * @param actor who adds it
   * @param file a detector's file; copied
   * @return the model
   * @throws InputException if it is no detector that can be opened
   */
  public ServedModel addDetector(Actor actor, Path file) {
    Optional<ServedModel> known = known(file);
    if (known.isPresent()) {
      return known.get();
    }
    try (Detector detector = Detector.open(file, Device.CPU)) {
      ModelSheet sheet = SheetReading.ofDetector(file, detector.description());
      return add(actor, file, ServedModel.Kind.DETECTOR, detector.description().recipe(), sheet);
    }
  }

  /**
   * Adds the detector that comes with ALLNet.
   *
   * @param actor who adds it
   * @return the model
   */
  public ServedModel addShippedDetector(Actor actor) {
    return addDetector(actor, ShippedDetector.file());
  }

  private Optional<ServedModel> known(Path file) {
    Hash hash = files.keep(file);
    Optional<ServedModel> known = store.read(tx -> tx.models().get(hash));
    known
        .flatMap(model -> SheetReading.changed(file, model.added()))
        .ifPresent(
            changed ->
                LOG.log(
                    Logger.Level.WARNING,
                    "{0}: is younger than the page about the model, which stays as it was when the"
                        + " model was added",
                    changed));
    return known;
  }

  private ServedModel add(
      Actor actor, Path file, ServedModel.Kind kind, String title, ModelSheet sheet) {
    Hash hash = files.keep(file);
    String plain = title.replaceAll("\\p{Cntrl}", " ").strip();
    String name = plain.substring(0, Math.min(LONGEST_TITLE, plain.length())).strip();
    return store.write(
        actor, tx -> tx.models().add(hash, kind, name.isEmpty() ? kind.key() : name, sheet));
  }

  /**
   * Chooses a model for new cases.
   *
   * @param actor who chooses
   * @param use for what
   * @param model the hash of its file; empty if none shall do it
   * @throws InputException if there is no such model, it does not fit the use, or it is stopped
   */
  public void choose(Actor actor, ModelUse use, Optional<Hash> model) {
    store.change(actor, tx -> tx.models().choose(use, model));
  }

  /**
   * Stops a model: it answers nothing any more, and its open jobs are cancelled.
   *
   * @param actor who stops it
   * @param model the hash of its file
   * @param reason why
   * @return how many jobs were open
   * @throws InputException if there is no such model
   */
  public int stop(Actor actor, Hash model, SealedText reason) {
    return store.write(actor, tx -> tx.models().stop(model, reason));
  }

  /**
   * Lets a stopped model answer again.
   *
   * @param actor who does
   * @param model the hash of its file
   * @param reason why
   * @throws InputException if there is no such model
   */
  public void resume(Actor actor, Hash model, SealedText reason) {
    store.change(actor, tx -> tx.models().resume(model, reason));
  }

  /**
   * Returns a model's file, after its hash was checked.
   *
   * @param model the hash
   * @throws InputException if it is missing or damaged
   */
  public Path file(Hash model) {
    return files.file(model);
  }
}
