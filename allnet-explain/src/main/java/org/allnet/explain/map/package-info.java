/** Maps that say how much each place of an image counts. */
@NullMarked
package org.allnet.explain.map;

import org.jspecify.annotations.NullMarked;
