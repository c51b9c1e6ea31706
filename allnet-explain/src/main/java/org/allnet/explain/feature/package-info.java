/** Which features of a cell decided the answer of a learner. */
@NullMarked
package org.allnet.explain.feature;

import org.jspecify.annotations.NullMarked;
