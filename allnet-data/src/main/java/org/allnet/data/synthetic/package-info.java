/** Synthetic cells, to try things out without a patient's image. */
@NullMarked
package org.allnet.data.synthetic;

import org.jspecify.annotations.NullMarked;
