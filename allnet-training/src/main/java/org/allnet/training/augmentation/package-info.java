/** Augmentation and class balancing: the plan is data, carrying it out is a tensor program. */
@NullMarked
package org.allnet.training.augmentation;

import org.jspecify.annotations.NullMarked;
