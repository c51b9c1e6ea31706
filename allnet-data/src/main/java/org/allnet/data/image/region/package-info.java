/** Parts of pictures that are too large to be decoded as a whole. */
@NullMarked
package org.allnet.data.image.region;

import org.jspecify.annotations.NullMarked;
