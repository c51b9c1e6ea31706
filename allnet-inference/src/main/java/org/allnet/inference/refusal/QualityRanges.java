package org.allnet.inference.refusal;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.allnet.evaluation.decision.PoorImage;
import org.allnet.evaluation.decision.QualityMeasure;
import org.allnet.inference.image.quality.ImageQuality;

/**
 * The quality of the images of training: for each measure the range from their 0.5 to their 99.5
 * percentile. Of fewer than {@value #ENOUGH} images the percentiles are the extremes, and the next
 * image is often just beyond: then the range is a quarter wider at each end, of focus downwards on
 * a scale of factors. A frame may always be a tenth smaller or larger: the cell is then seen about
 * a tenth larger or smaller. Less clipping than in training is never poor, nor is a clipped
 * fraction of up to 0.5 %. Immutable and thread-safe.
 *
 * @param ranges for each measure the lowest and the highest value that is accepted
 */
record QualityRanges(Map<QualityMeasure, Range> ranges) {

  /** So many images have one beyond each percentile. */
  static final int ENOUGH = 400;

  private static final double OUTSIDE = 0.005;
  private static final double WIDER = 0.25;

  /** So far off may a frame always be, as a part of its side. */
  private static final double FRAME = 0.1;

  /** Some pixels at their end are in any photograph, also if training had none. */
  private static final double ALWAYS_CLIPPED = 0.005;

  /** Whole fields fill their frames, but for a few dark pixels. */
  private static final double ALWAYS_SIZE = 0.02;

  /** What the measure of one image may be off between two decoders of the same pixels. */
  private static final double ROUNDING = 1e-9;

  /**
   * The values that are accepted.
   *
   * @param low the lowest
   * @param high the highest
   */
  record Range(double low, double high) {}

  /** Copies {@code ranges}, so that nothing changes it from outside. */
  QualityRanges {
    ranges = new EnumMap<>(ranges);
  }

  /**
   * Measures images of training.
   *
   * @param images their qualities, at least one
   */
  static QualityRanges fit(List<ImageQuality> images) {
    Map<QualityMeasure, Range> ranges = new EnumMap<>(QualityMeasure.class);
    for (QualityMeasure measure : QualityMeasure.values()) {
      double[] values = images.stream().mapToDouble(one -> one.value(measure)).sorted().toArray();
      int beyond = (int) Math.floor(OUTSIDE * values.length);
      double low = values[beyond];
      double high = values[values.length - 1 - beyond];
      ranges.put(measure, range(measure, low, high, values.length < ENOUGH ? WIDER : 0));
    }
    return new QualityRanges(ranges);
  }

  private static Range range(QualityMeasure measure, double low, double high, double wider) {
    double by = wider * (high - low);
    return switch (measure) {
      case FRAME ->
          new Range(
              (low - by) * (1 - FRAME) * (1 - ROUNDING),
              (high + by) * (1 + FRAME) * (1 + ROUNDING));
      // Downwards by a factor: a wide range in steps would reach down to nothing.
      case FOCUS ->
          new Range(
              low * (low > 0 ? Math.pow(low / high, wider) : 1) * (1 - ROUNDING),
              high + by + ROUNDING);
      case EXPOSURE -> new Range(0, Math.max(high + by, ALWAYS_CLIPPED));
      case SIZE -> new Range(Math.max(0, low - by - ALWAYS_SIZE), high + by + ALWAYS_SIZE);
      case CONTRAST -> new Range(Math.max(0, low - by - ROUNDING), high + by + ROUNDING);
    };
  }

  /**
   * Looks at an image.
   *
   * @param image its quality
   * @return the measures that are outside their ranges, the first before the others; empty if none
   *     is
   */
  Optional<PoorImage> look(ImageQuality image) {
    List<PoorImage> poor =
        Arrays.stream(QualityMeasure.values())
            .filter(measure -> isOutside(measure, image.value(measure)))
            .map(
                measure ->
                    new PoorImage(
                        measure, image.value(measure), of(measure).low(), of(measure).high()))
            .toList();
    return poor.stream()
        .findFirst()
        .map(
            first ->
                new PoorImage(
                    first.measure(),
                    first.value(),
                    first.low(),
                    first.high(),
                    poor.subList(1, poor.size())));
  }

  /** A measure that an older model has no range of is never outside. */
  private boolean isOutside(QualityMeasure measure, double value) {
    return ranges.containsKey(measure)
        && !(of(measure).low() <= value && value <= of(measure).high());
  }

  Range of(QualityMeasure measure) {
    return Objects.requireNonNull(ranges.get(measure), measure.key());
  }
}
