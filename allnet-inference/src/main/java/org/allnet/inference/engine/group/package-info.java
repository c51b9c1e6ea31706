/** Processes that compute one batch together. */
@NullMarked
package org.allnet.inference.engine.group;

import org.jspecify.annotations.NullMarked;
