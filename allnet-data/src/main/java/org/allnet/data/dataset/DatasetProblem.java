package org.allnet.data.dataset;

import java.util.Collection;
import java.util.List;
import org.allnet.data.Sentence;

/**
 * Something odd about the files of a data set: a line for a reader, and what it is about for code
 * that chooses among such lines.
 *
 * @param kind what it is about
 * @param sentence what to say of it
 */
public record DatasetProblem(Kind kind, Sentence sentence) {

  /** What a problem is about, as far as code asks. */
  public enum Kind {
    /** What a file {@code subjects.csv} says, or fails to say. */
    SUBJECT_TABLE,
    /** Subjects that folders don't tell and a {@code subjects.csv} could. */
    UNTOLD_SUBJECTS,
    /** Folders that tell no class, which the names of files may tell. */
    UNTOLD_CLASSES,
    /** Anything else. */
    OTHER
  }

  /**
   * Returns a problem of a kind.
   *
   * @param kind what it is about
   * @param text a line that names no option
   */
  public static DatasetProblem of(Kind kind, String text) {
    return new DatasetProblem(kind, Sentence.text(text));
  }

  /**
   * Returns a problem that no code asks about.
   *
   * @param sentence what to say of it
   */
  public static DatasetProblem other(Sentence sentence) {
    return new DatasetProblem(Kind.OTHER, sentence);
  }

  /**
   * Returns a problem that no code asks about.
   *
   * @param text a line that names no option
   */
  public static DatasetProblem other(String text) {
    return of(Kind.OTHER, text);
  }

  /**
   * Returns problems that no code asks about.
   *
   * @param texts a line for each, which names no option
   */
  public static List<DatasetProblem> others(Collection<String> texts) {
    return texts.stream().map(text -> other(text)).toList();
  }

  /**
   * Returns what to say of problems.
   *
   * @param problems the problems
   * @return a sentence for each, in the same order
   */
  public static List<Sentence> sentences(Collection<DatasetProblem> problems) {
    return problems.stream().map(DatasetProblem::sentence).toList();
  }

  /** {@return the line in plain words} */
  @Override
  public String toString() {
    return sentence.toString();
  }
}
