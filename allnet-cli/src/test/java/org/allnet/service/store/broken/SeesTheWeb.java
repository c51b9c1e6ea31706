package org.allnet.service.store.broken;

import org.allnet.service.web.route.Route;

/** Breaks the wall between the store and the pages. */
public final class SeesTheWeb {
  static final Class<?> SEEN = Route.class;
}
