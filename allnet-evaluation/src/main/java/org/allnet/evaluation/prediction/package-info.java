/** Predictions and the files they are kept in. */
@NullMarked
package org.allnet.evaluation.prediction;

import org.jspecify.annotations.NullMarked;
