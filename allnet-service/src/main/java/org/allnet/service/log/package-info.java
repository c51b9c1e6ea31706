/** What the process says of itself: one line for each event, for people or for programs. */
@NullMarked
package org.allnet.service.log;

import org.jspecify.annotations.NullMarked;
