/** Data sets whose classes are folders. */
@NullMarked
package org.allnet.data.folder;

import org.jspecify.annotations.NullMarked;
