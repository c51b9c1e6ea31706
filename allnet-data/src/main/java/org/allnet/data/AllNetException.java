package org.allnet.data;

import org.jspecify.annotations.Nullable;

/**
 * The root of every failure that ALLNet reports to its user. The message is one line that names the
 * file, option or subject, says what is wrong and what to do about it.
 */
public abstract sealed class AllNetException extends RuntimeException
    permits InputException, OptionException, RunException {

  AllNetException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
