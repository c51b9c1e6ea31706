/** Classical learners on rows of numbers: support vectors, trees, logistic regression. */
@NullMarked
package org.allnet.inference.learner;

import org.jspecify.annotations.NullMarked;
