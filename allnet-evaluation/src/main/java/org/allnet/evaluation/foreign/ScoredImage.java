package org.allnet.evaluation.foreign;

import org.jspecify.annotations.Nullable;

/**
 * An image with a score of how unlike the images of training it is.
 *
 * @param name the image's name, which tells it from others of its set
 * @param person whose it is; absent if that is unknown
 * @param score higher if more unlike
 */
public record ScoredImage(String name, @Nullable String person, double score) {}
