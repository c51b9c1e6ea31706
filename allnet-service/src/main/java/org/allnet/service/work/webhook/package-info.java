/** Telling other programs what happens: signed, again until it is taken, and to nobody inside. */
@NullMarked
package org.allnet.service.work.webhook;

import org.jspecify.annotations.NullMarked;
