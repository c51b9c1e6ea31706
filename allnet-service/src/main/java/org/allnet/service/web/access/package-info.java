/** Who asks: logging in, sessions, keys, the first administrator. */
@NullMarked
package org.allnet.service.web.access;

import org.jspecify.annotations.NullMarked;
