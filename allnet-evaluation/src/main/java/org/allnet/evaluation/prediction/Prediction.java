package org.allnet.evaluation.prediction;

import java.util.List;
import org.allnet.data.dataset.PresumedSubject;
import org.allnet.data.dataset.SubjectNames;
import org.jspecify.annotations.Nullable;

/**
 * What a system said of one image.
 *
 * @param image the image's name
 * @param subject the name of the person it was taken from, absent if unknown: for showing and
 *     writing alone
 * @param person whose it is, absent if unknown: the same for all names of one person, and for
 *     persons who share a copy of an image. Whoever counts, groups or draws people uses it
 * @param label the true class, an index into the classes of {@link Predictions}; -1 if unknown
 * @param fold the fold or fold model that made it ({@code holdout-3}, {@code fold-1}), absent if
 *     unknown
 * @param origin where it comes from, which its metrics have to say again
 * @param probabilities a probability for each class, in [0,1], summing to 1
 * @param refusal whether the model refuses the image; absent if that is unknown, as of other
 *     programs
 */
public record Prediction(
    String image,
    @Nullable String subject,
    @Nullable String person,
    int label,
    @Nullable String fold,
    Origin origin,
    List<Double> probabilities,
    @Nullable Refusal refusal) {

  /** Copies {@code probabilities}, so that nothing changes it from outside. */
  public Prediction {
    probabilities = List.copyOf(probabilities);
  }

  /**
   * A prediction of which it is unknown whether the model refuses the image.
   *
   * @param image the image's name
   * @param subject the name of the person it was taken from, absent if unknown
   * @param person whose it is, absent if unknown
   * @param label the true class; -1 if unknown
   * @param fold the fold or fold model that made it, absent if unknown
   * @param origin where it comes from
   * @param probabilities a probability for each class
   */
  public Prediction(
      String image,
      @Nullable String subject,
      @Nullable String person,
      int label,
      @Nullable String fold,
      Origin origin,
      List<Double> probabilities) {
    this(image, subject, person, label, fold, origin, probabilities, null);
  }

  /**
   * A prediction whose person is known by the name alone.
   *
   * @param image the image's name
   * @param subject the name of the person it was taken from, absent if unknown
   * @param label the true class; -1 if unknown
   * @param fold the fold or fold model that made it, absent if unknown
   * @param origin where it comes from
   * @param probabilities a probability for each class
   */
  public Prediction(
      String image,
      @Nullable String subject,
      int label,
      @Nullable String fold,
      Origin origin,
      List<Double> probabilities) {
    this(image, subject, SubjectNames.person(subject), label, fold, origin, probabilities);
  }

  /**
   * A prediction of which nothing is known but what it says.
   *
   * @param image the image's name
   * @param subject the person it was taken from, absent if unknown
   * @param label the true class; -1 if unknown
   * @param fold the fold or fold model that made it, absent if unknown
   * @param probabilities a probability for each class
   */
  public Prediction(
      String image,
      @Nullable String subject,
      int label,
      @Nullable String fold,
      List<Double> probabilities) {
    this(image, subject, label, fold, Origin.UNKNOWN, probabilities);
  }

  /**
   * Another answer about the same image, of the same origin.
   *
   * @param others a probability for each class
   * @return a new prediction
   */
  public Prediction with(List<Double> others) {
    return new Prediction(image, subject, person, label, fold, origin, others, refusal);
  }

  /**
   * The same answer in other classes.
   *
   * @param otherLabel the true class among them; -1 if unknown
   * @param others a probability for each of them
   * @return a new prediction of the same origin
   */
  public Prediction with(int otherLabel, List<Double> others) {
    return new Prediction(image, subject, person, otherLabel, fold, origin, others, refusal);
  }

  /**
   * The same answer with its subject.
   *
   * @param name the name of the person it was taken from, absent if unknown
   * @param whose the person, absent if unknown
   * @return a new prediction of the same origin
   */
  public Prediction of(@Nullable String name, @Nullable String whose) {
    return new Prediction(image, name, whose, label, fold, origin, probabilities, refusal);
  }

  /**
   * The same answer with its origin.
   *
   * @param from where it comes from
   * @return a new prediction
   */
  public Prediction from(Origin from) {
    return new Prediction(image, subject, person, label, fold, from, probabilities, refusal);
  }

  /**
   * The same answer with whether the model refuses the image.
   *
   * @param found what it says of that
   * @return a new prediction of the same origin
   */
  public Prediction with(Refusal found) {
    return new Prediction(image, subject, person, label, fold, origin, probabilities, found);
  }

  /** {@return whether the model is known to refuse the image} */
  public boolean isRefused() {
    return refusal != null && refusal.isRefused();
  }

  /** {@return whether the subject is presumed, as nobody named it} */
  public boolean presumedSubject() {
    return PresumedSubject.is(subject);
  }

  /** {@return the index of the most probable class, the first of equals} */
  public int predicted() {
    int best = 0;
    for (int i = 1; i < probabilities.size(); i++) {
      if (probabilities.get(i) > probabilities.get(best)) {
        best = i;
      }
    }
    return best;
  }
}
