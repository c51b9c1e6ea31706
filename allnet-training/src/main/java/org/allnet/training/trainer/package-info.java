/** Training one network: options, batches, the optimiser, epochs, what is kept for a resume. */
@NullMarked
package org.allnet.training.trainer;

import org.jspecify.annotations.NullMarked;
