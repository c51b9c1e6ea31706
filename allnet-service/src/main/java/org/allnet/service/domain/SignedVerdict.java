package org.allnet.service.domain;

/**
 * What stands signed of a cell.
 *
 * @param cell the cell
 * @param verdict what is signed
 * @param kind in which kind of reading it was said
 */
public record SignedVerdict(Id.Cell cell, CellVerdict verdict, CaseReading.Kind kind) {}
