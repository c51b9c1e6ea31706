package org.allnet.data.split;

/** What is kept together when a data set is split. */
public enum Protocol {
  /**
   * A subject, and every subject that shares a byte-identical image with it, stays on one side;
   * only training folds are augmented. The default.
   */
  SUBJECT,
  /**
   * Images are dealt out one by one, as the ALLNet paper did: cells of one person stand on both
   * sides, so that the figures are too good. Byte-identical images stay together.
   */
  IMAGE
}
