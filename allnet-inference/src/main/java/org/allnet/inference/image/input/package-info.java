/** From decoded cells to the tensor that a network takes: cropped, segmented, stacked. */
@NullMarked
package org.allnet.inference.image.input;

import org.jspecify.annotations.NullMarked;
