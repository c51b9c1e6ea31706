package org.allnet.service.web.route;

import java.util.List;

/** Routes of one subject with their handlers. */
public interface PageSet {

  /** {@return all of them} */
  List<Endpoint> endpoints();

  /** Ends answers that would go on for ever, such as events. */
  default void stop() {}
}
