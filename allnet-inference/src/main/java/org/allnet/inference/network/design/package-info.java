/** Architectures as their papers draw them: one file a family, composed from shared layers. */
@NullMarked
package org.allnet.inference.network.design;

import org.jspecify.annotations.NullMarked;
