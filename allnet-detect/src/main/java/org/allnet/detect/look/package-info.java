/** What a low resolution tells of a field without a detector. */
@NullMarked
package org.allnet.detect.look;

import org.jspecify.annotations.NullMarked;
