package org.allnet.inference.transductive;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.allnet.data.Interruption;
import org.allnet.data.seed.Seeds;
import org.allnet.inference.engine.layer.Shape;
import org.jspecify.annotations.Nullable;

/**
 * Corrects the labels of a batch of images by the labels of those that look most alike (the second
 * half of Pan et al., ISBI 2019 challenge).
 *
 * <p>Transductive: no image has an answer of its own. The mixtures are fitted to the batch, its
 * images vote on each other, and the fraction of blasts in it is taken to be that of the training
 * images. The same image in another batch may be labelled otherwise, and a batch of one class only
 * is classified against what it is for as many images as the training fraction asks for, unless
 * their neighbours bring them back. Results must say so. The published votes (4 healthy of 7, but 5
 * blasts of 7) favour healthy: if features hardly tell the classes apart, the whole batch drifts to
 * one class, from as many first labels of each to healthy.
 *
 * <ol>
 *   <li>First labels: the images with the highest scores are blasts, as many as the training
 *       fraction asks for, and any that tie with the last of them.
 *   <li>For each backbone and restart: a mixture fitted to a seeded sample of the batch's
 *       descriptors, a Fisher vector for each image, and its nearest images by the linear kernel.
 *       They do not depend on the labels, so one serves all passes and alternations.
 *   <li>A turn of a backbone: with each restart's neighbours the turn's labels go through all
 *       passes, each image labelled anew from the labels of the pass before: healthy from {@link
 *       NeighbourhoodOptions#healthyVotes()} healthy neighbours, blast up to {@link
 *       NeighbourhoodOptions#blastVotes()}, else as it was. The majority of the restarts goes to
 *       the next turn; if they are split evenly, the image stays as it was.
 *   <li>The backbones take turns, and all of that as often as {@link
 *       NeighbourhoodOptions#alternations()} says. An image's fraction is that of the labelings of
 *       the last alternation, over all backbones and restarts, that label it a blast.
 * </ol>
 *
 * <p>That the restarts vote, and how the fraction comes about, is chosen here; the source leaves it
 * open. The answer does not depend on the order of the images.
 */
public final class NeighbourhoodCorrection {

  /** Bytes of an array besides its numbers, and of the reference to it. */
  private static final long ARRAY = 20;

  private NeighbourhoodCorrection() {}

  /**
   * How a batch is labelled in the end.
   *
   * @param blast (images): whether it is a blast: its fraction is above a half, or is a half and
   *     the last turn labels it a blast
   * @param fraction (images): the fraction of labelings that label it a blast, 0 to 1, to serve as
   *     its probability
   * @param ballot who voted on whom; absent if nobody asked, or the batch is left unchanged
   */
  public record Corrected(boolean[] blast, double[] fraction, @Nullable Ballot ballot) {}

  /**
   * Corrects a batch. A batch of fewer images than {@link NeighbourhoodOptions#neighbours()} is
   * left unchanged: the fractions are the scores, and a score of at least a half is a blast, since
   * the prevalence in training means nothing in so few.
   *
   * @param backbones the features of the same images, at least one backbone, taking turns in this
   *     order
   * @param scores (images): probability of a blast, mean of the networks, 0 to 1
   * @param prevalence fraction of blasts among the training images, 0 to 1
   * @param options the settings
   * @return the labels, in the order of the images
   * @throws org.allnet.data.RunException if the thread is interrupted, within some images
   * @throws IllegalArgumentException if the numbers of images differ, there is no backbone, or a
   *     score or the prevalence is not 0 to 1
   */
  public static Corrected correct(
      List<BackboneFeatures> backbones,
      double[] scores,
      double prevalence,
      NeighbourhoodOptions options) {
    return correct(backbones, scores, prevalence, options, false);
  }

  /**
   * Corrects a batch, as above.
   *
   * @param backbones the features of the same images
   * @param scores (images): probability of a blast, 0 to 1
   * @param prevalence fraction of blasts among the training images, 0 to 1
   * @param options the settings
   * @param voters whether to say who voted on whom
   * @return the labels, in the order of the images
   * @throws org.allnet.data.RunException if the thread is interrupted, within some images
   */
  public static Corrected correct(
      List<BackboneFeatures> backbones,
      double[] scores,
      double prevalence,
      NeighbourhoodOptions options,
      boolean voters) {
    check(backbones, scores, prevalence);
    if (scores.length < options.neighbours()) {
      return unchanged(scores);
    }
    int[] order = ContentOrder.of(backbones, scores);
    List<int[][][]> nearest = new ArrayList<>();
    for (int b = 0; b < backbones.size(); b++) {
      nearest.add(nearest(backbones.get(b).select(order), b, options));
    }
    double[] ordered = Arrays.stream(order).mapToDouble(i -> scores[i]).toArray();
    Ballot ballot = voters ? new Ballot(order.length) : null;
    Corrected corrected =
        new NeighbourVotes(nearest, options).corrected(firstCalls(ordered, prevalence), ballot);
    boolean[] blast = new boolean[order.length];
    double[] fraction = new double[order.length];
    for (int i = 0; i < order.length; i++) {
      blast[order[i]] = corrected.blast()[i];
      fraction[order[i]] = corrected.fraction()[i];
    }
    return new Corrected(blast, fraction, ballot == null ? null : ballot.in(order));
  }

  /**
   * Returns how many bytes of Java's memory a correction needs, the descriptors included: those of
   * all backbones are held until the end, the Fisher vectors of as many restarts as the machine has
   * cores at once, of one backbone after the other.
   *
   * @param images in the batch
   * @param maps the shape of each backbone's map, (channels, height, width)
   * @param options the settings
   */
  public static long bytes(int images, List<Shape> maps, NeighbourhoodOptions options) {
    long descriptors = 0;
    long vectors = 0;
    long atOnce = Math.min(options.restarts(), Runtime.getRuntime().availableProcessors());
    for (Shape map : maps) {
      descriptors += images * map.places() * (4L * map.channels() + ARRAY);
      long numbers = 2L * options.words() * map.channels();
      vectors = Math.max(vectors, atOnce * numbers * (4L * images + ARRAY));
    }
    long neighbours =
        (long) maps.size() * options.restarts() * images * (4L * options.neighbours() + ARRAY);
    return descriptors + vectors + neighbours;
  }

  private static void check(List<BackboneFeatures> backbones, double[] scores, double prevalence) {
    if (backbones.isEmpty()) {
      throw new IllegalArgumentException("no backbone to correct by");
    }
    for (BackboneFeatures backbone : backbones) {
      if (backbone.images().size() != scores.length) {
        throw new IllegalArgumentException(
            "features of " + backbone.images().size() + " images, scores of " + scores.length);
      }
    }
    for (double score : scores) {
      checkFraction("score", score);
    }
    checkFraction("prevalence", prevalence);
  }

  private static void checkFraction(String name, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(name + " " + value + " is not 0 to 1");
    }
  }

  private static Corrected unchanged(double[] scores) {
    boolean[] blast = new boolean[scores.length];
    for (int i = 0; i < scores.length; i++) {
      blast[i] = scores[i] >= 0.5;
    }
    return new Corrected(blast, scores.clone(), null);
  }

  /** The highest scores, as many as the prevalence asks for, and those equal to the last. */
  static boolean[] firstCalls(double[] scores, double prevalence) {
    int blasts = (int) Math.round(prevalence * scores.length);
    double[] ascending = scores.clone();
    Arrays.sort(ascending);
    boolean[] predictions = new boolean[scores.length];
    for (int i = 0; i < predictions.length; i++) {
      predictions[i] = blasts > 0 && scores[i] >= ascending[scores.length - blasts];
    }
    return predictions;
  }

  /** For each restart the nearest images of each image. */
  private static int[][][] nearest(
      BackboneFeatures features, int backbone, NeighbourhoodOptions options) {
    Interruption interruption = Interruption.ofThisThread();
    return IntStream.range(0, options.restarts())
        .parallel()
        .mapToObj(
            restart ->
                nearest(
                    features, Seeds.of(options.seed(), backbone, restart), options, interruption))
        .toArray(int[][][]::new);
  }

  /** The nearest images of each image by the words of one restart. */
  static int[][] nearest(
      BackboneFeatures features,
      long seed,
      NeighbourhoodOptions options,
      Interruption interruption) {
    int descriptors = options.words() * options.descriptorsPerWord();
    float[][] sample = features.sample(descriptors, new SplittableRandom(seed));
    FisherVectors encoder =
        new FisherVectors(GaussianMixture.fit(sample, options.words(), seed, interruption));
    int images = features.images().size();
    float[][] vectors = new float[encoder.length()][images];
    for (int i = 0; i < images; i++) {
      interruption.check("images were described");
      float[] vector = encoder.encode(features.images().get(i));
      for (int c = 0; c < vector.length; c++) {
        vectors[c][i] = vector[c];
      }
    }
    return NearestImages.of(vectors, images, options.neighbours(), interruption);
  }
}
