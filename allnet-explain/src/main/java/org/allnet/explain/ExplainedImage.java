package org.allnet.explain;

import org.allnet.data.image.CellPixels;
import org.allnet.explain.feature.FeatureExplanation;
import org.allnet.inference.Classification;
import org.jspecify.annotations.Nullable;

/**
 * An image, what a model says of it, and why.
 *
 * @param pixels the image
 * @param classification what the model says of it
 * @param explanation why, if networks answer; absent if there is nothing to see in the image, or a
 *     problem
 * @param features why, if learners on features answer; absent likewise
 * @param problem why it can't be explained, one line; absent if nothing is in the way
 */
public record ExplainedImage(
    CellPixels pixels,
    Classification classification,
    @Nullable Explanation explanation,
    @Nullable FeatureExplanation features,
    @Nullable String problem) {}
