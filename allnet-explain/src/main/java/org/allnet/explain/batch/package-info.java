/** Asking a model many questions, some at a time. */
@NullMarked
package org.allnet.explain.batch;

import org.jspecify.annotations.NullMarked;
