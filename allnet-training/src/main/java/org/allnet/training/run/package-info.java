/** Whole runs: a data set is split, instances are trained, figures and files are left behind. */
@NullMarked
package org.allnet.training.run;

import org.jspecify.annotations.NullMarked;
