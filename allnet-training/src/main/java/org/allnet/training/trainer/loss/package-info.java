/** What training makes small. */
@NullMarked
package org.allnet.training.trainer.loss;

import org.jspecify.annotations.NullMarked;
