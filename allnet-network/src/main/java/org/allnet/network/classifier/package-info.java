/** Trained networks at work on images. */
@NullMarked
package org.allnet.network.classifier;

import org.jspecify.annotations.NullMarked;
