package org.allnet.cli.detection;

import java.util.List;
import org.allnet.data.field.Field;
import org.jspecify.annotations.Nullable;

/**
 * The fields that a detector is evaluated on.
 *
 * @param fields at least one
 * @param words which they are, such as {@code part val}; null for a whole set
 */
record EvaluatedFields(List<Field> fields, @Nullable String words) {}
