/**
 * What {@code allnet-explain} asks of a model: how its logits come about. Not for other programs.
 */
@NullMarked
package org.allnet.inference.explained;

import org.jspecify.annotations.NullMarked;
