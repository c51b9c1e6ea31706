/** How weights follow their gradients. */
@NullMarked
package org.allnet.training.trainer.optimiser;

import org.jspecify.annotations.NullMarked;
