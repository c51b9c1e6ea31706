/** Files of maps that other programs read. */
@NullMarked
package org.allnet.explain.file;

import org.jspecify.annotations.NullMarked;
