package org.allnet.service.store;

import org.allnet.data.InputException;
import org.allnet.service.domain.Hash;
import org.allnet.service.domain.Id;

/**
 * What was handed in under which idempotency key, so that a program that got no answer may send the
 * same again.
 */
public interface Submissions {

  /** What is known of a key. */
  sealed interface Known {

    /** Nothing: the request is new. */
    record New() implements Known {}

    /**
     * The same request was answered.
     *
     * @param answer with what
     */
    record Answered(String answer) implements Known {}

    /** Another request was sent under the same key. */
    record Different() implements Known {}
  }

  /**
   * Looks a key up.
   *
   * @param account who sends
   * @param key what the program chose
   * @param request the hash of all that was sent
   */
  Known look(Id.Account account, String key, Hash request);

  /**
   * Keeps an answer, in the transaction that does what was asked for.
   *
   * @param account who sent
   * @param key what the program chose, 1 to 200 characters
   * @param request the hash of all that was sent
   * @param answer what to answer next time
   * @throws InputException if the key is too long or blank, or there is an answer already: two sent
   *     at once, and the second one asks again
   */
  void answer(Id.Account account, String key, Hash request, String answer);

  /**
   * Forgets old keys.
   *
   * @param days how old, in days
   * @return how many
   */
  int forget(int days);
}
