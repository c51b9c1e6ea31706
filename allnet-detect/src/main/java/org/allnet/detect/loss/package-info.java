/** What a detector's training makes small, and which places are to say which cells. */
@NullMarked
package org.allnet.detect.loss;

import org.jspecify.annotations.NullMarked;
