/** How well a score tells foreign images from those that a model is for. */
@NullMarked
package org.allnet.evaluation.foreign;

import org.jspecify.annotations.NullMarked;
