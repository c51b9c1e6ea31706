/** Writers of fields with labels, for other programs. */
@NullMarked
package org.allnet.data.field.writing;

import org.jspecify.annotations.NullMarked;
