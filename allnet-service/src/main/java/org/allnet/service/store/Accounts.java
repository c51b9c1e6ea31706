package org.allnet.service.store;

import java.util.List;
import java.util.Optional;
import org.allnet.data.InputException;
import org.allnet.service.domain.Account;
import org.allnet.service.domain.Id;
import org.allnet.service.domain.PasswordHash;

/** The people who use the service. */
public interface Accounts {

  /**
   * Adds a person.
   *
   * @param account the new one
   * @throws InputException if the login is taken, or there is no such project
   */
  void add(Account account);

  /**
   * Gives a person other roles.
   *
   * @param account the person with the roles from now on; other parts are passed over
   * @throws InputException if there is no such person, or the service would have nobody who manages
   *     accounts
   */
  void changeRoles(Account account);

  /**
   * Gives a person another password, and ends all sessions of the person.
   *
   * @param id who
   * @param password from now on
   * @throws InputException if there is no such person
   */
  void changePassword(Id.Account id, PasswordHash password);

  /**
   * Ends what a person may do with all sessions, and takes back all keys of the person. Doing it
   * twice does no harm.
   *
   * @param id who
   * @throws InputException if there is no such person, or the service would have nobody who manages
   *     accounts
   */
  void disable(Id.Account id);

  /**
   * Returns a person.
   *
   * @param id who
   * @return empty if there is none
   */
  Optional<Account> get(Id.Account id);

  /**
   * Returns a person by the name to log in with.
   *
   * @param login the name
   * @return empty if there is none
   */
  Optional<Account> byLogin(String login);

  /** {@return all of them, by login} */
  List<Account> all();
}
