package org.allnet.service.web.route;

import java.util.List;

/** Routes of one subject with their handlers. */
public interface PageSet {

  /** {@return all of them} */
  List<Endpoint> endpoints();
}
