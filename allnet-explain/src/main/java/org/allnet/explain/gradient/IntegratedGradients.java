package org.allnet.explain.gradient;

import java.util.ArrayList;
import java.util.List;
import org.allnet.data.Interruption;
import org.allnet.data.OptionException;
import org.allnet.data.OptionName;
import org.allnet.inference.explained.Explainable;
import org.allnet.inference.prediction.InputGradients;
import org.allnet.inference.prediction.PreparedInput;

/**
 * Integrated gradients (Sundararajan et al. 2017, arXiv 1703.01365): {@code (x - b) mean_t dz/dx (b
 * + t (x - b))} for each number of the input {@code x}, with {@code t} in the middles of equal
 * steps from 0 to 1. The attributions of all numbers sum to {@code z(x) - z(b)}, but for the error
 * of the steps, which is part of the result.
 *
 * @param baseline what {@code b} is
 * @param steps points on the way, 1 to 10000
 */
public record IntegratedGradients(Baseline baseline, int steps) {

  /** From black, in 64 steps. */
  public static final IntegratedGradients DEFAULTS = new IntegratedGradients(Baseline.BLACK, 64);

  /** Points that are kept in memory at once. */
  private static final int TOGETHER = 8;

  /**
   * Checks the number of steps.
   *
   * @throws OptionException if it is not 1 to 10000
   */
  public IntegratedGradients {
    if (steps < 1 || steps > 10_000) {
      throw OptionException.outOfRange(OptionName.STEPS.with(steps), "1 to 10000");
    }
  }

  /**
   * What it found for an input.
   *
   * @param values (channels, size, size) attributions. Not copied: treat it as read-only
   * @param logit of the input
   * @param baselineLogit of the baseline
   */
  public record Attributions(float[] values, double logit, double baselineLogit) {

    /** {@return the sum of all attributions} */
    public double sum() {
      double sum = 0;
      for (float value : values) {
        sum += value;
      }
      return sum;
    }

    /** {@return what the sum of the attributions lacks of the difference of the logits} */
    public double completenessError() {
      return logit - baselineLogit - sum();
    }
  }

  /**
   * Explains an input.
   *
   * @param model the model
   * @param input an image as one of its networks sees it
   * @param label the class, from 0
   * @return an attribution for each number of the input
   * @throws org.allnet.data.RunException if the thread is interrupted, within a few steps
   */
  public Attributions explain(Explainable model, PreparedInput input, int label) {
    float[] from = baseline.of(input);
    float[] to = input.values();
    double[] sums = new double[to.length];
    for (int start = 0; start < steps; start += TOGETHER) {
      Interruption.ofThisThread().check("integrating gradients, after " + start + " steps");
      List<float[]> points = new ArrayList<>();
      for (int step = start; step < Math.min(steps, start + TOGETHER); step++) {
        points.add(between(from, to, (step + 0.5) / steps));
      }
      InputGradients found = model.gradients(input.network(), points, label);
      for (float[] gradient : found.gradients()) {
        for (int i = 0; i < sums.length; i++) {
          sums[i] += gradient[i];
        }
      }
    }
    float[] values = new float[to.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) ((to[i] - from[i]) * sums[i] / steps);
    }
    List<double[]> ends = model.logits(input.network(), List.of(to, from));
    return new Attributions(values, ends.get(0)[label], ends.get(1)[label]);
  }

  private static float[] between(float[] from, float[] to, double part) {
    float[] point = new float[to.length];
    for (int i = 0; i < point.length; i++) {
      point[i] = (float) (from[i] + part * (to[i] - from[i]));
    }
    return point;
  }
}
