package org.allnet.service.store.broken;

import org.allnet.service.work.worker.Workers;

/** Breaks a wall, so that a test sees it fail. */
public final class SeesAWorker {

  /** What must not be seen from here. */
  public Workers seen;
}
