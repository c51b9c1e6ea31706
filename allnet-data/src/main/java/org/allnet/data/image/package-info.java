/** Decoding and keeping pixels. */
@NullMarked
package org.allnet.data.image;

import org.jspecify.annotations.NullMarked;
