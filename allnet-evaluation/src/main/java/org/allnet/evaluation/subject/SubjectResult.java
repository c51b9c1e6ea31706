package org.allnet.evaluation.subject;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.allnet.evaluation.metric.Interval;
import org.jspecify.annotations.Nullable;

/**
 * What was said of the cells of one subject. Never a diagnosis: a fraction of blasts was not
 * validated on subjects that are all-blast or all-healthy.
 *
 * @param subject the subject's name; all names of one person, with {@code =} between them
 * @param truth the true class of all its labelled cells, absent if they differ or have none
 * @param cells predictions of its cells
 * @param positiveCells how many were predicted the positive class (the blast)
 * @param positiveFraction {@code positiveCells / cells}
 * @param interval of that fraction, Wilson's, the cells taken as independent draws from the subject
 * @param majority the class predicted most often; of equals the one with the higher mean
 *     probability
 * @param labelledCells cells whose class is known
 * @param rightCells how many of those were predicted correctly
 * @param referredCells cells in the refer band, 0 if there is no band
 */
public record SubjectResult(
    String subject,
    @Nullable String truth,
    int cells,
    int positiveCells,
    double positiveFraction,
    Interval interval,
    String majority,
    int labelledCells,
    int rightCells,
    int referredCells) {

  /** {@return whether the majority is the true class; null if the true class is unknown} */
  public @Nullable Boolean right() {
    return truth == null ? null : Boolean.valueOf(truth.equals(majority));
  }

  /** {@return fraction of its cells in the refer band} */
  public double referredFraction() {
    return (double) referredCells / cells;
  }

  /** {@return fraction of its labelled cells predicted correctly, 1 if none is labelled} */
  public double rightFraction() {
    return labelledCells == 0 ? 1 : (double) rightCells / labelledCells;
  }

  /** {@return the components as JSON} */
  public ObjectNode toJson() {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("subject", subject);
    if (truth != null) {
      node.put("truth", truth);
    }
    node.put("cells", cells);
    node.put("majority", majority);
    node.putObject("positiveFraction")
        .put("value", positiveFraction)
        .put("low", interval.low())
        .put("high", interval.high())
        .put("method", interval.method().words());
    node.put("right", rightCells);
    node.put("referredFraction", referredFraction());
    return node;
  }
}
