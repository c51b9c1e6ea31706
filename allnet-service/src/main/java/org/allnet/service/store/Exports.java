package org.allnet.service.store;

import org.allnet.service.domain.Id;

/** What left the service as files; only the audit log keeps it. */
public interface Exports {

  /**
   * Writes down that something is exported.
   *
   * @param object a case, a subject or a project
   * @param what what kind of file, such as {@code everything} or {@code training-set}
   */
  void add(Id object, String what);
}
