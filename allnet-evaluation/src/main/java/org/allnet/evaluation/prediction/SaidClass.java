package org.allnet.evaluation.prediction;

/**
 * A word that says the class of images beside their label.
 *
 * @param word the word
 * @param label the label as it is written
 * @param index the class that the label is read as
 * @param rows how many rows have both
 * @param line the first of them
 * @param image the image of the first of them
 */
record SaidClass(String word, String label, int index, int rows, long line, String image) {

  /** Returns the same with one row more. */
  SaidClass more() {
    return new SaidClass(word, label, index, rows + 1, line, image);
  }
}
