package org.allnet.service.broken;

import io.javalin.Javalin;

/** Breaks the wall around the library of the server. */
public final class SeesTheServersLibrary {
  static final Class<?> SEEN = Javalin.class;
}
