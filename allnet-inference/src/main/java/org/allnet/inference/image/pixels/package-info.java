/** Pixels on their way to and from the device. */
@NullMarked
package org.allnet.inference.image.pixels;

import org.jspecify.annotations.NullMarked;
