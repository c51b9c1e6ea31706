/** Classical learners on rows of numbers: support vectors, trees, logistic regression. */
@NullMarked
package org.allnet.network.learner;

import org.jspecify.annotations.NullMarked;
