/** Model files: a network's weights and everything needed to use them. */
@NullMarked
package org.allnet.inference.model;

import org.jspecify.annotations.NullMarked;
