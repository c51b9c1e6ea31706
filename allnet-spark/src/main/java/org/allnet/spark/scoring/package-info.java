/** Scoring of any number of images: input, rounds, answers, their metrics. */
@NullMarked
package org.allnet.spark.scoring;

import org.jspecify.annotations.NullMarked;
