/** How good an image is: focus, exposure, size and contrast of what is not black in it. */
@NullMarked
package org.allnet.inference.image.quality;

import org.jspecify.annotations.NullMarked;
