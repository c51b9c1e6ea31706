package org.allnet.report.content;

import java.util.List;
import org.allnet.evaluation.curve.Curves;
import org.allnet.evaluation.foreign.ForeignResult;
import org.allnet.evaluation.metric.Evaluation;
import org.allnet.evaluation.subject.SubjectLevel;
import org.allnet.evaluation.verdict.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * What was found of the system that a report is about. Immutable, apart from the bytes of its
 * pictures.
 *
 * @param verdict what the metrics say in words, the first thing that a reader is told
 * @param evaluation the metrics; absent for a comparison or if nothing was tested
 * @param curves the curves of the evaluation
 * @param subjects the metrics per person; absent if subjects are unknown
 * @param decision what becomes of the images by everything that the system decides by; absent if it
 *     refuses none, or nobody knows
 * @param foreign what the system does with images that it is not for; usually empty
 * @param tables tables that only some runs have
 * @param pictures cells to show; right and wrong ones are told apart by the page, in this order
 * @param maps what the system looked at
 */
public record ReportedResults(
    Verdict verdict,
    @Nullable Evaluation evaluation,
    Curves curves,
    @Nullable SubjectLevel subjects,
    @Nullable ReportedDecision decision,
    List<ForeignResult> foreign,
    List<FurtherTable> tables,
    List<CellPicture> pictures,
    ReportedMaps maps) {

  /** Copies the lists. */
  public ReportedResults {
    foreign = List.copyOf(foreign);
    tables = List.copyOf(tables);
    pictures = List.copyOf(pictures);
  }
}
