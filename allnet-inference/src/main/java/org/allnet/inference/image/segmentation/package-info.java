/** The segmentation of the ALLNet paper by HSI saturation, and its pictures. */
@NullMarked
package org.allnet.inference.image.segmentation;

import org.jspecify.annotations.NullMarked;
