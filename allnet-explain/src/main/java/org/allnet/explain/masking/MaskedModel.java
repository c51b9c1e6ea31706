package org.allnet.explain.masking;

import java.util.ArrayList;
import java.util.List;
import org.allnet.data.Interruption;
import org.allnet.data.image.CellPixels;
import org.allnet.evaluation.calibration.Softmax;
import org.allnet.explain.gradient.Baseline;
import org.allnet.explain.perturbation.KeptPixels;
import org.allnet.explain.perturbation.MaskedOutput;
import org.allnet.inference.explained.Explainable;
import org.allnet.inference.image.input.InputFrame;
import org.allnet.inference.prediction.PreparedInput;

/**
 * A model's answer about an image of which only a part is kept. What is not kept is replaced in the
 * networks' inputs, behind crop, segmentation and resizing: otherwise a part that is taken away
 * would move the segmentation's threshold. A pixel of an input is kept as the pixel of the image at
 * its middle is.
 */
public final class MaskedModel {

  private final Explainable model;
  private final List<Changed> inputs = new ArrayList<>();

  /** An input, its baseline, and the image's pixel at each of its places. */
  private record Changed(PreparedInput input, float[] baseline, int[] sources) {}

  /**
   * A model and an image.
   *
   * @param model the model
   * @param image the image
   * @param baseline what is in place of what is not kept
   */
  public MaskedModel(Explainable model, CellPixels image, Baseline baseline) {
    this.model = model;
    for (PreparedInput input : model.prepare(image)) {
      inputs.add(new Changed(input, baseline.of(input), sources(input.frame(), input.size())));
    }
  }

  private static int[] sources(InputFrame frame, int size) {
    double scale = (double) frame.side() / size;
    int[] sources = new int[size * size];
    for (int at = 0; at < sources.length; at++) {
      int row = (int) Math.floor(frame.top() + (at / size + 0.5) * scale);
      int column = (int) Math.floor(frame.left() + (at % size + 0.5) * scale);
      boolean inside =
          row >= 0 && row < frame.imageHeight() && column >= 0 && column < frame.imageWidth();
      sources[at] = inside ? row * frame.imageWidth() + column : -1;
    }
    return sources;
  }

  /**
   * Returns the logit of a class by masks.
   *
   * @param label the class, from 0
   */
  public MaskedOutput logit(int label) {
    return masks -> weighted(masks, logits -> logits[label]);
  }

  /**
   * Returns the probability of a class by masks: the weighted mean of the networks' softmax.
   *
   * @param label the class, from 0
   */
  public MaskedOutput probability(int label) {
    return masks -> weighted(masks, logits -> Softmax.of(logits)[label]);
  }

  /** A number of a network's logits. */
  private interface Reading {
    double of(double[] logits);
  }

  private double[] weighted(List<KeptPixels> masks, Reading reading) {
    double[] sums = new double[masks.size()];
    for (Changed changed : inputs) {
      Interruption.ofThisThread().check("explaining");
      List<float[]> kept = masks.stream().map(mask -> masked(changed, mask)).toList();
      List<double[]> logits = model.logits(changed.input().network(), kept);
      for (int i = 0; i < sums.length; i++) {
        sums[i] += changed.input().weight() * reading.of(logits.get(i));
      }
    }
    return sums;
  }

  private static float[] masked(Changed changed, KeptPixels mask) {
    float[] values = changed.input().values();
    float[] baseline = changed.baseline();
    int[] sources = changed.sources();
    float[] result = new float[values.length];
    for (int channel = 0; channel < values.length; channel += sources.length) {
      for (int at = 0; at < sources.length; at++) {
        float kept = sources[at] < 0 ? 1 : mask.kept()[sources[at]];
        int i = channel + at;
        result[i] = baseline[i] + kept * (values[i] - baseline[i]);
      }
    }
    return result;
  }
}
