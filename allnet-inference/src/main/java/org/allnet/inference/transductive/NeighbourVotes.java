package org.allnet.inference.transductive;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The votes of images on each other: passes within restarts within turns within alternations. */
final class NeighbourVotes {

  private final List<int[][][]> nearest;
  private final NeighbourhoodOptions options;

  /**
   * Creates the votes of a batch's images.
   *
   * @param nearest for each backbone (restarts, images, neighbours), at least one backbone
   * @param options the settings
   */
  NeighbourVotes(List<int[][][]> nearest, NeighbourhoodOptions options) {
    this.nearest = nearest;
    this.options = options;
  }

  /**
   * Lets the images vote.
   *
   * @param first the first labels, true for a blast
   * @return the last labels, and the fraction of the last alternation's labelings
   */
  NeighbourhoodCorrection.Corrected corrected(boolean[] first) {
    return corrected(first, null);
  }

  /**
   * Lets the images vote, and writes down who voted on whom.
   *
   * @param first the first labels, true for a blast
   * @param ballot takes the votes of the last alternation; null if nobody asks
   * @return the last labels, and the fraction of the last alternation's labelings
   */
  NeighbourhoodCorrection.Corrected corrected(boolean[] first, @Nullable Ballot ballot) {
    boolean[] predictions = first.clone();
    int[] blastVotes = new int[first.length];
    int labelings = 0;
    for (int alternation = 0; alternation < options.alternations(); alternation++) {
      Arrays.fill(blastVotes, 0);
      labelings = 0;
      if (ballot != null) {
        ballot.clear();
      }
      for (int[][][] restarts : nearest) {
        int[] votes = turn(restarts, predictions, ballot);
        for (int i = 0; i < predictions.length; i++) {
          blastVotes[i] += votes[i];
          predictions[i] = majority(votes[i], restarts.length, predictions[i]);
        }
        labelings += restarts.length;
      }
    }
    double[] fraction = new double[first.length];
    for (int i = 0; i < fraction.length; i++) {
      fraction[i] = (double) blastVotes[i] / labelings;
      predictions[i] = majority(blastVotes[i], labelings, predictions[i]);
    }
    return new NeighbourhoodCorrection.Corrected(predictions, fraction, null);
  }

  private static boolean majority(int votes, int voters, boolean ifEven) {
    return 2 * votes == voters ? ifEven : 2 * votes > voters;
  }

  /** How many restarts' labelings label each image a blast. */
  private int[] turn(int[][][] restarts, boolean[] predictions, @Nullable Ballot ballot) {
    int[] votes = new int[predictions.length];
    for (int[][] neighbours : restarts) {
      boolean[] labeling = predictions;
      for (int pass = 0; pass < options.passes(); pass++) {
        if (ballot != null && pass == options.passes() - 1) {
          ballot.count(neighbours, labeling);
        }
        labeling = pass(neighbours, labeling);
      }
      for (int i = 0; i < votes.length; i++) {
        votes[i] += labeling[i] ? 1 : 0;
      }
    }
    return votes;
  }

  private boolean[] pass(int[][] neighbours, boolean[] predictions) {
    boolean[] next = predictions.clone();
    for (int i = 0; i < predictions.length; i++) {
      int healthy = 0;
      for (int neighbour : neighbours[i]) {
        healthy += predictions[neighbour] ? 0 : 1;
      }
      if (healthy >= options.healthyVotes()) {
        next[i] = false;
      } else if (healthy <= options.blastVotes()) {
        next[i] = true;
      }
    }
    return next;
  }
}
