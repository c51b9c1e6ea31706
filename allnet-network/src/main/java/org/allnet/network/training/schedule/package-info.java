/** How the learning rate changes over a training. */
@NullMarked
package org.allnet.network.training.schedule;

import org.jspecify.annotations.NullMarked;
