/** Where tensors live and how long they do. */
@NullMarked
package org.allnet.inference.engine.device;

import org.jspecify.annotations.NullMarked;
