/** Calibration: whether a probability of 0.8 is right four times in five, and making it so. */
@NullMarked
package org.allnet.evaluation.calibration;

import org.jspecify.annotations.NullMarked;
