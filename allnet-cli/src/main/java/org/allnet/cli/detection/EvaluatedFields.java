package org.allnet.cli.detection;

import java.util.List;
import org.allnet.data.field.Field;
import org.allnet.report.content.EvaluatedPart;

/**
 * The fields that a detector is evaluated on.
 *
 * @param fields at least one
 * @param part which of their set they are
 */
record EvaluatedFields(List<Field> fields, EvaluatedPart part) {}
