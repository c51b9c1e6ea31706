package org.allnet.data.file;

import java.util.Set;

/** The words for the people whose cells are shown, in the languages that laboratories use. */
public final class PersonWords {

  /** In lower case. */
  private static final Set<String> WORDS =
      words(
          """
          patient patients patienten subject subjects participant participants individual individuals
          donor donors person persons case cases proband probands probanden paciente pacientes
          patiente patiënt paziente pazienti sujet sujeto sujeito soggetto individu individuo pacjent
          hasta bimar пациент 患者 病人 환자 بیمار مریض
          """);

  /** What is short for a person before a number alone. */
  private static final Set<String> ABBREVIATIONS = words("p pt pat subj sub patientid uid id");

  private PersonWords() {}

  private static Set<String> words(String text) {
    return Set.of(text.strip().split("\\s+"));
  }

  /**
   * Returns the words, and what is short for them before a number, as in {@code patient 7} and
   * {@code P7}.
   *
   * @return the alternatives of a regular expression, in lower case
   */
  public static String pattern() {
    return "(?:" + String.join("|", WORDS) + "|" + String.join("|", ABBREVIATIONS) + ")";
  }

  /** {@return the words as they are in names of columns, as a regular expression} */
  public static String wholeWords() {
    return "(?:" + String.join("|", WORDS) + ")";
  }
}
