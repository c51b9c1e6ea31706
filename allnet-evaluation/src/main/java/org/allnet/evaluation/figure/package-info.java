/** Figures of merit: defined once, used everywhere. */
@NullMarked
package org.allnet.evaluation.figure;

import org.jspecify.annotations.NullMarked;
