package org.allnet.detect.model;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.allnet.data.field.FieldPart;
import org.allnet.detect.field.TrainedFields;

/**
 * The images that a detector knows, by their content, sorted: each is the first {@value
 * SegmenterDescription#HASH_DIGITS} hex digits of its file's SHA-256.
 *
 * @param trainedOn the images that it was trained on
 * @param chosenOn the images that its epoch and operating points were chosen on
 */
public record KnownImages(Set<String> trainedOn, Set<String> chosenOn) {

  /** Copies both, so that nothing changes them from outside. */
  public KnownImages {
    trainedOn = sorted(trainedOn);
    chosenOn = sorted(chosenOn);
  }

  /**
   * Returns the images of a training.
   *
   * @param fields its fields
   */
  public static KnownImages of(TrainedFields fields) {
    return new KnownImages(
        digits(fields.images(FieldPart.TRAINING)), digits(fields.images(FieldPart.VALIDATION)));
  }

  /**
   * Returns these images and those of a detector whose weights the training began with. An image is
   * trained on if it was trained on in either.
   *
   * @param earlier what that detector knows
   */
  public KnownImages and(KnownImages earlier) {
    Set<String> trained = new TreeSet<>(trainedOn);
    trained.addAll(earlier.trainedOn);
    Set<String> chosen = new TreeSet<>(chosenOn);
    chosen.addAll(earlier.chosenOn);
    return new KnownImages(trained, chosen);
  }

  /**
   * Returns what is kept of hashes.
   *
   * @param sha256 hashes in hex
   * @return the beginning of each
   */
  static Set<String> digits(List<String> sha256) {
    return sha256.stream().map(KnownImages::digits).collect(Collectors.toSet());
  }

  /** Returns a copy in the order of files, which can't be changed. */
  static Set<String> sorted(Set<String> images) {
    return Collections.unmodifiableSortedSet(new TreeSet<>(images));
  }

  static String digits(String sha256) {
    return sha256.substring(0, SegmenterDescription.HASH_DIGITS);
  }

  /**
   * Returns whether an image was trained on.
   *
   * @param sha256 the hash of its file, in hex
   */
  public boolean isTrainedOn(String sha256) {
    return trainedOn.contains(digits(sha256));
  }

  /**
   * Returns whether the epoch and the operating points were chosen on an image.
   *
   * @param sha256 the hash of its file, in hex
   */
  public boolean isChosenOn(String sha256) {
    return chosenOn.contains(digits(sha256));
  }
}
