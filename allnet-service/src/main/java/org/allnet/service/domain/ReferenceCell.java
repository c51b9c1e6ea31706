package org.allnet.service.domain;

import java.time.Instant;

/**
 * A cell of another subject that a person gave a class, to compare with.
 *
 * @param cell the cell
 * @param content the hash of its picture's bytes
 * @param subject whose it is, by the pseudonym
 * @param reader who says so
 * @param at when it was said
 */
public record ReferenceCell(
    Cell cell, Hash content, String subject, Id.Account reader, Instant at) {}
