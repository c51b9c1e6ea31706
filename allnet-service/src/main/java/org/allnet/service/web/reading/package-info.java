/** Pages of readings: given and ended, adjudicated, and what they tell of readers and model. */
@NullMarked
package org.allnet.service.web.reading;

import org.jspecify.annotations.NullMarked;
