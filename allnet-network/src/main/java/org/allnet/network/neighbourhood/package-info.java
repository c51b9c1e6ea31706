/**
 * Correction of labels by neighbours: images of a batch that look alike are taken to be of one
 * class (Pan et al. 2019, ISBI challenge on C-NMC). Transductive: an answer depends on the batch.
 */
@NullMarked
package org.allnet.network.neighbourhood;

import org.jspecify.annotations.NullMarked;
