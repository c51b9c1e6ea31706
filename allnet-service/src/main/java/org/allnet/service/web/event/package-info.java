/** What happens, for other programs: the feed of events, and webhooks. */
@NullMarked
package org.allnet.service.web.event;

import org.jspecify.annotations.NullMarked;
