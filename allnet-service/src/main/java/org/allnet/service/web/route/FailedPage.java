package org.allnet.service.web.route;

/**
 * What the page of a failure shows.
 *
 * @param status of HTTP
 * @param words one line
 * @param way where the person goes on; empty if that is not known
 * @param wayWords what that is called
 */
public record FailedPage(int status, String words, String way, String wayWords) {}
