package org.allnet.service.domain;

import java.time.Instant;

/**
 * A cell of another subject whose class is signed, to compare with.
 *
 * @param cell the cell
 * @param content the hash of its picture's bytes
 * @param subject whose it is, by the pseudonym
 * @param signer who signed, as it is printed
 * @param kind in which kind of reading the class was given
 * @param at when it was signed
 */
public record ReferenceCell(
    Cell cell, Hash content, String subject, String signer, CaseReading.Kind kind, Instant at) {}
