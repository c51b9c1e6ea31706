package org.allnet.inference.learner;

/**
 * The rows that a support vector machine's probabilities are fitted to. They are never rows that
 * the machine was fitted to, and never of a subject that it was fitted to: on those its decision
 * values lie further from the boundary than on new ones, and the probabilities would be too sure.
 */
public sealed interface LeftOutRows {

  /**
   * Rows beside the training rows, if the features themselves were learned on the training images.
   *
   * @param features as many numbers a row as the training rows have
   * @param labels the class of each row; every class of the training rows has to occur
   */
  record Beside(double[][] features, int[] labels) implements LeftOutRows {}

  /**
   * The training rows themselves, each left out once: a machine is fitted without each fold and
   * gives the decision values on it. The machine that answers is fitted to all rows.
   *
   * @param folds the fold of each training row; rows of a subject share one
   */
  record InFolds(int[] folds) implements LeftOutRows {}
}
