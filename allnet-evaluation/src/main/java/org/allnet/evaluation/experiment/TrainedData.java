package org.allnet.evaluation.experiment;

import org.allnet.data.dataset.Dataset;
import org.allnet.data.dataset.PositiveClass;
import org.allnet.data.split.Split;

/**
 * What a training or cross-validation trained on.
 *
 * @param dataset the images
 * @param positive which class is the positive one, and why
 * @param split which images each fold model trained on, which it was validated on, and which were
 *     held out
 * @param duplicates identical images that were found, by file or pixels, and subjects they join
 * @param complete whether the data set is a whole published one, unaltered
 */
public record TrainedData(
    Dataset dataset,
    PositiveClass positive,
    Split split,
    DuplicateCounts duplicates,
    boolean complete) {}
