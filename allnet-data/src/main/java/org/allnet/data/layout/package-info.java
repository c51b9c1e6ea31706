/** Opening a data set, whatever its layout. */
@NullMarked
package org.allnet.data.layout;

import org.jspecify.annotations.NullMarked;
