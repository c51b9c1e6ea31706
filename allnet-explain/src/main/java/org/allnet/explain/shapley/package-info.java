/** Shapley values of games: how much each player adds to the value of a coalition. */
@NullMarked
package org.allnet.explain.shapley;

import org.jspecify.annotations.NullMarked;
