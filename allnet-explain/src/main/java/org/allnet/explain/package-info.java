/** Explanations of a model's answers: which places of an image, or which features, count. */
@NullMarked
package org.allnet.explain;

import org.jspecify.annotations.NullMarked;
