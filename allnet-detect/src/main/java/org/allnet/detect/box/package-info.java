/** Boxes in fields and in a network's input, and which of them are left. */
@NullMarked
package org.allnet.detect.box;

import org.jspecify.annotations.NullMarked;
