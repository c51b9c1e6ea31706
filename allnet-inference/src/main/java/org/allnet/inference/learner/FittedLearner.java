package org.allnet.inference.learner;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.List;
import org.allnet.data.ForeignFailure;
import org.allnet.data.InputException;
import org.tribuo.Model;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;

/**
 * A learner that has been fitted: it turns a row of features into class probabilities. Immutable
 * and thread-safe.
 */
public final class FittedLearner {

  /** The most classes a learner can tell apart. */
  public static final int MAX_CLASSES = 1000;

  private final Standardisation standardisation;
  private final BackgroundRows background;
  private final int features;
  private final int classes;
  private final Model<Label> model;
  private final String source;
  private final String[] names;

  FittedLearner(
      Standardisation standardisation,
      BackgroundRows background,
      int features,
      int classes,
      Model<Label> model,
      String source) {
    this.standardisation = standardisation;
    this.background = background;
    this.features = features;
    this.classes = classes;
    this.model = model;
    this.source = source;
    this.names = LabelledRows.names(standardisation.columns().size());
  }

  /** {@return how many features a row has} */
  public int features() {
    return features;
  }

  /** {@return how many classes there are} */
  public int classes() {
    return classes;
  }

  /**
   * {@return the columns of a row that are looked at, the most telling first if they were ranked,
   * else all in order}
   */
  public List<Integer> kept() {
    return standardisation.columns();
  }

  /**
   * The probability of each class.
   *
   * @param row as many finite numbers as there are {@link #features}. Left as it is
   * @return {@link #classes} numbers in [0,1] that sum to 1; 0 for a class without training rows
   * @throws InputException if the row has another length or a number that is not finite, or the
   *     learner was read from altered bytes and can't answer
   */
  public double[] probabilities(double[] row) {
    return standardisedProbabilities(standardised(row));
  }

  /**
   * Returns what the learner sees of a row: the {@linkplain #kept kept} features, each brought to
   * mean 0 and standard deviation 1 over the training rows.
   *
   * @param row as many finite numbers as there are {@link #features}. Left as it is
   * @return a number for each feature of {@link #kept}, in its order
   * @throws InputException if the row has another length or a number that is not finite
   */
  public double[] standardised(double[] row) {
    if (row.length != features) {
      throw InputException.in(
          source,
          "a row of %d features was given; it was fitted to %d".formatted(row.length, features));
    }
    requireFinite(row, source + ": the row");
    return standardisation.apply(row);
  }

  /**
   * Returns the probability of each class for a row that may be of no cell, such as a mixture of
   * two.
   *
   * @param standardised what {@link #standardised} gives, or a mixture of such rows
   * @return {@link #classes} numbers in [0,1] that sum to 1
   * @throws InputException if the learner was read from altered bytes and can't answer
   */
  public double[] standardisedProbabilities(double[] standardised) {
    double[] scores = new double[classes];
    double sum = 0;
    Prediction<Label> answer = model.predict(LabelledRows.unlabelled(names, standardised));
    for (Label label : answer.getOutputScores().values()) {
      double score = label.getScore();
      scores[Integer.parseInt(label.getLabel())] = score;
      sum += score >= 0 ? score : Double.NaN;
    }
    if (!(sum > 0) || Double.isInfinite(sum)) {
      throw InputException.in(source, "its answer is no probability; it is altered");
    }
    for (int c = 0; c < classes; c++) {
      scores[c] /= sum;
    }
    return scores;
  }

  /**
   * Returns the trees that the learner is made of. Its probabilities are the mean of their leaves'
   * fractions.
   *
   * @return the trees of a forest or of bagged trees; none for other learners
   * @throws InputException if the learner was read from altered bytes and a leaf has no fractions
   */
  public List<DecisionTree> trees() {
    return LibraryTrees.of(model, classes, source);
  }

  /** {@return the standardised rows that a cell is compared with if an answer is explained} */
  public BackgroundRows background() {
    return background;
  }

  /**
   * The learner as bytes: its own header and checksum around the library's messages. Equal learners
   * give equal bytes.
   *
   * @return what {@link #fromBytes} reads
   */
  public byte[] toBytes() {
    ModelKind kind = ModelKind.of(model);
    return new LearnerBytes(
            features,
            classes,
            standardisation,
            background,
            ModelDomain.seen(model.getOutputIDInfo()),
            kind,
            kind.write(model))
        .write();
  }

  /**
   * Reads a learner. The bytes may be anything: nothing is loaded by a name that they hold, and no
   * count in them is believed before it is checked.
   *
   * @param bytes what {@link #toBytes} gave
   * @param source where they come from, for messages
   * @return a learner that answers as the one that was written
   * @throws InputException in one line if the bytes are no learner, cut short or altered
   */
  public static FittedLearner fromBytes(byte[] bytes, String source) {
    LearnerBytes stored = LearnerBytes.read(bytes, source);
    try {
      Model<Label> model =
          stored
              .kind()
              .read(
                  stored.message(),
                  new ModelDomain(stored.standardisation().columns().size(), stored.seen()));
      FittedLearner learner =
          new FittedLearner(
              stored.standardisation(),
              stored.background(),
              stored.features(),
              stored.classes(),
              model,
              source);
      learner.probabilities(new double[stored.features()]);
      return learner;
    } catch (InputException e) {
      throw e;
    } catch (InvalidProtocolBufferException | RuntimeException e) {
      throw InputException.in(
          source, "holds no usable learner (" + ForeignFailure.words(e) + ")", e);
    }
  }

  static void requireFinite(double[] row, String what) {
    for (int i = 0; i < row.length; i++) {
      if (!Double.isFinite(row[i])) {
        throw new InputException(what + " has " + row[i] + " as feature " + i + "; give numbers");
      }
    }
  }
}
