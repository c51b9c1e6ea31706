package org.allnet.data.field.writing;

import java.util.Optional;
import org.allnet.data.field.Mask;
import org.allnet.data.field.Outline;
import org.jspecify.annotations.Nullable;

/**
 * A cell as QuPath takes it, whose nucleus lies in it.
 *
 * @param cell its rings
 * @param nucleus those of its nucleus; null if it has none, or none that lies in it
 */
record ValidCell(ValidRings cell, @Nullable ValidRings nucleus) {

  /**
   * Makes outlines valid. If a nucleus reaches its cell's edge, the edges of the pixels of both
   * replace them, and the nucleus ends at the cell.
   *
   * @param outline of the cell
   * @param nucleus of its nucleus, if there is one
   * @return empty if the cell encloses no pixel's centre and is not simple
   */
  static Optional<ValidCell> of(Outline outline, @Nullable Outline nucleus) {
    Optional<ValidRings> cell = ValidRings.of(outline);
    Optional<ValidRings> inner = nucleus == null ? Optional.empty() : ValidRings.of(nucleus);
    if (cell.isEmpty() || nucleus == null || inner.isEmpty()) {
      return cell.map(rings -> new ValidCell(rings, null));
    }
    boolean pixels = outline instanceof Mask && nucleus instanceof Mask;
    if (!pixels && cell.get().covers(inner.get())) {
      return Optional.of(new ValidCell(cell.get(), inner.get()));
    }
    Mask inside = nucleus.toMask().intersection(outline.toMask());
    return inside.isEmpty()
        ? cell.map(rings -> new ValidCell(rings, null))
        : ValidRings.of(outline.toMask())
            .map(rings -> new ValidCell(rings, ValidRings.of(inside).orElse(null)));
  }
}
