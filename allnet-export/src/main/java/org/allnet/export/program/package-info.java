/** What every open format writes of a model: its steps from pixels to logits, and its facts. */
@NullMarked
package org.allnet.export.program;

import org.jspecify.annotations.NullMarked;
