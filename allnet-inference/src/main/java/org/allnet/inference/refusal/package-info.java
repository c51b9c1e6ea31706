/** Whether a model may answer at all: what it keeps of its training to refuse other images. */
@NullMarked
package org.allnet.inference.refusal;

import org.jspecify.annotations.NullMarked;
