/** Folds of cross-validations that executors of a cluster train. */
@NullMarked
package org.allnet.spark.training;

import org.jspecify.annotations.NullMarked;
