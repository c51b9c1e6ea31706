package org.allnet.service.audit;

/**
 * A row of the database that is not what the audit log says: somebody changed it beside the
 * service.
 *
 * @param table its table
 * @param row by what it is known there
 * @param what what is wrong with it
 */
public record ChangedRow(String table, String row, String what) {

  /** {@return what is wrong, where, and what to do, as one sentence each} */
  public String words() {
    return "The table %s was changed beside the service, row %s: %s. Restore a back-up from before."
        .formatted(table, row, what);
  }
}
