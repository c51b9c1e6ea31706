/** Metrics of detectors: boxes found in whole fields against boxes that people drew. */
@NullMarked
package org.allnet.evaluation.detection;

import org.jspecify.annotations.NullMarked;
