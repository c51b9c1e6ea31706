/** Pixels on their way to and from the device. */
@NullMarked
package org.allnet.network.pixels;

import org.jspecify.annotations.NullMarked;
