package org.allnet.data.dataset;

import java.util.Set;

/** The words for a person that laboratories put before a number, as in {@code patient 7}. */
public final class PersonWords {

  /** In lower case. */
  public static final Set<String> ALL =
      Set.of(
          """
          p pt pat patient patients patientid subj subject sub case donor person proband paciente
          patiente paziente hasta bimar individual participant uid id
          """
              .strip()
              .split("\\s+"));

  private PersonWords() {}

  /** {@return the words as the alternatives of a regular expression, in lower case} */
  public static String pattern() {
    return "(?:" + String.join("|", ALL) + ")";
  }
}
