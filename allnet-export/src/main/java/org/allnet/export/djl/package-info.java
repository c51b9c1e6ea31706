/** Models written as archives that DJL and DJL Serving take. */
@NullMarked
package org.allnet.export.djl;

import org.jspecify.annotations.NullMarked;
