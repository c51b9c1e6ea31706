package org.allnet.service.domain;

/**
 * A cell whose verdict is known and which is hidden among others, to tell how a reader does.
 *
 * @param cell a cell of another subject, whose result is signed
 * @param expected what is signed of it
 */
public record KnownCell(Id.Cell cell, CellVerdict expected) {}
