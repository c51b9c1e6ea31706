/** A model evaluated on the images of a data set, and on images that it is not for. */
@NullMarked
package org.allnet.inference.evaluation;

import org.jspecify.annotations.NullMarked;
