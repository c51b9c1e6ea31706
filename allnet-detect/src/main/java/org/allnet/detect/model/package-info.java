/** Detectors with what is known of them, in a file. */
@NullMarked
package org.allnet.detect.model;

import org.jspecify.annotations.NullMarked;
