/** What random draws begin with. */
@NullMarked
package org.allnet.network.seed;

import org.jspecify.annotations.NullMarked;
