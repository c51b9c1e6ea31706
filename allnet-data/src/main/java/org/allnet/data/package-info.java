/** Cell images and their provenance; plain Java, no tensors. */
@NullMarked
package org.allnet.data;

import org.jspecify.annotations.NullMarked;
