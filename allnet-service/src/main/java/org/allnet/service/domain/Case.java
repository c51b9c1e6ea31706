package org.allnet.service.domain;

import java.time.Instant;

/**
 * Pictures of one subject that get one result.
 *
 * @param id what it is known by
 * @param project where it belongs
 * @param subject whose pictures they are
 * @param status how far it has come
 * @param created when it was opened
 */
public record Case(
    Id.Case id, Id.Project project, Id.Subject subject, CaseStatus status, Instant created) {}
