/** The face of exports: the formats in which a model is handed on. */
@NullMarked
package org.allnet.export;

import org.jspecify.annotations.NullMarked;
