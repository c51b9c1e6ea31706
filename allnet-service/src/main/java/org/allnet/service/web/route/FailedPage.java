package org.allnet.service.web.route;

/**
 * What the page of a failure shows.
 *
 * @param status of HTTP
 * @param words one line
 */
public record FailedPage(int status, String words) {}
