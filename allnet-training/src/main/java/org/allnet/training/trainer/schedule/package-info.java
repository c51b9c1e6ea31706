/** How the learning rate changes over a training. */
@NullMarked
package org.allnet.training.trainer.schedule;

import org.jspecify.annotations.NullMarked;
