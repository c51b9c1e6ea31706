/** Metrics: defined once, used everywhere. */
@NullMarked
package org.allnet.evaluation.metric;

import org.jspecify.annotations.NullMarked;
