package org.allnet.service.domain;

import java.util.List;

/**
 * What a field of which nobody says the scale tells of it.
 *
 * @param redCells the diameters of its red cells that lie apart, in pixels
 * @param waiting its cells that no model can classify before the scale is known; none if it is
 */
public record MeasuredField(List<Double> redCells, List<Id.Cell> waiting) {

  /** Copies the lists. */
  public MeasuredField {
    redCells = List.copyOf(redCells);
    waiting = List.copyOf(waiting);
  }
}
