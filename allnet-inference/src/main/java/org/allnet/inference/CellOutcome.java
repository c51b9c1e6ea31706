package org.allnet.inference;

/**
 * What came of asking a model about an image: an answer, or the reason why there is none. {@code
 * switch} over the two kinds:
 *
 * <pre>{@code
 * for (CellOutcome outcome : classifier.classify(images)) {
 *   if (outcome instanceof CalledCell called) {
 *     System.out.println(called.image() + ": " + called.call());
 *   } else if (outcome instanceof UncalledCell uncalled) {
 *     System.out.println(uncalled.image() + ": " + uncalled.nothing().reason());
 *   }
 * }
 * }</pre>
 */
public sealed interface CellOutcome permits CalledCell, UncalledCell {

  /** {@return the image's name} */
  String image();
}
