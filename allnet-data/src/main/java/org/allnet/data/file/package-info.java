/** Reading and writing files safely. */
@NullMarked
package org.allnet.data.file;

import org.jspecify.annotations.NullMarked;
