/** Intervals: cluster bootstrap over subjects, DeLong's for the AUROC, Wilson's for proportions. */
@NullMarked
package org.allnet.evaluation.interval;

import org.jspecify.annotations.NullMarked;
