/** Correcting the labels of a batch of images by those of the images that look most alike. */
@NullMarked
package org.allnet.inference.transductive;

import org.jspecify.annotations.NullMarked;
