/** The pixels of cells that a detector has found: cell and nucleus. */
@NullMarked
package org.allnet.detect.mask;

import org.jspecify.annotations.NullMarked;
