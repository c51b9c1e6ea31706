package org.allnet.data.dataset;

import java.util.Collection;
import org.allnet.data.Counted;
import org.jspecify.annotations.Nullable;

/** Names of persons that nobody named: whatever names such a subject says that it is presumed. */
public final class PresumedSubject {

  private static final String MARK = "presumed ";

  private PresumedSubject() {}

  /**
   * Returns the name of a presumed subject.
   *
   * @param first the name of its first image
   * @return such as {@code presumed Early/field-001}
   */
  public static String named(String first) {
    return MARK + first.replaceFirst("\\.[A-Za-z]{3,4}$", "");
  }

  /** {@return whether a subject is presumed, by its name; an unknown one is not} */
  public static boolean is(@Nullable String subject) {
    return subject != null && subject.startsWith(MARK);
  }

  /**
   * Returns what to call subjects.
   *
   * @param subjects their names
   * @return {@code presumed subjects} if one of them is presumed, else {@code subjects}
   */
  public static String word(Collection<? extends @Nullable String> subjects) {
    return word(subjects.stream().anyMatch(PresumedSubject::is));
  }

  /**
   * Returns what to call so many subjects.
   *
   * @param count how many
   * @param presumed whether nobody named them
   * @return such as {@code presumed subject}
   */
  public static String word(int count, boolean presumed) {
    return counted(count, presumed).words();
  }

  /**
   * Returns so many subjects.
   *
   * @param count how many
   * @param presumed whether nobody named them
   * @return such as {@code 1 presumed subject}
   */
  public static Counted counted(long count, boolean presumed) {
    return Counted.of(count, presumed ? MARK + "subject" : "subject");
  }

  /** {@return what to call subjects that are presumed or not} */
  public static String word(boolean presumed) {
    return presumed ? MARK + "subjects" : "subjects";
  }
}
