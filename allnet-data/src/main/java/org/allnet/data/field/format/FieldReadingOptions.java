package org.allnet.data.field.format;

import org.allnet.data.field.FieldLayout;
import org.jspecify.annotations.Nullable;

/**
 * How labels of fields are read.
 *
 * @param layout how they are written; null to find out
 * @param oneBased whether the corners in VOC files count pixels from 1 and are inclusive, as the
 *     VOC devkit says; LabelImg and BCCD write edges from 0
 */
public record FieldReadingOptions(@Nullable FieldLayout layout, boolean oneBased) {

  /** Finds the layout out; corners are edges from 0. */
  public static final FieldReadingOptions DEFAULTS = new FieldReadingOptions(null, false);
}
