/** Operations on batches of images, in which what happens before a network is written once. */
@NullMarked
package org.allnet.inference.engine.pixel;

import org.jspecify.annotations.NullMarked;
