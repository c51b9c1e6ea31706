/** Curves of a system over its thresholds, with their bands. */
@NullMarked
package org.allnet.evaluation.curve;

import org.jspecify.annotations.NullMarked;
