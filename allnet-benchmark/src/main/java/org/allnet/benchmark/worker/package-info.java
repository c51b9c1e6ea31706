/** One process for each system: two copies of a tensor engine can't share one. */
@NullMarked
package org.allnet.benchmark.worker;

import org.jspecify.annotations.NullMarked;
