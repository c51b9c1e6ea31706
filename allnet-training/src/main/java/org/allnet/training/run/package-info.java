/** Whole runs: a data set is split, fold models are trained, metrics and files are left behind. */
@NullMarked
package org.allnet.training.run;

import org.jspecify.annotations.NullMarked;
