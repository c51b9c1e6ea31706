package org.allnet.service.work.model;

import java.lang.System.Logger;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
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
import org.allnet.service.domain.Names;
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
   * Adds a classifier, with the evaluation and the model card that lie beside its file. If it is
   * there, they are read anew if they are not what was read last.
   *
   * @param actor who adds it
   * @param file a model file; copied
   * @return the model
   * @throws InputException if it is no model that can be opened
   * @throws OptionException if it corrects images by each other, so that answers would depend on
   *     what happens to be asked together
   */
  public ServedModel addClassifier(Actor actor, Path file) {
    return added(actor, file, Models::classifier);
  }

  /** What a file says of itself and what lies beside it. */
  private record Read(ServedModel.Kind kind, String title, ModelSheet sheet) {}

  private static Read classifier(Path file) {
    try (Classifier classifier = Classifier.builder(file).device(Device.CPU).open()) {
      if (classifier.model().isTransductive()) {
        throw OptionException.ofSetting(
            "model",
            file,
            file
                + ": corrects images by each other, and a service answers about them as they come; name another model");
      }
      return new Read(
          ServedModel.Kind.CLASSIFIER,
          classifier.model().title(),
          SheetReading.ofClassifier(file, classifier.model()));
    }
  }

  /**
   * Adds a detector, with the model card that lies beside its file. If it is there, the card is
   * read anew, if it is not what was read last.
   *
   * @param actor who adds it
   * @param file a detector's file; copied
   * @return the model
   * @throws InputException if it is no detector that can be opened
   */
  public ServedModel addDetector(Actor actor, Path file) {
    return added(actor, file, Models::detector);
  }

  private static Read detector(Path file) {
    try (Detector detector = Detector.open(file, Device.CPU)) {
      return new Read(
          ServedModel.Kind.DETECTOR,
          detector.description().recipe(),
          SheetReading.ofDetector(file, detector.description()));
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

  private ServedModel added(Actor actor, Path file, Function<Path, Read> reading) {
    Hash hash = files.keep(file);
    Optional<ServedModel> known = store.read(tx -> tx.models().get(hash));
    if (known.isPresent()) {
      renew(actor, file, known.get(), reading);
      return store.read(tx -> tx.models().get(hash)).orElse(known.get());
    }
    LaidFiles laid = LaidFiles.beside(file);
    Read read = reading.apply(file);
    String plain = Names.seen(read.title().replaceAll("\\p{Cntrl}", " "));
    String cut = Names.seen(plain.substring(0, Math.min(LONGEST_TITLE, plain.length())));
    String title = cut.isEmpty() ? read.kind().key() : cut;
    return store.write(
        actor,
        tx -> {
          ServedModel added = tx.models().add(hash, read.kind(), title, read.sheet());
          tx.models().look(hash, laid.hash());
          return added;
        });
  }

  /** A service whose model has a broken evaluation still starts: it knows what it knew before. */
  private void renew(Actor actor, Path file, ServedModel known, Function<Path, Read> reading) {
    try {
      LaidFiles laid = LaidFiles.beside(file);
      if (!isNews(known, laid)) {
        return;
      }
      ModelSheet sheet = reading.apply(file).sheet();
      if (sheet.figures().isEmpty() && !known.sheet().figures().isEmpty()) {
        warn(file, "what lies beside it says no metrics of it; those that are known stay");
        store.change(actor, tx -> tx.models().look(known.hash(), laid.hash()));
        return;
      }
      boolean changed =
          store.write(
              actor,
              tx -> {
                tx.models().look(known.hash(), laid.hash());
                return tx.models().renew(known.hash(), sheet);
              });
      if (changed) {
        warn(file, "has another evaluation or model card; what was signed keeps the earlier one");
      }
    } catch (InputException e) {
      warn(file, "what is known of it stays: " + e.getMessage());
    }
  }

  /** An earlier version did not keep what it had read: there only a younger file is news. */
  private boolean isNews(ServedModel known, LaidFiles laid) {
    if (laid.isEmpty()) {
      return false;
    }
    Optional<Hash> last = store.read(tx -> tx.models().laid(known.hash()));
    return last.map(hash -> !hash.equals(laid.hash()))
        .orElseGet(() -> laid.isYoungerThan(known.added()));
  }

  private static void warn(Path file, String what) {
    LOG.log(Logger.Level.WARNING, "{0}: {1}", file, what);
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
