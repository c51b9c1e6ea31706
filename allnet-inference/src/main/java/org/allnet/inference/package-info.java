/** Trained networks at work on images. */
@NullMarked
package org.allnet.inference;

import org.jspecify.annotations.NullMarked;
