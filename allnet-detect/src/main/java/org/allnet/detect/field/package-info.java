/** Labelled fields of a data set, decoded, and which of them are trained on. */
@NullMarked
package org.allnet.detect.field;

import org.jspecify.annotations.NullMarked;
