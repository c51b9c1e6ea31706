package org.allnet.data;

import org.jspecify.annotations.Nullable;

/**
 * The root of every failure that ALLNet reports to its user. The message is one line that names the
 * file, option or subject, says what is wrong and what to do about it. A program reads the same as
 * data from the subclass, and says it in its own words by {@link #sentence}.
 */
public abstract sealed class AllNetException extends RuntimeException
    permits InputException, OptionException, RunException {

  private final Sentence sentence;

  AllNetException(Sentence sentence, @Nullable Throwable cause) {
    super(sentence.toString(), cause);
    this.sentence = sentence;
  }

  /** {@return the one line for the user, which unlike that of other exceptions is always there} */
  @Override
  public final String getMessage() {
    return sentence.toString();
  }

  /** {@return the message, with the options and commands that it names as data} */
  public final Sentence sentence() {
    return sentence;
  }
}
