package org.allnet.data.file;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.allnet.data.InputException;

/** The names that columns of CSV files go by, and how one is found in a header. */
public final class ColumnNames {

  /**
   * The column with the person: the same for all names of one person, and for persons who share a
   * copy of an image.
   */
  public static final String SUBJECT_GROUP = "subject_group";

  private static final String[] IMAGE = {
    "image",
    "image_name",
    "image_file",
    "file",
    "file_name",
    "filename",
    "image_path",
    "path",
    "file_path",
    "image_id",
    "img"
  };

  private static final String[] SUBJECT = {
    "subject", "subject_id", "patient", "patient_id", "person", "person_id", "donor", "donor_id"
  };

  /** What may be beside the word for a person or a thing in the name of a column. */
  private static final String NUMBERS =
      "(id|uid|ids|no|nr|num|number|names?|code|key|hash|hashed|identifier|index|idx|ref|anon"
          + "|anonymous|anonymi[sz]ed|pseudonym|nummer|kennung|num[eé]ro|codice|c[oó]digo|de|del"
          + "|numaras[iı]|kodu|номер|код|编号|編號|番号|号|번호|شماره|کد)*";

  /** Further words for a person, or for the file that a hospital keeps of one. */
  private static final String HOSPITAL =
      "patientin(nen)?|volunteers?|pat(?=nr|no|num|nummer|id|code)|uhid|dossier|病历|病歷|住院|门诊"
          + "|بیمار|پرونده|история(болезни)?";

  private static final Pattern PERSON =
      Pattern.compile(
          "%1$s(%2$s|%3$s|mrn|pid|medicalrecord|fall(?=nummer|nr|id))%1$s"
              .formatted(NUMBERS, PersonWords.wholeWords(), HOSPITAL));

  private static final Pattern PERHAPS_PERSON =
      Pattern.compile(
          ("%1$s(anon|pseudonym|%2$s|animal|mouse|accession|fall|study(?=id|no|nr|num)|id|uid"
                  + "|nip|dosya|cr(?=no|nr|num)|record|akte|chart)%1$s")
              .formatted(NUMBERS, SampleWords.samples()));

  private ColumnNames() {}

  /** {@return the names of the column with the image's name, the usual one first} */
  public static String[] image() {
    return IMAGE.clone();
  }

  /**
   * Finds a column. Case, blanks around a name, and blanks, dots or hyphens in place of underscores
   * do not matter.
   *
   * @param file what to call the file in messages
   * @param header the column names
   * @param names the names that it may have, the most usual first
   * @return the index of the first name that is there, from 0, or nothing
   * @throws InputException if two columns go by that name
   */
  public static OptionalInt find(Path file, List<String> header, String... names) {
    for (String name : names) {
      int exact = header.indexOf(name);
      if (exact >= 0 && exact == header.lastIndexOf(name)) {
        return OptionalInt.of(exact);
      }
      int found = -1;
      for (int i = 0; i < header.size(); i++) {
        if (folded(header.get(i)).equals(folded(name))) {
          if (found >= 0) {
            throw InputException.at(
                file,
                1,
                header.get(found).equals(header.get(i))
                    ? "two columns are called '%s'; keep one".formatted(header.get(i))
                    : "columns '%s' and '%s' both name the %s; keep one"
                        .formatted(header.get(found), header.get(i), name));
          }
          found = i;
        }
      }
      if (found >= 0) {
        return OptionalInt.of(found);
      }
    }
    return OptionalInt.empty();
  }

  /**
   * Finds the column with the person. Nobody knows which of two is meant: one may number the
   * images.
   *
   * @param file what to call the file in messages
   * @param header the column names
   * @return its index, from 0, or nothing
   * @throws InputException if two columns go by a name of it
   */
  public static OptionalInt findSubject(Path file, List<String> header) {
    List<String> found =
        header.stream()
            .filter(
                name -> Arrays.stream(SUBJECT).anyMatch(one -> folded(one).equals(folded(name))))
            .toList();
    if (found.size() > 1) {
      throw InputException.at(
          file,
          1,
          "columns '%s' and '%s' can both say whose the images are; keep one, or rename the other"
              .formatted(found.get(0), found.get(1)));
    }
    return find(file, header, SUBJECT);
  }

  /**
   * Returns whether a column is named after a person, whatever is beside the word.
   *
   * @param name such as {@code Patient Number}, {@code case_id} or {@code mrn}, not {@code
   *     patient_age}
   */
  public static boolean isOfPerson(String name) {
    return PERSON.matcher(folded(name)).matches();
  }

  /**
   * Returns whether a column is named after a thing of which a person may have one, or numbers
   * something unknown.
   *
   * @param name such as {@code slide_id}, {@code anon_id} or {@code uid}
   */
  public static boolean isPerhapsOfPerson(String name) {
    return PERHAPS_PERSON.matcher(folded(name)).matches();
  }

  private static String folded(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[\\s\\p{Z}_.#:-]+", "");
  }
}
