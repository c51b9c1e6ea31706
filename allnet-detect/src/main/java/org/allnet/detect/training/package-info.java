/** How a detector is trained: its batches, its task and its recipes. */
@NullMarked
package org.allnet.detect.training;

import org.jspecify.annotations.NullMarked;
