package org.allnet.service.work.operation;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.allnet.data.Counted;
import org.allnet.service.domain.Account;
import org.allnet.service.domain.Actor;
import org.allnet.service.domain.ApiKey;
import org.allnet.service.store.Store;

/**
 * By what somebody gets in after a back-up was restored. A back-up knows nothing of what was ended,
 * revoked or disabled since: what it brings back is worth nothing until somebody makes it anew.
 *
 * @param sessions how many sessions were ended
 * @param invitations how many invitations were withdrawn
 * @param keys what the keys are called that were revoked
 * @param accounts the logins that work again, as they were at the time of the back-up
 */
public record RestoredAccess(
    int sessions, int invitations, List<String> keys, List<String> accounts) {

  /** Copies the lists. */
  public RestoredAccess {
    keys = List.copyOf(keys);
    accounts = List.copyOf(accounts);
  }

  /**
   * Ends all sessions, invitations and keys.
   *
   * @param store what was restored
   * @return what was ended
   * @throws org.allnet.data.RunException if the database fails
   */
  public static RestoredAccess end(Store store) {
    Actor actor = new Actor.Service("restore", "restore-" + UUID.randomUUID());
    return store.write(
        actor,
        tx ->
            new RestoredAccess(
                tx.sessions().endAll(),
                tx.invitations().withdrawAll(),
                tx.apiKeys().revokeAll().stream().map(ApiKey::label).toList(),
                tx.accounts().all().stream()
                    .filter(account -> account.disabled().isEmpty())
                    .map(Account::login)
                    .toList()));
  }

  /** {@return what was ended and what has to be looked at, a sentence each} */
  public List<String> words() {
    List<String> words = new ArrayList<>();
    words.add(
        "%s ended, %s withdrawn, %s revoked."
            .formatted(
                Counted.of(sessions, "session"),
                Counted.of(invitations, "invitation"),
                Counted.of(keys.size(), "key")));
    keys.forEach(
        label -> words.add("Key '%s': make a new one if it is still wanted.".formatted(label)));
    words.add(
        "Passwords and roles are those of the back-up. Disable again who was disabled since: "
            + String.join(", ", accounts)
            + ".");
    return words;
  }
}
