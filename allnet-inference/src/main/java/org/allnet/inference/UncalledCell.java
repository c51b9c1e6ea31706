package org.allnet.inference;

import org.allnet.inference.image.input.NothingToSee;

/**
 * An image that a model says nothing of, because there is nothing that it could see.
 *
 * @param image the image's name
 * @param nothing the reason
 */
public record UncalledCell(String image, NothingToSee nothing) implements CellOutcome {

  /** {@return the image and the reason, one line} */
  public String describe() {
    return image + ": " + nothing.reason();
  }
}
