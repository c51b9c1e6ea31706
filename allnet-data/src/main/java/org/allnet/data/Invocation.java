package org.allnet.data;

import java.util.List;

/**
 * A command of ALLNet that a message advises to run.
 *
 * @param command the words of the command and its arguments, such as {@code train}
 * @param values its options with their values
 */
public record Invocation(String command, List<OptionValue> values) {

  /** Creates an invocation; the values are copied. */
  public Invocation {
    values = List.copyOf(values);
  }

  /**
   * Returns the invocation of a command.
   *
   * @param command the words of the command and its arguments
   * @param values its options with their values
   * @return the invocation
   */
  public static Invocation of(String command, OptionValue... values) {
    return new Invocation(command, List.of(values));
  }
}
