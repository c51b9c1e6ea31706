package org.allnet.service.domain;

import java.time.Instant;

/**
 * A line of the audit log and its link of the chain.
 *
 * @param sequence which line it is, from 1, without gaps
 * @param at when, in whole microseconds
 * @param actor who
 * @param event what was done
 * @param previous the hash of the line before
 * @param hash of {@code previous} and of this line
 */
public record AuditEntry(
    long sequence, Instant at, Actor actor, AuditEvent event, Hash previous, Hash hash) {}
