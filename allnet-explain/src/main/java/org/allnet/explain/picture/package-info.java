/** Maps drawn on the images that they explain. */
@NullMarked
package org.allnet.explain.picture;

import org.jspecify.annotations.NullMarked;
