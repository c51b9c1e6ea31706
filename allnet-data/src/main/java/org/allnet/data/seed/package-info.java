/** What random draws begin with. */
@NullMarked
package org.allnet.data.seed;

import org.jspecify.annotations.NullMarked;
