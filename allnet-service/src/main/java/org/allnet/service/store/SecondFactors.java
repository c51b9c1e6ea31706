package org.allnet.service.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.allnet.service.domain.Id;
import org.allnet.service.domain.RecoveryCode;

/** What people with passwords have to show beside them. */
public interface SecondFactors {

  /**
   * The secret of a person's one-time passwords.
   *
   * @param sealed the secret, sealed by a key that the store has not
   * @param set whether the person has proved to have it; it counts for nothing before
   * @param lastStep the step of the last password that was taken
   */
  record SecondFactor(String sealed, boolean set, long lastStep) {}

  /**
   * Keeps a secret that the person has to prove yet. One that is proved already stays.
   *
   * @param account who
   * @param sealed the sealed secret
   */
  void propose(Id.Account account, String sealed);

  /**
   * Has the proposed secret count from now on, with new recovery codes.
   *
   * @param account who
   * @param step the step of the password that proved it
   * @param codes what stands in for a lost telephone
   * @return whether there was one that was proposed; if not, nothing was changed
   */
  boolean set(Id.Account account, long step, List<RecoveryCode> codes);

  /**
   * Returns the secret of a person, be it proved or not.
   *
   * @param account who
   * @return empty if there is none
   */
  Optional<SecondFactor> of(Id.Account account);

  /**
   * Returns since when a person has a second factor that counts.
   *
   * @param account who
   * @return empty if there is none
   */
  Optional<Instant> since(Id.Account account);

  /**
   * Takes a password of a step, once.
   *
   * @param account who
   * @param step the step
   * @return whether it is newer than the last one that was taken; if not, nothing was changed
   */
  boolean take(Id.Account account, long step);

  /**
   * Takes a recovery code, once.
   *
   * @param account who
   * @param code what was typed
   * @return whether it was one of the person's; if not, nothing was changed
   */
  boolean take(Id.Account account, RecoveryCode code);

  /**
   * Returns how many recovery codes are left.
   *
   * @param account who
   */
  long codesLeft(Id.Account account);

  /**
   * Takes the second factor of a person away. Doing it twice does no harm.
   *
   * @param account who
   */
  void reset(Id.Account account);
}
