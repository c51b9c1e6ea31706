/** Data sets: images, classes, subjects. */
@NullMarked
package org.allnet.data.dataset;

import org.jspecify.annotations.NullMarked;
