package org.allnet.service.export;

/** What every export says of itself. */
public final class ExportNotes {

  /** What everything that leaves the service is for. */
  public static final String RESEARCH_USE =
      "For Research Use Only. Not for use in diagnostic procedures.";

  private ExportNotes() {}
}
