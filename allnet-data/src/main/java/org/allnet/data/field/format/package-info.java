/** Readers of the files in which other programs keep the labels of fields. */
@NullMarked
package org.allnet.data.field.format;

import org.jspecify.annotations.NullMarked;
