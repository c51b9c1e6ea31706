package org.allnet.service.web.project;

import java.util.Optional;

/** Numbers in addresses, which anybody may type. */
final class Numbers {

  private Numbers() {}

  /** The number that a text says, if it is one of those that may be; else the least one. */
  static int of(Optional<String> text, int least, int most) {
    try {
      int number = Integer.parseInt(text.orElse(""));
      return number < least || number > most ? least : number;
    } catch (NumberFormatException e) {
      return least;
    }
  }
}
