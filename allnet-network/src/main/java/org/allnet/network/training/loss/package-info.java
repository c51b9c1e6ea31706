/** What training makes small. */
@NullMarked
package org.allnet.network.training.loss;

import org.jspecify.annotations.NullMarked;
