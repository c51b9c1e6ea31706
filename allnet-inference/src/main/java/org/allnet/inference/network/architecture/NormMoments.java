package org.allnet.inference.network.architecture;

/**
 * A batch norm and the sums over what came to it.
 *
 * @param norm the batch norm
 * @param moments the sums
 */
record NormMoments(BatchNorm norm, ChannelMoments moments) {}
