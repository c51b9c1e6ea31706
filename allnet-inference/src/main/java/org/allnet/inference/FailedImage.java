package org.allnet.inference;

import org.allnet.data.ForeignFailure;
import org.allnet.data.Sentence;

/** An image of a batch that has no classification. */
public sealed interface FailedImage permits FailedImage.Unreadable, FailedImage.EngineFailed {

  /** {@return the image's name} */
  String image();

  /** {@return what is wrong, without the image, one line} */
  String reason();

  /**
   * The image can't be read, is broken, or is too large.
   *
   * @param image its name
   * @param reason what is wrong, without the image
   * @param message one line: the image's path or name, what is wrong and what to do
   */
  record Unreadable(String image, String reason, Sentence message) implements FailedImage {}

  /**
   * The tensor engine failed at the image, even alone.
   *
   * @param image its name
   * @param failure what it threw
   */
  record EngineFailed(String image, Throwable failure) implements FailedImage {

    @Override
    public String reason() {
      return "classifying failed: " + ForeignFailure.words(failure);
    }
  }
}
