package org.allnet.evaluation.experiment;

import java.util.List;

/**
 * What is to be said of a result beside its metrics. Immutable.
 *
 * @param warnings what a reader must know before the metrics, a sentence each; the image-level, the
 *     synthetic and the transductive warning need not be given, the page adds them by itself
 * @param notes what a reader can look up after the metrics, a sentence each
 */
public record Remarks(List<String> warnings, List<String> notes) {

  /** Copies the lists. */
  public Remarks {
    warnings = List.copyOf(warnings);
    notes = List.copyOf(notes);
  }
}
