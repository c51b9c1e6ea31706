/** Where tensors live and how long they do. */
@NullMarked
package org.allnet.network.device;

import org.jspecify.annotations.NullMarked;
