package org.allnet.service.web.project.broken;

import org.allnet.service.web.WebServer;

/** Breaks the wall between pages and what serves them. */
public final class SeesTheServer {
  static final Class<?> SEEN = WebServer.class;
}
