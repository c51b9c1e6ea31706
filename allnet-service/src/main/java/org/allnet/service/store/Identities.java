package org.allnet.service.store;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.allnet.data.InputException;
import org.allnet.service.domain.Id;
import org.allnet.service.domain.Identity;

/** For whom a provider of log-ins vouches. */
public interface Identities {

  /**
   * Has a provider vouch for a person from now on. The person's password, invitation and second
   * factor end, as do all sessions: there is one way to log in.
   *
   * @param account who
   * @param identity who that is to the provider
   * @throws InputException if there is no such person that is not disabled, the provider vouches
   *     for the person already, or this identity is another person's
   */
  void bind(Id.Account account, Identity identity);

  /**
   * Returns whose account it is.
   *
   * @param identity who somebody is to the provider
   * @return empty if it is nobody's here
   */
  Optional<Id.Account> account(Identity identity);

  /**
   * Returns who a person is to the provider.
   *
   * @param account who
   * @return empty if it is a local account
   */
  Optional<Identity> of(Id.Account account);

  /** {@return all people for whom a provider vouches} */
  Set<Id.Account> bound();

  /**
   * Remembers when the person entered credentials at the provider.
   *
   * @param account who
   * @param entered when, by the provider's clock, in whole seconds
   * @return whether that is newer than all that was remembered; if not, nothing was changed
   */
  boolean entered(Id.Account account, Instant entered);

  /**
   * Returns when the person last logged in at the provider.
   *
   * @param account who
   * @return when the provider began to vouch for the person, if there was no log-in since; empty if
   *     it is a local account
   */
  Optional<Instant> lastLogIn(Id.Account account);

  /**
   * Returns whether somebody for whom a provider vouches manages accounts.
   *
   * @param issuer the provider
   */
  boolean haveAdministrator(String issuer);
}
