/** How large cells appear in a field: pixels of a red cell, and where that is known from. */
@NullMarked
package org.allnet.detect.scale;

import org.jspecify.annotations.NullMarked;
