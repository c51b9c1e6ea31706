package org.allnet.cli.detection;

import java.nio.file.Path;
import java.util.List;
import org.allnet.detect.CellSegmenter;
import org.allnet.inference.compute.Device;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option by which cells that a detector finds are outlined. */
final class MasksMixin {

  static final String MASKS = "--masks";

  @Option(
      names = MASKS,
      paramLabel = "FILE",
      description =
          "Also outline the cells that are neither red cells nor platelets, and their nuclei, by a"
              + " segmenter of 'detect train-masks'.")
  private @Nullable Path segmenter;

  boolean isWanted() {
    return segmenter != null;
  }

  /** {@return the segmenter's file, if there is one} */
  List<Path> inputs() {
    return segmenter == null ? List.of() : List.of(segmenter);
  }

  /**
   * Opens the segmenter.
   *
   * @param device where to compute
   * @return what outlines cells; null if none is wanted
   */
  @Nullable FieldMasks open(Device device) {
    return segmenter == null ? null : new FieldMasks(CellSegmenter.open(segmenter, device));
  }
}
