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
 * @param majority the class predicted most often; of equals the one with the higher mean
 *     probability
 * @param cells how many of its cells are what
 * @param interval of the fraction of cells predicted positive, Wilson's, the cells taken as
 *     independent draws from the subject
 */
public record SubjectResult(
    String subject, @Nullable String truth, String majority, Cells cells, Interval interval) {

  /**
   * How many cells of a subject are what.
   *
   * @param all predictions of its cells
   * @param positive how many were predicted the positive class (the blast)
   * @param labelled cells whose class is known
   * @param right how many of those were predicted correctly
   * @param referred cells in the refer band, 0 if there is no band
   */
  public record Cells(int all, int positive, int labelled, int right, int referred) {}

  /** {@return the fraction of its cells predicted the positive class} */
  public double positiveFraction() {
    return (double) cells.positive() / cells.all();
  }

  /** {@return whether the majority is the true class; null if the true class is unknown} */
  public @Nullable Boolean right() {
    return truth == null ? null : Boolean.valueOf(truth.equals(majority));
  }

  /** {@return fraction of its cells in the refer band} */
  public double referredFraction() {
    return (double) cells.referred() / cells.all();
  }

  /** {@return fraction of its labelled cells predicted correctly, 1 if none is labelled} */
  public double rightFraction() {
    return cells.labelled() == 0 ? 1 : (double) cells.right() / cells.labelled();
  }

  /** {@return the components as JSON} */
  public ObjectNode toJson() {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("subject", subject);
    if (truth != null) {
      node.put("truth", truth);
    }
    node.put("cells", cells.all());
    node.put("majority", majority);
    node.putObject("positiveFraction")
        .put("value", positiveFraction())
        .put("low", interval.low())
        .put("high", interval.high())
        .put("method", interval.method().words());
    node.put("right", cells.right());
    node.put("referredFraction", referredFraction());
    return node;
  }
}
