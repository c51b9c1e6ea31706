package org.allnet.service.web.route;

/** For whom a route is. What is for one does not take the other's proof of who asks. */
public enum Face {
  /** For people, who are known by a session: pages, and what the scripts of pages ask for. */
  PAGE,
  /** For programs, which are known by a key. */
  API
}
