package org.allnet.inference.model;

import org.allnet.data.InputException;

/**
 * A file of weights that the networks of a model began with.
 *
 * @param file its name, without its folder
 * @param sha256 the hash of its weights, whatever else the file says
 * @param model whether it is a model of ALLNet, whose images the new model counts as its own;
 *     weights of other programs don't say which images they were trained on
 * @param synthetic whether that model is called synthetic
 */
public record EarlierWeights(String file, String sha256, boolean model, boolean synthetic) {

  /**
   * Checks name and hash.
   *
   * @throws InputException if the name is blank or has a control character, or the hash is not 64
   *     lower-case hexadecimal digits
   */
  public EarlierWeights {
    if (file.isBlank() || file.chars().anyMatch(Character::isISOControl)) {
      throw new InputException("begunWith: a file has no name, or one with a line break");
    }
    if (!sha256.matches("[0-9a-f]{64}")) {
      throw new InputException("begunWith: the hash of %s is no SHA-256".formatted(file));
    }
  }

  /** {@return what a reader must know of it, one line} */
  public String note() {
    if (!model) {
      return file
          + ": does not say which images it was trained on; metrics take it to know none of those evaluated here";
    }
    return "%s: is a model of ALLNet; the new models count its training and validation images as their own%s"
        .formatted(file, synthetic ? ", and are called synthetic as it is" : "");
  }
}
