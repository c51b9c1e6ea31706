package org.allnet.service.web.oidc;

/** A log-in at the provider that did not work, with one line for the person and why. */
public final class ProviderFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** What is wrong. */
  public enum Reason {
    /** The provider does not answer, or what it says can't be used. Others may try later. */
    UNREACHABLE,
    /** What the provider says is not believed. */
    REFUSED
  }

  private final Reason reason;

  /**
   * Says what is wrong.
   *
   * @param reason the kind
   * @param words one line for whoever asked, without anything that somebody else wrote
   */
  public ProviderFailure(Reason reason, String words) {
    super(words);
    this.reason = reason;
  }

  static ProviderFailure refused(String words) {
    return new ProviderFailure(Reason.REFUSED, words);
  }

  static ProviderFailure unreachable() {
    return new ProviderFailure(
        Reason.UNREACHABLE,
        "Your laboratory's log-in can't be reached at the moment. Try again in a minute.");
  }

  /** {@return the kind} */
  public Reason reason() {
    return reason;
  }

  /** {@return one line for whoever asked} */
  public String words() {
    return String.valueOf(getMessage());
  }
}
