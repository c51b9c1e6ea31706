package org.allnet.service.domain;

/**
 * How far the jobs of a case have come.
 *
 * @param open how many wait or are worked on
 * @param done how many have their result
 * @param failed how many failed for good
 * @param cancelled how many nobody wants any more
 */
public record JobProgress(long open, long done, long failed, long cancelled) {

  /** {@return how many there are} */
  public long all() {
    return open + done + failed + cancelled;
  }
}
