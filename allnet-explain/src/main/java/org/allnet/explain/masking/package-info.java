/** Models asked about images of which only a part is kept. */
@NullMarked
package org.allnet.explain.masking;

import org.jspecify.annotations.NullMarked;
