package org.allnet.cli.detection;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.allnet.data.InputException;
import org.allnet.data.OptionException;
import org.allnet.data.field.Polygon;
import org.allnet.data.image.region.PictureRegions;
import org.allnet.detect.scale.CroppedCells;
import org.allnet.evaluation.decision.DecisionWords;
import org.allnet.inference.Classification;
import org.allnet.inference.Classifier;
import org.allnet.inference.ModelFacts;
import org.allnet.inference.compute.Device;

/** Classifies cells of a picture, cut out on black at C-NMC's scale. Not for several threads. */
final class CropClassifier implements AutoCloseable {

  private final Classifier classifier;

  private CropClassifier(Classifier classifier) {
    this.classifier = classifier;
  }

  /**
   * Opens a model.
   *
   * @param model a classifier's file
   * @param device where to compute
   * @param acceptAnything whether images are answered that the model would refuse
   * @throws OptionException if the model corrects images by each other
   */
  static CropClassifier open(Path model, Device device, boolean acceptAnything) {
    Classifier.Builder builder = Classifier.builder(model).device(device);
    if (acceptAnything) {
      builder.acceptAnything();
    }
    Classifier classifier = builder.open();
    if (classifier.model().isTransductive()) {
      classifier.close();
      throw OptionException.ofSetting(
          "model",
          model,
          model
              + ": corrects images by each other, and cells of fields are answered a few at a time; name another model");
    }
    return new CropClassifier(classifier);
  }

  ModelFacts model() {
    return classifier.model();
  }

  /** Says what has to be known of the model's answers about cells of fields. */
  void warn(Consumer<String> status) {
    if (model().isSynthetic()) {
      status.accept("warning: " + SyntheticParts.CLASSIFIER);
    }
    if (!model().refusesImages()) {
      status.accept(
          "warning: this model can't tell images that are unlike those of its training, and cells of fields may be; its answers may mean nothing");
    }
  }

  /**
   * Classifies cells.
   *
   * @param picture the picture
   * @param cells their edges
   * @param redCell pixels of a red cell in the picture
   * @return the answer about each, in their order; empty if a cell can't be cut out or classified
   * @throws InputException if a part of the picture can't be read
   */
  List<Optional<Classification>> answers(
      PictureRegions picture, List<Polygon> cells, double redCell) {
    return CroppedCells.answers(classifier, picture, cells, redCell);
  }

  /**
   * Classifies those cells that can be read.
   *
   * @param picture the picture
   * @param cells their edges
   * @param redCell pixels of a red cell in the picture
   * @param unread is told of each cell whose part of the picture can't be read
   * @return the answer about each, in their order; empty if a cell can't be read, cut out or
   *     classified
   */
  List<Optional<Classification>> answers(
      PictureRegions picture,
      List<Polygon> cells,
      double redCell,
      Consumer<InputException> unread) {
    return CroppedCells.answers(classifier, picture, cells, redCell, unread);
  }

  /** {@return the word for a decision, a class or that a morphologist has to look} */
  static String word(Classification answer) {
    return answer.predicted().orElse(DecisionWords.REFER);
  }

  @Override
  public void close() {
    classifier.close();
  }
}
