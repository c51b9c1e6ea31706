/**
 * The layers that architectures are written in, without saying whether shapes, tensors or a graph
 * file come out of them.
 */
@NullMarked
package org.allnet.inference.engine.layer;

import org.jspecify.annotations.NullMarked;
