package org.allnet.cli.detection;

import java.nio.file.Path;
import java.util.List;
import java.util.function.BiConsumer;
import org.allnet.cli.terminal.AcceptAnythingMixin;
import org.allnet.inference.compute.Device;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options by which cells that a detector finds are classified. */
final class ClassifyMixin {

  private static final String CLASSIFY = "--classify";

  /** What the option says that lets a model answer about cells that it would refuse. */
  static final String CELLS =
      "Also answer about cells that the model refuses. Such answers mean nothing.";

  @Option(
      names = CLASSIFY,
      paramLabel = "MODEL",
      description =
          "Also classify the cells that are neither red cells nor platelets, cut out at the scale of"
              + " C-NMC. Fields of an unknown scale are not classified.")
  private @Nullable Path model;

  @Mixin private ScaleCheckMixin check = new ScaleCheckMixin();

  @Mixin private AcceptAnythingMixin acceptance = new AcceptAnythingMixin(CELLS);

  boolean isWanted() {
    return model != null;
  }

  /** {@return the classifier's file, if there is one} */
  List<Path> inputs() {
    return model == null ? List.of() : List.of(model);
  }

  /**
   * Refuses options that can do nothing.
   *
   * @param refuse refuses an option for a reason, if it was given
   */
  void checkIdle(BiConsumer<String, String> refuse) {
    if (model == null) {
      refuse.accept("without " + CLASSIFY, ScaleCheckMixin.OPTION);
      refuse.accept("without " + CLASSIFY, AcceptAnythingMixin.OPTION);
    }
  }

  /**
   * Opens the classifier.
   *
   * @param device where to compute
   * @param refuse refuses an option for a reason, if it was given
   * @return what answers about fields; null if none is wanted
   */
  @Nullable FieldAnswers open(Device device, BiConsumer<String, String> refuse) {
    Path file = model;
    if (file == null) {
      return null;
    }
    CropClassifier classifier = CropClassifier.open(file, device, acceptance.isWanted());
    if (!classifier.model().refusesImages()) {
      refuse.accept("here: the model refuses no image", AcceptAnythingMixin.OPTION);
    }
    return new FieldAnswers(classifier, check.isWanted());
  }
}
