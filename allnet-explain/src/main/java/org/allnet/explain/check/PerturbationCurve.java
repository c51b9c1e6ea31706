package org.allnet.explain.check;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.allnet.data.InputException;
import org.allnet.data.RunException;
import org.allnet.evaluation.explanation.PerturbationKind;
import org.allnet.explain.batch.Batches;
import org.allnet.explain.map.AttributionMap;
import org.allnet.explain.perturbation.KeptPixels;
import org.allnet.explain.perturbation.MaskedOutput;

/**
 * The output of a class while pixels are taken away or put in, the most relevant first (RISE:
 * Petsiuk, Das and Saenko 2018, arXiv 1806.07421, section 4.1). A good map has a deletion curve
 * that falls at once, with a small area below it, and an insertion curve that rises at once, with a
 * large one.
 *
 * @param outputs the output after equal steps from none of the pixels to all of them, both ends
 *     included
 */
public record PerturbationCurve(List<Double> outputs) {

  /**
   * Checks that there are both ends.
   *
   * @throws IllegalArgumentException if there are not
   */
  public PerturbationCurve {
    outputs = List.copyOf(outputs);
    if (outputs.size() < 2) {
      throw new IllegalArgumentException("a curve of " + outputs.size() + " points");
    }
  }

  /**
   * How curves are made.
   *
   * @param steps how many steps of equally many pixels, 1 to 10,000
   * @param batch the most masks that are asked at once, at least 1
   * @param seed of the order of pixels with equal relevance; in reading order they would be a map
   *     of their own
   */
  public record Options(int steps, int batch, long seed) {

    /** 32 steps, 8 masks at once, seed 1. */
    public static final Options DEFAULTS = new Options(32, 8, 1);

    /**
     * Checks steps and batch.
     *
     * @throws IllegalArgumentException if {@code steps} is not 1 to 10,000, or {@code batch} is
     *     below 1
     */
    public Options {
      if (steps < 1 || steps > 10_000 || batch < 1) {
        throw new IllegalArgumentException(steps + " steps in batches of " + batch);
      }
    }
  }

  /**
   * Works out a curve.
   *
   * @param kind which way pixels go
   * @param map how relevant each pixel is, by its sign: the greatest value first
   * @param area (height, width) the pixels that go, such as the cell's; the others are always kept
   * @param output the class's probability by masks
   * @param options how many steps
   * @return the curve
   * @throws InputException if the area is empty or an output is not finite
   * @throws RunException if the thread is interrupted
   */
  public static PerturbationCurve of(
      PerturbationKind kind,
      AttributionMap map,
      boolean[] area,
      MaskedOutput output,
      Options options) {
    int[] order = order(map, area, options.seed());
    if (order.length == 0) {
      throw new InputException("the image has nothing but background; there is no curve");
    }
    double[] outputs =
        Batches.ask(
            options.steps() + 1,
            options.batch(),
            step -> mask(kind, map, order, (int) ((long) order.length * step / options.steps())),
            output::of);
    return new PerturbationCurve(DoubleStream.of(outputs).boxed().toList());
  }

  /** {@return the area under the curve over [0,1] by the trapezoidal rule} */
  public double area() {
    double sum = 0;
    for (int i = 1; i < outputs.size(); i++) {
      sum += (outputs.get(i - 1) + outputs.get(i)) / 2;
    }
    return sum / (outputs.size() - 1);
  }

  /** The pixels of the area, the most relevant first. */
  private static int[] order(AttributionMap map, boolean[] area, long seed) {
    float[] values = map.values();
    if (area.length != values.length) {
      throw new IllegalArgumentException("%s in an area of %d".formatted(map, area.length));
    }
    long[] tie = new SplittableRandom(seed).longs(values.length).toArray();
    return IntStream.range(0, values.length)
        .filter(i -> area[i])
        .boxed()
        .sorted(
            (a, b) ->
                values[a] != values[b]
                    ? Float.compare(values[b], values[a])
                    : Long.compare(tie[a], tie[b]))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  private static KeptPixels mask(PerturbationKind kind, AttributionMap map, int[] order, int gone) {
    float[] kept = new float[map.height() * map.width()];
    Arrays.fill(kept, 1);
    int from = kind == PerturbationKind.DELETION ? 0 : gone;
    int to = kind == PerturbationKind.DELETION ? gone : order.length;
    for (int i = from; i < to; i++) {
      kept[order[i]] = 0;
    }
    return new KeptPixels(map.height(), map.width(), kept);
  }
}
