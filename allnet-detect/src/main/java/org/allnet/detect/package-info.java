/** Finds cells in whole fields: the face of the detectors. */
@NullMarked
package org.allnet.detect;

import org.jspecify.annotations.NullMarked;
