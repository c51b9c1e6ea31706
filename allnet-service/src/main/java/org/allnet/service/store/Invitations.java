package org.allnet.service.store;

import java.time.Instant;
import java.util.Optional;
import org.allnet.data.InputException;
import org.allnet.service.domain.Id;
import org.allnet.service.domain.InvitationCode;
import org.allnet.service.domain.PasswordHash;

/** By which people choose their passwords. A person has one invitation at a time. */
public interface Invitations {

  /**
   * Invites a person. An earlier invitation is worth nothing from then on.
   *
   * @param account who
   * @param code proves that it is the person
   * @param until when it is worth something
   * @throws InputException if there is no such person, or the account is disabled
   */
  void issue(Id.Account account, InvitationCode code, Instant until);

  /**
   * Returns who is invited.
   *
   * @param code what somebody sent
   * @return empty if it is worth nothing, or not any more
   */
  Optional<Id.Account> bySecret(InvitationCode code);

  /**
   * Makes all invitations worth nothing.
   *
   * @return how many there were
   */
  int withdrawAll();

  /**
   * Gives the invited person a password, and ends the invitation.
   *
   * @param code what somebody sent
   * @param password from now on
   * @return who it is; empty if the code is worth nothing, and then nothing was changed
   */
  Optional<Id.Account> accept(InvitationCode code, PasswordHash password);
}
