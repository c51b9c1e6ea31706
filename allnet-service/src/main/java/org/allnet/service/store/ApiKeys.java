package org.allnet.service.store;

import java.util.List;
import java.util.Optional;
import org.allnet.data.InputException;
import org.allnet.service.domain.ApiKey;
import org.allnet.service.domain.Id;
import org.allnet.service.domain.KeySecret;

/** The keys of programs. */
public interface ApiKeys {

  /**
   * Adds a key.
   *
   * @param key the new one
   * @throws InputException if there is no such owner or project
   */
  void add(ApiKey key);

  /**
   * Returns the key of a secret, be it worth something or not.
   *
   * @param secret what a program sent
   * @return empty if there is none
   */
  Optional<ApiKey> bySecret(KeySecret secret);

  /**
   * Remembers that a key was used now. It is not in the audit log, which has what was done by it.
   *
   * @param id which one
   */
  void used(Id.ApiKey id);

  /**
   * Takes a key back. Doing it twice does no harm.
   *
   * @param id which one
   * @throws InputException if there is none
   */
  void revoke(Id.ApiKey id);

  /**
   * Revokes all keys of everybody, such as those that come back with a back-up.
   *
   * @return those that were worth something until then
   */
  List<ApiKey> revokeAll();

  /**
   * Revokes all keys of a person.
   *
   * @param owner who
   * @return those that were worth something until then
   */
  List<ApiKey> revokeAll(Id.Account owner);

  /**
   * Returns the keys of a person, newest first.
   *
   * @param owner who
   */
  List<ApiKey> of(Id.Account owner);
}
