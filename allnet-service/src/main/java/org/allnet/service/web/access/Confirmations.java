package org.allnet.service.web.access;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.allnet.service.domain.Hash;
import org.allnet.service.domain.Id;
import org.allnet.service.domain.Identity;
import org.allnet.service.web.oidc.AskedAct;
import org.allnet.service.web.oidc.LogInAttempt;
import org.allnet.service.web.oidc.Provider;
import org.allnet.service.web.oidc.ProviderFailure;
import org.allnet.service.web.oidc.Vouched;
import org.allnet.service.web.route.Caller;
import org.allnet.service.web.route.HttpFailure;
import org.allnet.service.web.route.Visit;

/**
 * The second entry of credentials of people for whom a provider vouches. They enter them there, for
 * one act: what a form of this session says, and nothing else. An entry counts once, and only if it
 * is newer than all before. Thread-safe.
 */
public final class Confirmations {

  /** By how much the clocks of provider and service may differ. */
  private static final Duration SKEW = Duration.ofSeconds(60);

  private static final int LONGEST_FORM = 16_000;
  private static final List<String> NOT_OF_THE_ACT = List.of("csrf", "confirmation", "password");

  /**
   * The page that sends somebody to the provider.
   *
   * @param words what is to be confirmed
   * @param host the provider
   * @param address where the person enters credentials
   */
  public record Ask(String words, String host, String address) {}

  /**
   * The page of somebody who came back.
   *
   * @param act what was confirmed
   * @param token proves that it was
   */
  public record Confirmed(AskedAct act, String token) {}

  private final Provider provider;
  private final LogInAttempts attempts;
  private final Clock clock;

  /**
   * Knows of none.
   *
   * @param provider where credentials are entered
   * @param attempts the browsers on their way there
   * @param clock tells the time
   */
  public Confirmations(Provider provider, LogInAttempts attempts, Clock clock) {
    this.provider = provider;
    this.attempts = attempts;
    this.clock = clock;
  }

  /** The provider. */
  String issuer() {
    return provider.settings().issuer();
  }

  /**
   * Returns whether an act was confirmed. If not, the page that sends the person to the provider is
   * the answer.
   *
   * @param visit the request that does it
   * @param words what it is, for people
   * @param back where a browser comes back to
   * @throws HttpFailure if something else was confirmed, or too long ago; or if the provider can't
   *     be asked
   */
  boolean isConfirmed(Visit visit, String words, String back) {
    AskedAct act = act(visit, words);
    Optional<String> token = visit.maybeField("confirmation");
    if (token.isPresent()) {
      if (attempts.confirmed(token.get()).filter(act::equals).isEmpty()) {
        throw new HttpFailure(
            401, "You confirmed something else, or too long ago. Nothing was done; try again.");
      }
      return true;
    }
    try {
      LogInAttempt attempt = attempts.begin(act.session(), back, "", Optional.of(act));
      visit.show(
          "access/confirm.jte",
          new Ask(words, provider.settings().host(), provider.logIn(attempt)));
      return false;
    } catch (ProviderFailure e) {
      throw new HttpFailure(503, e.words(), Duration.ofMinutes(1));
    }
  }

  private static AskedAct act(Visit visit, String words) {
    Map<String, List<String>> fields = new TreeMap<>(visit.context().formParamMap());
    NOT_OF_THE_ACT.forEach(fields::remove);
    int length = fields.values().stream().flatMap(List::stream).mapToInt(String::length).sum();
    if (length > LONGEST_FORM) {
      throw new HttpFailure(422, "The form says too much to be confirmed.");
    }
    return new AskedAct(
        visit.account().id(), session(visit), visit.context().path(), fields, words);
  }

  private static Hash session(Visit visit) {
    if (visit.caller().isPresent() && visit.caller().get() instanceof Caller.Person person) {
      return person.session().secret();
    }
    throw HttpFailure.forbidden();
  }

  /**
   * Shows somebody who came back from the provider the form that does what was confirmed.
   *
   * @param visit the request that came back
   * @param attempt what it had been sent with
   * @param vouched who entered credentials, and when
   * @throws ProviderFailure if it is somebody else, or they were not entered for this
   */
  void show(Visit visit, LogInAttempt attempt, Vouched vouched) {
    AskedAct act = attempt.asked().orElseThrow();
    if (visit.caller().isEmpty() || !session(visit).equals(act.session())) {
      throw refused("The session in which you asked for this has ended. Log in again.");
    }
    Id.Account account = act.account();
    Optional<Identity> bound = visit.store().read(tx -> tx.identities().of(account));
    if (!bound.equals(Optional.of(vouched.identity()))) {
      throw refused("Somebody else logged in at the provider. Nothing was done.");
    }
    Instant entered =
        vouched
            .entered()
            .orElseThrow(
                () ->
                    refused(
                        "The provider does not say when you entered your password (auth_time). Nothing was done; tell your administrator."));
    if (entered.isBefore(attempt.begun().minus(SKEW))
        || entered.isAfter(clock.instant().plus(SKEW))
        || !visit.store().write(visit.actor(), tx -> tx.identities().entered(account, entered))) {
      throw refused(
          "The provider did not ask for your password again, or its clock and that of this service differ by more than %d seconds. Nothing was done; try again, or tell your administrator."
              .formatted(SKEW.toSeconds()));
    }
    visit.show("access/confirmed.jte", new Confirmed(act, attempts.confirm(act)));
  }

  private static ProviderFailure refused(String words) {
    return new ProviderFailure(ProviderFailure.Reason.REFUSED, words);
  }
}
