package org.allnet.service.store;

import java.util.List;
import org.allnet.service.domain.Id;
import org.allnet.service.domain.ServiceEvent;

/** What happened, for other programs. Events are written by what happens, in its transaction. */
public interface Events {

  /**
   * Returns what happened in a project.
   *
   * @param in the project
   * @param number only what came after the event of this number; 0 for all
   * @param most how many at most
   * @return in the order in which it happened
   */
  List<ServiceEvent> after(Id.Project in, long number, int most);
}
