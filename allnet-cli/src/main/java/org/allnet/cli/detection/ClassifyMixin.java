package org.allnet.cli.detection;

import java.nio.file.Path;
import java.util.List;
import java.util.function.BiConsumer;
import org.allnet.inference.compute.Device;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options by which cells that a detector finds are classified. */
final class ClassifyMixin {

  private static final String CLASSIFY = "--classify";
  private static final String CHECK = "--scale-check";
  private static final String ACCEPT = "--accept-anything";

  @Option(
      names = CLASSIFY,
      paramLabel = "MODEL",
      description =
          "Also classify the cells that are neither red cells nor platelets, cut out at the scale of"
              + " C-NMC. Fields of an unknown scale are not classified.")
  private @Nullable Path model;

  @Option(names = CHECK, description = "Also answer as if red cells were 10 %% smaller and larger.")
  private boolean check;

  @Option(
      names = ACCEPT,
      description = "Also answer about cells that the model refuses. Such answers mean nothing.")
  private boolean acceptAnything;

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
      refuse.accept("without " + CLASSIFY, CHECK);
      refuse.accept("without " + CLASSIFY, ACCEPT);
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
    CropClassifier classifier = CropClassifier.open(file, device, acceptAnything);
    if (!classifier.model().refusesImages()) {
      refuse.accept("here: the model refuses no image", ACCEPT);
    }
    return new FieldAnswers(classifier, check);
  }
}
