/** Training on a cluster: a fold for each executor, or all executors on one. */
@NullMarked
package org.allnet.spark.training;

import org.jspecify.annotations.NullMarked;
