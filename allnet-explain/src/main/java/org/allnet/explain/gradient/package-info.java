/** Attributions by gradients: of a network's last map and of its input. */
@NullMarked
package org.allnet.explain.gradient;

import org.jspecify.annotations.NullMarked;
