package org.allnet.service.work.intake;

/**
 * A file that was not taken.
 *
 * @param number which file of the request it is, from 1; files in zips count one by one
 * @param name what its sender calls it; empty in an answer that is given again
 * @param reason why, for the sender
 */
public record RefusedFile(int number, String name, String reason) {}
