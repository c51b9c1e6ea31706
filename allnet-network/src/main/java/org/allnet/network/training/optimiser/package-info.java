/** How weights follow their gradients. */
@NullMarked
package org.allnet.network.training.optimiser;

import org.jspecify.annotations.NullMarked;
