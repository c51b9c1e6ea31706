package org.allnet.training.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.allnet.data.Counted;
import org.allnet.data.OptionName;
import org.allnet.data.Sentence;
import org.allnet.data.dataset.CellImage;
import org.allnet.data.image.region.PixelSize;
import org.allnet.inference.image.input.InputOptions;
import org.allnet.inference.model.ImageScale;
import org.jspecify.annotations.Nullable;

/**
 * How large the images of a run are, and how far their pixels are apart: what somebody gave, else
 * what every file says, as long as all say the same.
 */
final class TrainingScale {

  /** Files that were taken by one camera through one lens differ by rounding alone. */
  private static final double SAME = 0.01;

  private static final String GIVEN = "given";

  private TrainingScale() {}

  /**
   * Looks at the images of a run.
   *
   * @param data the run's
   * @param options the run's
   * @return what is known
   */
  static ImageScale of(PreparedData data, RunOptions options) {
    List<CellImage> images = data.dataset().images();
    int side = side(data, options.recipe().input());
    Double given = options.spacing();
    if (given != null) {
      return new ImageScale(side, given, GIVEN);
    }
    PixelSize said = said(images);
    return said == null
        ? new ImageScale(side, null, "")
        : new ImageScale(side, said.micrometres(), said.source());
  }

  /**
   * Returns in what images contradict the distance of pixels that somebody gave, which counts.
   *
   * @param images of the run
   * @param given micrometres; absent if nobody gave it
   * @return a line; empty if nobody gave it, or no file says another one
   */
  static Optional<Sentence> contradiction(List<CellImage> images, @Nullable Double given) {
    if (given == null) {
      return Optional.empty();
    }
    CellImage first = null;
    PixelSize said = null;
    int others = 0;
    for (CellImage image : images) {
      Optional<PixelSize> size = PixelSize.of(image.file());
      if (size.isPresent() && Math.abs(given / size.get().micrometres() - 1) > SAME) {
        if (said == null) {
          first = image;
          said = size.get();
        }
        others++;
      }
    }
    return first == null || said == null
        ? Optional.empty()
        : Optional.of(
            Sentence.of(
                "%s: the metadata of %s say otherwise, such as those of %s (%s micrometres, %s); the model file keeps what you gave",
                OptionName.SPACING.with(given),
                Counted.of(others, "image").outOf(images.size()),
                first.name(),
                said.micrometres(),
                said.source()));
  }

  private static int side(PreparedData data, InputOptions input) {
    int[] sides =
        data.dataset().images().stream()
            .mapToInt(image -> input.frame(data.images().store().get(image.name())).side())
            .distinct()
            .limit(2)
            .toArray();
    return sides.length == 1 ? sides[0] : 0;
  }

  /** The median of what all files say; nothing if one of them says nothing, or they differ. */
  private static @Nullable PixelSize said(List<CellImage> images) {
    List<PixelSize> sizes = new ArrayList<>();
    for (CellImage image : images) {
      Optional<PixelSize> size = PixelSize.of(image.file());
      if (size.isEmpty()) {
        return null;
      }
      sizes.add(size.get());
    }
    double[] sorted = sizes.stream().mapToDouble(PixelSize::micrometres).sorted().toArray();
    if (sorted.length == 0 || sorted[sorted.length - 1] > sorted[0] * (1 + SAME)) {
      return null;
    }
    String sources =
        sizes.stream().map(PixelSize::source).distinct().sorted().collect(Collectors.joining(", "));
    return new PixelSize(sorted[sorted.length / 2], sources);
  }
}
