package org.allnet.inference.transductive;

import java.util.Arrays;
import java.util.List;

/** The votes of images on each other: passes within restarts within turns within alternations. */
final class NeighbourVotes {

  private final List<int[][][]> nearest;
  private final NeighbourhoodOptions options;

  /**
   * Prepares the votes.
   *
   * @param nearest for each backbone {@code [restarts][images][neighbours]}, at least one backbone
   * @param options the settings
   */
  NeighbourVotes(List<int[][][]> nearest, NeighbourhoodOptions options) {
    this.nearest = nearest;
    this.options = options;
  }

  /**
   * Lets the images vote.
   *
   * @param first the first calls, true for a blast
   * @return the last calls, and the fraction of the last alternation's labelings
   */
  NeighbourhoodCorrection.Corrected corrected(boolean[] first) {
    boolean[] calls = first.clone();
    int[] blastVotes = new int[first.length];
    int labelings = 0;
    for (int alternation = 0; alternation < options.alternations(); alternation++) {
      Arrays.fill(blastVotes, 0);
      labelings = 0;
      for (int[][][] restarts : nearest) {
        int[] votes = turn(restarts, calls);
        for (int i = 0; i < calls.length; i++) {
          blastVotes[i] += votes[i];
          calls[i] = majority(votes[i], restarts.length, calls[i]);
        }
        labelings += restarts.length;
      }
    }
    double[] fraction = new double[first.length];
    for (int i = 0; i < fraction.length; i++) {
      fraction[i] = (double) blastVotes[i] / labelings;
      calls[i] = majority(blastVotes[i], labelings, calls[i]);
    }
    return new NeighbourhoodCorrection.Corrected(calls, fraction);
  }

  private static boolean majority(int votes, int voters, boolean ifEven) {
    return 2 * votes == voters ? ifEven : 2 * votes > voters;
  }

  /** How many restarts' labelings call each image a blast. */
  private int[] turn(int[][][] restarts, boolean[] calls) {
    int[] votes = new int[calls.length];
    for (int[][] neighbours : restarts) {
      boolean[] labeling = calls;
      for (int pass = 0; pass < options.passes(); pass++) {
        labeling = pass(neighbours, labeling);
      }
      for (int i = 0; i < votes.length; i++) {
        votes[i] += labeling[i] ? 1 : 0;
      }
    }
    return votes;
  }

  private boolean[] pass(int[][] neighbours, boolean[] calls) {
    boolean[] next = calls.clone();
    for (int i = 0; i < calls.length; i++) {
      int healthy = 0;
      for (int neighbour : neighbours[i]) {
        healthy += calls[neighbour] ? 0 : 1;
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
