package org.allnet.service.domain;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.allnet.data.InputException;

/**
 * A person signs for the result of a case, with the meaning in words. Never changed: whoever amends
 * or withdraws signs again.
 *
 * @param id what it is known by
 * @param of the case
 * @param version which sign-off of the case it is, from 1
 * @param signer who signed
 * @param printedName the signer's name as it is printed
 * @param meaning what the signature says
 * @param signed the hash of exactly what was signed
 * @param amends the sign-off that it replaces; empty if it is the first
 * @param reason why it was amended or withdrawn
 * @param at when
 */
public record SignOff(
    Id.SignOff id,
    Id.Case of,
    int version,
    Id.Account signer,
    String printedName,
    Meaning meaning,
    Hash signed,
    Optional<Id.SignOff> amends,
    Optional<SealedText> reason,
    Instant at) {

  /** What a signature says. */
  public enum Meaning {
    /** The signer has looked at the cells. */
    REVIEWED("I have looked at these cells and the result is mine.", CaseStatus.SIGNED),
    /** The signer stands for the result. */
    APPROVED("I approve this result.", CaseStatus.SIGNED),
    /** The signed result was changed. */
    AMENDED("This result replaces the one signed before.", CaseStatus.AMENDED),
    /** The signed result must not be used. */
    WITHDRAWN("The result signed before must not be used.", CaseStatus.WITHDRAWN);

    private final String words;
    private final CaseStatus status;

    Meaning(String words, CaseStatus status) {
      this.words = words;
      this.status = status;
    }

    /** {@return the name in files and in the database} */
    public String key() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** {@return the statement that the signer makes} */
    public String words() {
      return words;
    }

    /** {@return what the case is from then on} */
    public CaseStatus status() {
      return status;
    }

    /** {@return whether it says something of an earlier signature} */
    public boolean isLater() {
      return this == AMENDED || this == WITHDRAWN;
    }
  }

  /**
   * Refuses a signature whose parts don't fit.
   *
   * @throws InputException if the first version amends something or a later one nothing, or an
   *     amendment has no reason
   */
  public SignOff {
    Names.require("signer", printedName);
    boolean first = version == 1;
    if (version < 1 || first == amends.isPresent() || first == meaning.isLater()) {
      throw new InputException(
          "sign-off: version %d is '%s'; the first is reviewed or approved, and each later one amends or withdraws the one before"
              .formatted(version, meaning.key()));
    }
    if (meaning.isLater() && reason.isEmpty()) {
      throw new InputException("sign-off: has no reason; say why the result is changed");
    }
  }
}
