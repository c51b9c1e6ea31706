package org.allnet.report.page;

import org.allnet.report.content.RunReport;
import org.allnet.report.plot.Markup;

/** One section of the page. */
interface Section {

  /** The part of the address that leads to it. */
  String id();

  /** Its heading. */
  String heading();

  /** Why it can't be shown for a run; empty if it can. */
  String missing(RunReport report);

  /** Writes it, below its heading. */
  void write(Markup page, RunReport report);
}
