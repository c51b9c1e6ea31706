/** Handing pictures in, by people and by programs. */
@NullMarked
package org.allnet.service.web.intake;

import org.jspecify.annotations.NullMarked;
