package org.allnet.spark;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.allnet.data.OptionException;
import org.allnet.data.dataset.ClassSet;
import org.allnet.data.split.Protocol;
import org.allnet.evaluation.decision.DecisionWords;
import org.allnet.evaluation.decision.ReferralReason;
import org.allnet.evaluation.prediction.Origin;
import org.allnet.evaluation.prediction.Unanswered;
import org.allnet.inference.Classification;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** The columns that answers add to rows of images. */
public final class AnswerColumns {

  /** The predicted class; null if the image is referred or has no answer. */
  public static final String PREDICTED = "predicted";

  /** What a reader is told: a class, {@code refer}, or {@code none}. */
  public static final String ANSWER = Unanswered.COLUMN;

  /** A word for programs that says why the image is referred; null if it is not. */
  public static final String REFERRED = "referred";

  /** Why the answer is as it is; null if there is none. */
  public static final String REASON = Unanswered.REASON;

  /** What the image was to the model when it was made; empty if that is unknown. */
  public static final String ROLE = "role";

  /** How the image was kept apart from those of training; empty if that is unknown. */
  public static final String PROTOCOL = "protocol";

  /** What every metric of the answer has to say again, as in files of predictions. */
  public static final String MARKS = "marks";

  /** The SHA-256 of the model file. */
  public static final String MODEL = "model";

  /** What is wrong with the image; null if it has an answer. */
  public static final String ERROR = "error";

  /**
   * A column of rows of images, beside that of their bytes, which says why there are none; null if
   * there are some. It becomes the error of the row.
   */
  public static final String PROBLEM = "problem";

  private static final String PROBABILITY = "p_";

  private AnswerColumns() {}

  /**
   * Returns the column of a class's probability, in [0,1]; null if there is no answer.
   *
   * @param name the class
   */
  public static String probability(String name) {
    return PROBABILITY + name;
  }

  /**
   * Returns the columns of answers behind those of the rows.
   *
   * @param rows the columns of the rows
   * @param dropped the columns of them that are left out
   * @throws OptionException if rows have a column of such a name already
   */
  static StructType behind(StructType rows, Set<String> dropped, ClassSet classes) {
    List<StructField> fields = new ArrayList<>();
    for (StructField field : rows.fields()) {
      if (!dropped.contains(field.name())) {
        fields.add(field);
      }
    }
    List<String> texts = List.of(PREDICTED, ANSWER, REFERRED, REASON, ROLE, PROTOCOL, MARKS);
    texts.forEach(name -> fields.add(text(name)));
    for (String name : classes.names()) {
      fields.add(DataTypes.createStructField(probability(name), DataTypes.DoubleType, true));
    }
    fields.add(text(MODEL));
    fields.add(text(ERROR));
    for (int i = 0; i < fields.size(); i++) {
      for (int k = 0; k < i; k++) {
        if (fields.get(i).name().equalsIgnoreCase(fields.get(k).name())) {
          throw OptionException.ofSetting(
              "images",
              fields.get(k).name(),
              "the rows of images have a column '%s', which answers bring along; rename or drop it"
                  .formatted(fields.get(k).name()));
        }
      }
    }
    return DataTypes.createStructType(fields);
  }

  private static StructField text(String name) {
    return DataTypes.createStructField(name, DataTypes.StringType, true);
  }

  /** The cells of an answer. */
  static List<@Nullable Object> of(
      Classification cell, Origin origin, ClassSet classes, String sha256) {
    List<@Nullable Object> cells = new ArrayList<>();
    cells.add(cell.predicted().orElse(null));
    cells.add(DecisionWords.answer(cell.decision(), classes));
    Optional<String> referred = cell.referred().map(ReferralReason::key);
    cells.add(referred.orElse(null));
    cells.add(DecisionWords.reason(cell.decision()));
    cells.add(origin.role().key());
    Protocol protocol = origin.protocol();
    cells.add(protocol == null ? "" : protocol.key());
    cells.add(origin.marks());
    classes.names().forEach(name -> cells.add(cell.probabilities().get(name)));
    cells.add(sha256);
    cells.add(null);
    return cells;
  }

  /** The cells of an image without an answer. */
  static List<@Nullable Object> none(String error, ClassSet classes, String sha256) {
    List<@Nullable Object> cells = new ArrayList<>();
    cells.add(null);
    cells.add(Unanswered.ANSWER);
    cells.add(null);
    cells.add(null);
    cells.add("");
    cells.add("");
    cells.add("");
    classes.names().forEach(name -> cells.add(null));
    cells.add(sha256);
    cells.add(error);
    return cells;
  }
}
