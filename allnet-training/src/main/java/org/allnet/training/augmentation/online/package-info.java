/** Random changes that are drawn anew for every image in every epoch. */
@NullMarked
package org.allnet.training.augmentation.online;

import org.jspecify.annotations.NullMarked;
