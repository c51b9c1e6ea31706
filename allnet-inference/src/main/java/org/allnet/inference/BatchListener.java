package org.allnet.inference;

/** Is told of each image of a batch, on the thread that asked for it. */
public interface BatchListener {

  /**
   * Takes a classification; these come in the order of the images.
   *
   * @param classification what the model says of the image
   */
  void classified(Classification classification);

  /**
   * Takes an image without a classification.
   *
   * @param failure the image and what is wrong
   */
  void failed(FailedImage failure);

  /**
   * Takes what had to be chosen while an image was read, such as one of several pages.
   *
   * @param note one line that begins with the image
   */
  default void note(String note) {}
}
