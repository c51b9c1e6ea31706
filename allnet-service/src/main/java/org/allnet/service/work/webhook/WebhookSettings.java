package org.allnet.service.work.webhook;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import javax.net.ssl.SSLSocketFactory;

/**
 * How events are sent.
 *
 * @param permitted networks inside that webhooks may lead to
 * @param tries how often an event is tried
 * @param firstPause how long to wait after the first failure; each time twice as long
 * @param longestPause the longest such pause
 * @param longest how long a receiver may take
 * @param lease for how long nobody else sends what somebody sends; longer than {@code longest}
 * @param poll how often it is looked for events of other processes
 * @param tls makes connections that are encrypted and checks certificates
 */
public record WebhookSettings(
    List<AddressRange> permitted,
    int tries,
    Duration firstPause,
    Duration longestPause,
    Duration longest,
    Duration lease,
    Duration poll,
    Supplier<SSLSocketFactory> tls) {

  /** Copies {@code permitted}. */
  public WebhookSettings {
    permitted = List.copyOf(permitted);
  }

  /**
   * Returns the usual settings: twelve tries within two and a half hours, ten seconds for each, and
   * Java's own certificates.
   *
   * @param permitted networks inside that webhooks may lead to
   */
  public static WebhookSettings of(List<AddressRange> permitted) {
    return new WebhookSettings(
        permitted,
        12,
        Duration.ofSeconds(5),
        Duration.ofHours(1),
        Duration.ofSeconds(10),
        Duration.ofMinutes(1),
        Duration.ofSeconds(1),
        () -> (SSLSocketFactory) SSLSocketFactory.getDefault());
  }

  /** A pause of half to all of the time that follows from the number of tries, by chance. */
  Duration pause(int attempts, RandomGenerator random) {
    long doubled = firstPause.toMillis() << Math.min(attempts - 1, 30);
    long full = Math.min(longestPause.toMillis(), doubled);
    return Duration.ofMillis(full / 2 + random.nextLong(full / 2 + 1));
  }
}
