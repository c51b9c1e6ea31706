package org.allnet.detect;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.allnet.data.Counted;
import org.allnet.data.field.BoundingBox;
import org.allnet.detect.field.OutlinedCell;
import org.allnet.detect.mask.MaskRules;
import org.allnet.detect.mask.MaskScores;
import org.allnet.evaluation.interval.BootstrapOptions;
import org.allnet.evaluation.interval.PercentileInterval;
import org.allnet.evaluation.interval.Resampling;
import org.allnet.evaluation.metric.MetricValue;

/**
 * How well masks agree with those that somebody drew, as means of Dice's coefficient over cells,
 * with 95 % intervals by bootstrap over images.
 *
 * @param images what the cells are of: a folder of the set, or all of it
 * @param cells how many cells
 * @param segmenter what the segmenter reaches
 * @param otsu what Otsu's threshold on the saturation of the image reaches
 * @param ellipse what the ellipse in the box reaches, which has no nucleus
 */
public record MaskEvaluation(String images, int cells, Means segmenter, Means otsu, Means ellipse) {

  /**
   * Means over cells.
   *
   * @param cell of whole cells
   * @param nucleus of nuclei
   */
  public record Means(MetricValue cell, MetricValue nucleus) {}

  /**
   * A cell that was judged.
   *
   * @param cell what is labelled
   * @param segmenter the segmenter's mask beside it
   * @param otsu Otsu's threshold beside it
   * @param ellipse the ellipse in the box beside it
   */
  public record Judged(
      OutlinedCell cell, MaskScores segmenter, MaskScores otsu, MaskScores ellipse) {}

  /** The set as a whole. */
  public static final String ALL = "all";

  /**
   * Judges a cell.
   *
   * @param segmenter one that was not trained on the cell's image
   * @param cell the cell
   * @param box the box that the segmenter is given
   */
  public static Judged judge(CellSegmenter segmenter, OutlinedCell cell, BoundingBox box) {
    return new Judged(
        cell,
        MaskScores.of(cell, segmenter.masks(cell.picture(), List.of(box)).get(0).orElse(null)),
        MaskRules.otsu(cell),
        MaskRules.ellipse(cell));
  }

  /**
   * Evaluates the folders of a set, and all of it if there are several.
   *
   * @param judged at least one cell
   * @param options how to resample
   */
  public static List<MaskEvaluation> of(List<Judged> judged, BootstrapOptions options) {
    Map<String, List<Judged>> byFolder = new TreeMap<>();
    for (Judged one : judged) {
      int slash = one.cell().image().lastIndexOf('/');
      String folder = slash < 0 ? ALL : one.cell().image().substring(0, slash);
      byFolder.computeIfAbsent(folder, key -> new ArrayList<>()).add(one);
    }
    List<MaskEvaluation> evaluations = new ArrayList<>();
    byFolder.forEach((folder, cells) -> evaluations.add(of(folder, cells, options)));
    if (byFolder.size() > 1) {
      evaluations.add(of(ALL, judged, options));
    }
    return evaluations;
  }

  private static MaskEvaluation of(String images, List<Judged> cells, BootstrapOptions options) {
    return new MaskEvaluation(
        images,
        cells.size(),
        means(cells, options, Judged::segmenter),
        means(cells, options, Judged::otsu),
        means(cells, options, Judged::ellipse));
  }

  private interface By {
    MaskScores of(Judged one);
  }

  private static Means means(List<Judged> cells, BootstrapOptions options, By by) {
    return new Means(
        mean(cells, options, one -> by.of(one).cell()),
        mean(cells, options, one -> by.of(one).nucleus()));
  }

  private static MetricValue mean(
      List<Judged> cells, BootstrapOptions options, ToDoubleFunction<Judged> score) {
    Map<String, double[]> byImage = new LinkedHashMap<>();
    for (Judged one : cells) {
      double[] sums = byImage.computeIfAbsent(one.cell().image(), key -> new double[2]);
      sums[0] += score.applyAsDouble(one);
      sums[1]++;
    }
    List<double[]> sums = List.copyOf(byImage.values());
    double mean = cells.stream().mapToDouble(score).average().orElse(Double.NaN);
    String images = Counted.of(sums.size(), "image").toString();
    if (sums.size() == 1) {
      return new MetricValue.Value(
          mean, null, images + " only: there is no spread to see", List.of());
    }
    double[][] drawn =
        Resampling.draw(
            sums.size(),
            options,
            weights -> {
              double sum = 0;
              double count = 0;
              for (int i = 0; i < weights.length; i++) {
                sum += weights[i] * sums.get(i)[0];
                count += weights[i] * sums.get(i)[1];
              }
              return new double[] {sum / count};
            });
    PercentileInterval interval = PercentileInterval.of(drawn[0], images);
    return new MetricValue.Value(mean, interval.interval(), interval.reason(), List.of());
  }
}
