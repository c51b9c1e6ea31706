package org.allnet.inference.prediction;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.allnet.data.InputException;
import org.allnet.data.Interruption;
import org.allnet.data.image.CellPixels;
import org.allnet.evaluation.decision.ReferralReason;
import org.allnet.inference.engine.layer.Layers;
import org.allnet.inference.image.feature.HandcraftedFeatures;
import org.allnet.inference.image.quality.ImageMeasures;
import org.allnet.inference.network.architecture.NetworkPlan;
import org.allnet.inference.refusal.Evidence;
import org.allnet.inference.refusal.RefusalModel;

/**
 * What refuses images, fitted to those that a model was trained and validated on.
 *
 * @param model what refuses images
 * @param validation why it refuses each of the validation images, in their order; empty if it
 *     accepts it
 */
public record RefusalFit(RefusalModel model, List<Optional<ReferralReason>> validation) {

  /** Features of all images together, at most: 128 megabytes, and as much again while fitting. */
  private static final int MOST_NUMBERS = 32 << 20;

  private static final int LEAST_TAKEN = 200;

  private static final String FITTING = "fitting what refuses images";

  /** Validation images whose features are in memory together. */
  private static final int TOGETHER = 64;

  /** Copies {@code validation}, so that nothing changes it from outside. */
  public RefusalFit {
    validation = List.copyOf(validation);
  }

  /**
   * Returns what refuses images, fitted on training and validation images. A threshold lies at the
   * distance of a validation image. So those near to it are looked at alone until none is left:
   * from then on the model accepts or refuses each of them as it does here, whatever it is asked
   * about together with.
   *
   * @param model the model
   * @param training images that it was trained on, as they are; of more than {@link
   *     RefusalModel#MOST_IMAGES}, or of fewer if there are more than 8,192 features, evenly taken
   *     ones count
   * @param labels the class of each, from 0
   * @param validation images that it was validated on
   * @param accepted the fraction of these to accept, in (0,1]
   * @param seed of what is drawn
   * @return what refuses images, and which of the validation images
   * @throws InputException if there are too few images of either, or the features are not finite
   * @throws org.allnet.data.RunException if the thread is interrupted
   */
  public static RefusalFit of(
      Predictor model,
      List<CellPixels> training,
      List<Integer> labels,
      List<CellPixels> validation,
      double accepted,
      long seed) {
    if (validation.size() < RefusalModel.LEAST_IMAGES) {
      throw new InputException(
          "%d validation images can't tell which images to accept; %d are needed"
              .formatted(validation.size(), RefusalModel.LEAST_IMAGES));
    }
    int count = Math.min(training.size(), most(Arrays.stream(model.featureBlocks()).sum()));
    List<CellPixels> taken = new ArrayList<>();
    int[] classes = new int[count];
    for (int i = 0; i < count; i++) {
      int at = (int) ((long) i * training.size() / count);
      taken.add(training.get(at));
      classes[i] = labels.get(at);
    }
    float[][] features =
        model.evidence(taken).stream().map(Evidence::features).toArray(float[][]::new);
    Interruption interruption = Interruption.ofThisThread();
    List<ImageMeasures> measures = new ArrayList<>();
    for (CellPixels cell : taken) {
      interruption.check(FITTING);
      measures.add(model.measures(cell));
    }
    RefusalModel fitted =
        RefusalModel.fit(features, classes, model.featureBlocks(), measures, seed);
    return accepting(model, fitted, validation, accepted);
  }

  /** Many networks have many features, and all of all images are in memory together. */
  private static int most(long features) {
    return (int)
        Math.max(
            LEAST_TAKEN, Math.min(RefusalModel.MOST_IMAGES, MOST_NUMBERS / Math.max(1, features)));
  }

  /**
   * Returns how many bytes of Java's memory {@link #of} needs at once, the images aside.
   *
   * @param training how many images the model was trained on, as they are
   * @param networks the model's; none if its features are hand-crafted
   */
  public static long bytes(int training, List<NetworkPlan> networks) {
    long features =
        networks.stream().mapToLong(plan -> plan.shape(Layers.Point.FEATURES).elements()).sum();
    return RefusalModel.bytesToFit(
        Math.min(training, most(features)),
        networks.isEmpty() ? HandcraftedFeatures.names().size() : features);
  }

  /**
   * Sets the thresholds of a fitted model anew.
   *
   * @param model the model
   * @param fitted what refuses images, of whatever thresholds
   * @param validation images that the model was validated on, at least one
   * @param accepted the fraction of these to accept, in (0,1]
   * @throws InputException if a feature of a validation image is not finite
   */
  public static RefusalFit accepting(
      Predictor model, RefusalModel fitted, List<CellPixels> validation, double accepted) {
    double[] features = new double[validation.size()];
    double[] appearance = new double[validation.size()];
    List<ImageMeasures> measures = new ArrayList<>();
    Interruption interruption = Interruption.ofThisThread();
    for (int start = 0; start < features.length; start += TOGETHER) {
      List<CellPixels> part =
          validation.subList(start, Math.min(features.length, start + TOGETHER));
      List<Evidence> evidence = model.evidence(part);
      for (int i = 0; i < part.size(); i++) {
        interruption.check(FITTING);
        features[start + i] = fitted.distance(evidence.get(i));
        measures.add(model.measures(part.get(i)));
        appearance[start + i] = fitted.distance(measures.get(start + i));
      }
    }
    boolean[] alone = new boolean[features.length];
    RefusalModel accepting = fitted.accepting(accepted, features, appearance);
    for (boolean changed = true;
        changed;
        accepting = fitted.accepting(accepted, features, appearance)) {
      changed = false;
      for (int i = 0; i < features.length; i++) {
        interruption.check(FITTING);
        if (!alone[i] && accepting.isNear(features[i])) {
          features[i] = fitted.distance(model.evidence(validation.get(i)));
          alone[i] = true;
          changed = true;
        }
      }
    }
    if (!Arrays.stream(features).allMatch(Double::isFinite)) {
      throw new InputException("the networks' features of a validation image are not finite");
    }
    List<Optional<ReferralReason>> reasons = new ArrayList<>();
    for (int i = 0; i < features.length; i++) {
      reasons.add(accepting.look(features[i], measures.get(i)));
    }
    return new RefusalFit(accepting, reasons);
  }
}
