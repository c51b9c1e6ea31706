package org.allnet.service.web.access;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import org.allnet.service.domain.Hash;
import org.allnet.service.domain.Permission;
import org.allnet.service.store.Store;
import org.jspecify.annotations.Nullable;

/**
 * What proves that whoever makes the first administrator has started the service: a code that it
 * prints where it was started, worth something once. Thread-safe.
 */
public final class SetUpCode {

  private @Nullable String code;

  private SetUpCode(@Nullable String code) {
    this.code = code;
  }

  /**
   * Returns a new code, or none if there is an administrator.
   *
   * @param store where the people are
   */
  public static SetUpCode of(Store store) {
    if (hasAdministrator(store)) {
      return new SetUpCode(null);
    }
    byte[] bits = new byte[16];
    new SecureRandom().nextBytes(bits);
    return new SetUpCode(HexFormat.of().formatHex(bits));
  }

  /**
   * Returns whether somebody manages accounts.
   *
   * @param store where the people are
   */
  static boolean hasAdministrator(Store store) {
    return store.read(
        tx -> tx.accounts().all().stream().anyMatch(one -> one.may(Permission.MANAGE_ACCOUNTS)));
  }

  /** {@return the code, for the terminal; empty if there is none or it was used} */
  public synchronized Optional<String> text() {
    return Optional.ofNullable(code);
  }

  /**
   * Returns whether somebody has the code. It stays worth something.
   *
   * @param said what somebody sent
   */
  synchronized boolean fits(String said) {
    return code != null
        && MessageDigest.isEqual(Hash.of(code).bytes(), Hash.of(said.strip()).bytes());
  }

  /** Makes the code worthless. */
  synchronized void use() {
    code = null;
  }
}
