/**
 * Whether maps can be believed: deletion and insertion curves, randomised models, heat by place.
 */
@NullMarked
package org.allnet.explain.check;

import org.jspecify.annotations.NullMarked;
