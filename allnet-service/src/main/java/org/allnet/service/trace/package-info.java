/** By what a request and all that follows from it are found again, here and in other programs. */
@NullMarked
package org.allnet.service.trace;

import org.jspecify.annotations.NullMarked;
