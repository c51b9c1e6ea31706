/** Pictures too large for one look: cut into tiles that overlap, with each cell counted once. */
@NullMarked
package org.allnet.detect.tile;

import org.jspecify.annotations.NullMarked;
