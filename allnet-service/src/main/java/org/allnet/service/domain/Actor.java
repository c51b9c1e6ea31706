package org.allnet.service.domain;

import java.util.regex.Pattern;
import org.allnet.data.InputException;

/** Who does something that the audit log keeps. */
public sealed interface Actor {

  /** {@return the request or run that it belongs to, by which logs are found} */
  String request();

  /**
   * A person, in a role.
   *
   * @param account who
   * @param role as what
   * @param request the request's id
   */
  record Person(Id.Account account, UserRole role, String request) implements Actor {

    /**
     * Refuses an odd id of a request, which a client may have made up.
     *
     * @throws InputException if {@code request} is not 1 to 64 letters, digits, dots and hyphens
     */
    public Person {
      require(request);
    }
  }

  /**
   * A part of the service itself.
   *
   * @param part such as {@code worker-1}
   * @param request the run's id
   */
  record Service(String part, String request) implements Actor {

    /**
     * Refuses odd names.
     *
     * @throws InputException if a part is not 1 to 64 letters, digits, dots and hyphens
     */
    public Service {
      require(part);
      require(request);
    }
  }

  private static void require(String text) {
    if (!Pattern.matches("[A-Za-z0-9.-]{1,64}", text)) {
      throw new InputException("request: its id has other signs than letters, digits, . and -");
    }
  }
}
