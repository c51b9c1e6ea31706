package org.allnet.service.web.route;

/** Answers a request that was found to be permitted. */
@FunctionalInterface
public interface RouteHandler {

  /**
   * Answers.
   *
   * @param visit the request, who asks, and by what to answer
   * @throws Exception if that fails; whoever asked gets one clear line
   */
  void answer(Visit visit) throws Exception;
}
