package org.allnet.service.domain;

import java.util.Optional;

/**
 * A cell with all that a model has to know to see it.
 *
 * @param cell the cell
 * @param picture where it is
 * @param scale how large cells appear in the picture, if it is a field and that is known
 */
public record PlacedCell(Cell cell, Picture picture, Optional<FieldLook.Scale> scale) {}
