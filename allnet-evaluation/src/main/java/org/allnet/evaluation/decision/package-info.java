/** Turning probabilities into answers: thresholds, refer bands and prediction sets. */
@NullMarked
package org.allnet.evaluation.decision;

import org.jspecify.annotations.NullMarked;
