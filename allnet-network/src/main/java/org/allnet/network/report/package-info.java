/** Reports of a model's figures: what the evaluation's pages need to know of networks. */
@NullMarked
package org.allnet.network.report;

import org.jspecify.annotations.NullMarked;
