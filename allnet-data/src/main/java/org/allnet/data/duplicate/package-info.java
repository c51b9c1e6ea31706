/** Images that are one another's copy, though neither their files nor their pixels are the same. */
@NullMarked
package org.allnet.data.duplicate;

import org.jspecify.annotations.NullMarked;
