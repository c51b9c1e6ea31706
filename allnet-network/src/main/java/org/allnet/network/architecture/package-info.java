/** Networks: their layers, weights, shapes and costs. */
@NullMarked
package org.allnet.network.architecture;

import org.jspecify.annotations.NullMarked;
