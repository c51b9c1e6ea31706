package org.allnet.service.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.allnet.data.InputException;
import org.allnet.service.domain.Id;
import org.allnet.service.domain.LoginSession;
import org.allnet.service.domain.SessionSecret;

/**
 * Who is logged in. A session that ended is not kept: the audit log says that there was one.
 * Changing a password and disabling an account end the sessions of the person.
 */
public interface Sessions {

  /**
   * Begins a session.
   *
   * @param session the new one
   * @throws InputException if there is no such person
   */
  void open(LoginSession session);

  /**
   * Returns the session of a secret, be it too old or not.
   *
   * @param secret what a browser sent
   * @return empty if there is none
   */
  Optional<LoginSession> bySecret(SessionSecret secret);

  /**
   * Remembers that a request came now. It is not in the audit log, which has what was done by it.
   *
   * @param session which one
   */
  void seen(LoginSession session);

  /**
   * Ends a session. Doing it twice does no harm.
   *
   * @param session which one
   */
  void end(LoginSession session);

  /**
   * Ends all sessions of a person.
   *
   * @param account who
   * @return how many there were
   */
  int endAll(Id.Account account);

  /**
   * Ends the sessions of everybody, such as those that come back with a back-up.
   *
   * @return how many there were
   */
  int endAll();

  /**
   * Returns the sessions of a person, newest first.
   *
   * @param account who
   */
  List<LoginSession> of(Id.Account account);

  /**
   * Returns whether somebody ended sessions of a person, and not time alone.
   *
   * @param account whose
   * @param since from when on
   */
  boolean wereEnded(Id.Account account, Instant since);

  /**
   * Forgets sessions that are too old.
   *
   * @param limits how long sessions last
   * @return how many
   */
  int forget(LoginSession.Limits limits);
}
