package org.allnet.network.neighbourhood;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Corrects the labels of a batch by what its images look like (Pan et al. 2019). First labels come
 * from the scores: as large a share of the batch is positive as was in training. Then, in turns for
 * each network, Fisher vectors of the images say who is near whom, and each image takes the label
 * that most of its nearest have: negative where more than half of the votes are, positive where
 * fewer than three in seven are, else its own.
 *
 * <p>Transductive: the answer for an image depends on the batch that it comes with.
 */
public final class NeighbourhoodCorrection {

  /** Descriptors that a mixture is fitted on, for each of its Gaussians, as published. */
  private static final int DESCRIPTORS_A_WORD = 3000;

  private NeighbourhoodCorrection() {}

  /**
   * Corrects a batch.
   *
   * @param networks for each network the descriptors of each image: float[image][place][channel],
   *     each place of length 1
   * @param scores the probability of the positive class for each image
   * @param prevalence share of the positive class in training, 0 to 1
   * @param options the numbers
   * @return for each image the share of the last turn's corrections that call it positive. A batch
   *     with fewer images than neighbours keeps its first labels
   */
  public static double[] correct(
      List<float[][][]> networks,
      double[] scores,
      double prevalence,
      NeighbourhoodOptions options) {
    boolean[] labels = first(scores, prevalence);
    double[] shares = new double[scores.length];
    for (int i = 0; i < shares.length; i++) {
      shares[i] = labels[i] ? 1 : 0;
    }
    if (scores.length < options.neighbours()) {
      return shares;
    }
    for (int turn = 0; turn < options.alternations(); turn++) {
      double[] votes = new double[scores.length];
      for (int network = 0; network < networks.size(); network++) {
        float[][][] images = networks.get(network);
        for (int restart = 0; restart < options.restarts(); restart++) {
          long seed = options.seed() * 1_000_003 + (turn * 1009L + network) * 1009 + restart;
          int[][] nearest = nearest(vectors(images, options.words(), seed), options.neighbours());
          for (int pass = 0; pass < options.passes(); pass++) {
            labels = voted(labels, nearest);
          }
          for (int i = 0; i < votes.length; i++) {
            votes[i] += labels[i] ? 1 : 0;
          }
        }
      }
      for (int i = 0; i < votes.length; i++) {
        shares[i] = votes[i] / (networks.size() * options.restarts());
      }
    }
    return shares;
  }

  /** The images of the highest scores are positive, as many as the prevalence says. */
  static boolean[] first(double[] scores, double prevalence) {
    int positive = (int) Math.round(prevalence * scores.length);
    boolean[] labels = new boolean[scores.length];
    IntStream.range(0, scores.length)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> -scores[i]))
        .limit(positive)
        .forEach(i -> labels[i] = true);
    return labels;
  }

  private static float[][] vectors(float[][][] images, int words, long seed) {
    List<float[]> all = new ArrayList<>();
    for (float[][] image : images) {
      Collections.addAll(all, image);
    }
    Collections.shuffle(all, new Random(seed));
    float[][] drawn =
        all.subList(0, Math.min(all.size(), words * DESCRIPTORS_A_WORD)).toArray(float[][]::new);
    GaussianMixture mixture = GaussianMixture.fit(drawn, Math.min(words, drawn.length), seed);
    float[][] vectors = new float[images.length][];
    for (int i = 0; i < images.length; i++) {
      vectors[i] = FisherVector.of(mixture, images[i]);
    }
    return vectors;
  }

  /** Of each image those of the largest scalar product, itself first. */
  static int[][] nearest(float[][] vectors, int count) {
    int[][] nearest = new int[vectors.length][];
    for (int i = 0; i < vectors.length; i++) {
      double[] likeness = new double[vectors.length];
      for (int j = 0; j < vectors.length; j++) {
        likeness[j] = i == j ? Double.POSITIVE_INFINITY : product(vectors[i], vectors[j]);
      }
      nearest[i] =
          IntStream.range(0, vectors.length)
              .boxed()
              .sorted(Comparator.comparingDouble(j -> -likeness[j]))
              .limit(count)
              .mapToInt(Integer::intValue)
              .toArray();
    }
    return nearest;
  }

  private static double product(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }

  /** Of seven votes four negative ones make an image negative, two or fewer positive. */
  static boolean[] voted(boolean[] labels, int[][] nearest) {
    boolean[] voted = labels.clone();
    for (int i = 0; i < labels.length; i++) {
      int votes = nearest[i].length;
      long negative = Arrays.stream(nearest[i]).filter(j -> !labels[j]).count();
      if (2 * negative > votes) {
        voted[i] = false;
      } else if (7 * negative < 3 * votes) {
        voted[i] = true;
      }
    }
    return voted;
  }

  /**
   * Scales descriptors to length 1; one of zeros stays.
   *
   * @param map a map of one image, (channel, place), row by row
   * @param channels its channels
   * @return float[place][channel]
   */
  public static float[][] descriptors(float[] map, int channels) {
    int places = map.length / channels;
    float[][] descriptors = new float[places][channels];
    for (int place = 0; place < places; place++) {
      double square = 0;
      for (int channel = 0; channel < channels; channel++) {
        float value = map[channel * places + place];
        descriptors[place][channel] = value;
        square += (double) value * value;
      }
      if (square > 0) {
        float scale = (float) (1 / Math.sqrt(square));
        for (int channel = 0; channel < channels; channel++) {
          descriptors[place][channel] *= scale;
        }
      }
    }
    return descriptors;
  }
}
