package org.allnet.service.broken;

import java.sql.Connection;

/** Breaks a wall, so that a test sees it fail. */
public final class SeesADatabase {

  /** What must not be seen from here. */
  public Connection seen;
}
