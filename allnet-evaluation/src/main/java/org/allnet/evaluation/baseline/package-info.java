/** What any system must beat: the majority class, and the area of the cell alone. */
@NullMarked
package org.allnet.evaluation.baseline;

import org.jspecify.annotations.NullMarked;
