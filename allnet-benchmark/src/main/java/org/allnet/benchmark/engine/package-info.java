/** The systems that are compared, each behind the same three calls. */
@NullMarked
package org.allnet.benchmark.engine;

import org.jspecify.annotations.NullMarked;
