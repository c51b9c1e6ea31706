/** Systems side by side on the same images. */
@NullMarked
package org.allnet.evaluation.comparison;

import org.jspecify.annotations.NullMarked;
