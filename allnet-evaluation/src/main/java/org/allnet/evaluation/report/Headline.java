package org.allnet.evaluation.report;

import org.jspecify.annotations.Nullable;

/**
 * What stands at the top of the page.
 *
 * @param title the run's name for a reader: {@code Five-fold cross-validation on C-NMC 2019}
 * @param question what was asked, one sentence ending in a question mark
 * @param result one sentence of result; absent to have it worded from the figures, intervals and
 *     protocol (see {@link ResultSentence}), which is what most runs want
 */
public record Headline(String title, String question, @Nullable String result) {

  /** The question of every run that tells blasts from healthy cells. */
  public static final String USUAL_QUESTION =
      "Can the system tell leukaemic blasts from healthy blood cells in pictures it has never"
          + " seen?";

  /**
   * A headline whose result is worded from the figures.
   *
   * @param title the run's name for a reader
   * @param question what was asked
   */
  public Headline(String title, String question) {
    this(title, question, null);
  }
}
