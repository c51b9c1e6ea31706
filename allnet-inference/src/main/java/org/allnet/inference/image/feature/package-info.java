/** Hand-crafted numbers of a cell: shape, colour, texture. */
@NullMarked
package org.allnet.inference.image.feature;

import org.jspecify.annotations.NullMarked;
