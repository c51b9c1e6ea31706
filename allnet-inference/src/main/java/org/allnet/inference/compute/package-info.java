/** What whoever uses a model may choose about its computing: the device and the mode. */
@NullMarked
package org.allnet.inference.compute;

import org.jspecify.annotations.NullMarked;
