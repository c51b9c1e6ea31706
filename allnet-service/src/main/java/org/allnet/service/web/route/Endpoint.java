package org.allnet.service.web.route;

/**
 * A route and who answers it.
 *
 * @param route the way of asking
 * @param handler answers
 */
public record Endpoint(Route route, RouteHandler handler) {}
