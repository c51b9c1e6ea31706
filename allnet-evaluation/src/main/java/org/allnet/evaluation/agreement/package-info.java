/** How far two readers of the same cells agree. */
@NullMarked
package org.allnet.evaluation.agreement;

import org.jspecify.annotations.NullMarked;
