package org.allnet.service.export;

import java.time.Instant;

/**
 * Who made an export and when, which it says of itself.
 *
 * @param name the person's name, as prints have it
 * @param at the time
 */
public record ExportedBy(String name, Instant at) {}
