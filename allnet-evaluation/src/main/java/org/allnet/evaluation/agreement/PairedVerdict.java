package org.allnet.evaluation.agreement;

/**
 * What two readers say of one cell.
 *
 * @param subject whose cell it is; cells of one subject are alike
 * @param first what the first reader says
 * @param second what the second reader says
 */
public record PairedVerdict(String subject, String first, String second) {}
