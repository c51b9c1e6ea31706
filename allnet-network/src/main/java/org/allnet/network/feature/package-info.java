/** Hand-crafted numbers of a cell: shape, colour, texture. */
@NullMarked
package org.allnet.network.feature;

import org.jspecify.annotations.NullMarked;
