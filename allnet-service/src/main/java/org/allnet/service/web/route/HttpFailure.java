package org.allnet.service.web.route;

import java.time.Duration;
import java.util.Optional;

/** A request that is not answered as asked, with the status of HTTP and one line that says why. */
public final class HttpFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int status;
  private final Duration retryAfter;

  /**
   * Says why a request is not answered.
   *
   * @param status of HTTP, 400 to 599
   * @param words one line for whoever asked
   */
  public HttpFailure(int status, String words) {
    this(status, words, Duration.ZERO);
  }

  /**
   * Says why a request is not answered now.
   *
   * @param status of HTTP, 400 to 599
   * @param words one line for whoever asked
   * @param retryAfter after how long to ask again; zero if that would not help
   */
  public HttpFailure(int status, String words, Duration retryAfter) {
    super(words);
    this.status = status;
    this.retryAfter = retryAfter;
  }

  /**
   * Says why a request is not answered, and what that came from.
   *
   * @param status of HTTP, 400 to 599
   * @param words one line for whoever asked
   * @param cause what failed; if that was a sender who is too slow, this is what the answer says
   */
  public HttpFailure(int status, String words, Throwable cause) {
    this(status, words);
    initCause(cause);
  }

  /** {@return that there is no such thing, or that who asks must not know of it} */
  public static HttpFailure missing() {
    return new HttpFailure(404, "There is nothing at this address, or you may not see it.");
  }

  /** {@return that who asks is known and may not do it} */
  public static HttpFailure forbidden() {
    return new HttpFailure(403, "Your role does not permit this.");
  }

  /** {@return that a case is hidden from who asks until a blinded reading has ended} */
  public static HttpFailure hidden() {
    return new HttpFailure(
        403, "What others say of this case is hidden from you until your reading has ended.");
  }

  /** {@return that nothing of the kind is answered while who asks reads blinded} */
  public static HttpFailure blinded() {
    return new HttpFailure(
        403, "A blinded reading of yours goes on. Until it has ended, use another account's key.");
  }

  /** {@return the status of HTTP} */
  public int status() {
    return status;
  }

  /** {@return after how long to ask again; empty if that would not help} */
  public Optional<Duration> retryAfter() {
    return retryAfter.isZero() ? Optional.empty() : Optional.of(retryAfter);
  }

  /** {@return one line for whoever asked} */
  public String words() {
    return String.valueOf(getMessage());
  }
}
