package org.allnet.data.dataset;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * One image file of a data set, and what is known of it without decoding it.
 *
 * @param name the file's path relative to the data set's root, with {@code /} between the parts:
 *     unique within the data set, the {@code image} column of every CSV file
 * @param file the file itself
 * @param part the part of the data set it is in: {@code fold_0}, {@code fold_1}, {@code fold_2},
 *     {@code preliminary} or {@code final} for C-NMC 2019 ({@link
 *     org.allnet.data.cnmc.CnmcPart#of}); {@code test} of any folder that is kept for testing; else
 *     the name of the folder that tells the part, which a user chooses, or {@code all} if none does
 * @param label the class name, absent if the image is unlabelled
 * @param subject the name of the person it was taken from, absent if unknown: for showing and
 *     writing alone
 * @param person whose it is, absent if unknown: the same for all names of one person ({@link
 *     SubjectNames}), and for persons who share a copy of an image once copies were looked for.
 *     Whoever counts, groups or draws people uses it
 */
public record CellImage(
    String name,
    Path file,
    String part,
    @Nullable String label,
    @Nullable String subject,
    @Nullable String person) {

  /**
   * An image whose person is known by the name alone.
   *
   * @param name the file's path relative to the data set's root
   * @param file the file itself
   * @param part the part of the data set it is in
   * @param label the class name, absent if the image is unlabelled
   * @param subject the name of the person it was taken from, absent if unknown
   */
  public CellImage(
      String name, Path file, String part, @Nullable String label, @Nullable String subject) {
    this(name, file, part, label, subject, SubjectNames.person(subject));
  }

  /** The same image of another person. */
  CellImage of(@Nullable String otherSubject, @Nullable String otherPerson) {
    return new CellImage(name, file, part, label, otherSubject, otherPerson);
  }

  /** The same image of another class. */
  CellImage as(@Nullable String otherLabel) {
    return new CellImage(name, file, part, otherLabel, subject, person);
  }
}
