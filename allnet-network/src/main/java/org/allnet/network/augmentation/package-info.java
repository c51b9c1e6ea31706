/** Augmentation and class balancing: the plan is data, carrying it out is a tensor program. */
@NullMarked
package org.allnet.network.augmentation;

import org.jspecify.annotations.NullMarked;
