/** Networks: their layers, weights, shapes and costs. */
@NullMarked
package org.allnet.inference.network.architecture;

import org.jspecify.annotations.NullMarked;
