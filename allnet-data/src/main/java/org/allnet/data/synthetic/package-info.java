/** Painted cells, for trying things out where no real ones are at hand. */
@NullMarked
package org.allnet.data.synthetic;

import org.jspecify.annotations.NullMarked;
