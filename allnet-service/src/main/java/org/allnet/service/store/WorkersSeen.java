package org.allnet.service.store;

import java.time.Duration;

/** Processes that answer, as they are seen now and then. */
public interface WorkersSeen {

  /**
   * Remembers that a process is there.
   *
   * @param name what the audit log calls it
   */
  void see(String name);

  /**
   * Forgets a process that has ended.
   *
   * @param name what the audit log calls it
   */
  void forget(String name);

  /**
   * Returns whether any process was seen lately.
   *
   * @param within how long ago at most
   */
  boolean any(Duration within);
}
