/** Explanations by taking parts of an image away: occlusion, and Shapley values of superpixels. */
@NullMarked
package org.allnet.explain.perturbation;

import org.jspecify.annotations.NullMarked;
