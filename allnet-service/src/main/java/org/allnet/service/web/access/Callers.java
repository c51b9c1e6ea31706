package org.allnet.service.web.access;

import io.javalin.http.Context;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.allnet.service.domain.Account;
import org.allnet.service.domain.Actor;
import org.allnet.service.domain.ApiKey;
import org.allnet.service.domain.KeySecret;
import org.allnet.service.domain.LoginSession;
import org.allnet.service.domain.SessionSecret;
import org.allnet.service.store.Store;
import org.allnet.service.web.route.Caller;
import org.allnet.service.web.route.HttpFailure;
import org.allnet.service.web.route.Route;

/** Tells who asks, by a session or by a key. Thread-safe. */
public final class Callers {

  /** How exactly is remembered when somebody was last seen, so that not every request writes. */
  private static final Duration EXACTNESS = Duration.ofMinutes(1);

  private static final String BEARER = "Bearer ";
  private static final String RENEWAL = "allnet.renewal";

  private final Store store;
  private final Clock clock;
  private final Transport transport;
  private final Vouching vouching;
  private final Optional<ProgramTokens> tokens;

  /**
   * Knows the people and keys of a store.
   *
   * @param store where they are
   * @param clock tells the time
   * @param transport what is between a browser and this process
   * @param vouching how long sessions and keys count
   * @param tokens takes tokens of a provider, if there is one
   */
  public Callers(
      Store store,
      Clock clock,
      Transport transport,
      Vouching vouching,
      Optional<ProgramTokens> tokens) {
    this.tokens = tokens;
    this.store = store;
    this.clock = clock;
    this.transport = transport;
    this.vouching = vouching;
  }

  /**
   * Returns the person of the session that a browser shows. The session goes on for as long as
   * people ask; what pages ask by themselves does not count.
   *
   * @param context the request
   * @param route what is asked for
   * @param requestId by which logs are found
   * @return empty if it shows none that is worth something
   */
  public Optional<Caller> person(Context context, Route route, String requestId) {
    return Optional.ofNullable(context.cookie(transport.cookie()))
        .flatMap(SessionSecret::parse)
        .flatMap(secret -> person(secret, context, route, requestId));
  }

  private record Found(LoginSession session, Account account) {}

  /**
   * Returns whether the session that a browser shows ended only since the provider has to be asked
   * again.
   *
   * @param context a request for whose {@linkplain #person person} was asked
   */
  public static boolean mayRenew(Context context) {
    return Boolean.TRUE.equals(context.attribute(RENEWAL));
  }

  private Optional<Caller> person(
      SessionSecret secret, Context context, Route route, String requestId) {
    Optional<Found> found =
        store.read(
            tx ->
                tx.sessions()
                    .bySecret(secret)
                    .flatMap(
                        session ->
                            tx.accounts()
                                .get(session.account())
                                .map(account -> new Found(session, account))));
    Instant now = clock.instant();
    if (found.isEmpty() || found.get().account().disabled().isPresent()) {
      return Optional.empty();
    }
    LoginSession session = found.get().session();
    Optional<LoginSession.Limits> limits = vouching.limits(found.get().account());
    if (limits.isEmpty() || !now.isBefore(session.ends(limits.get()))) {
      boolean goesOn = now.isBefore(session.ends(vouching.usual()));
      context.attribute(RENEWAL, limits.isPresent() && goesOn);
      return Optional.empty();
    }
    boolean counts = !route.is(Route.Trait.BY_ITSELF);
    if (counts && !now.isBefore(session.seen().plus(EXACTNESS))) {
      store.change(new Actor.Service("web", requestId), tx -> tx.sessions().seen(session));
    }
    LoginSession seen =
        counts
            ? new LoginSession(session.secret(), session.account(), session.opened(), now)
            : session;
    return Optional.of(
        new Caller.Person(
            found.get().account(), seen, seen.ends(limits.get()), secret.formToken()));
  }

  private record Owned(ApiKey key, Account account) {}

  /**
   * Returns the program of the key or the provider's token that a request shows.
   *
   * @param context the request
   * @param requestId by which logs are found
   * @return empty if it shows none that is worth something
   * @throws HttpFailure if it shows one where others could read it, or a key or token that is not
   *     taken now
   */
  public Optional<Caller> program(Context context, String requestId) {
    Optional<String> shown =
        Optional.ofNullable(context.header("Authorization"))
            .filter(text -> text.regionMatches(true, 0, BEARER, 0, BEARER.length()))
            .map(text -> text.substring(BEARER.length()).strip());
    if (shown.isPresent() && !isPrivate(context)) {
      throw new HttpFailure(
          403,
          "Keys and tokens are taken over HTTPS alone. This one was sent in the open: revoke it.");
    }
    if (tokens.isPresent() && shown.filter(ProgramTokens::isOne).isPresent()) {
      String address =
          transport.address(context.ip(), Optional.ofNullable(context.header("X-Forwarded-For")));
      return Optional.of(tokens.get().caller(shown.get(), address));
    }
    return shown.flatMap(KeySecret::parse).flatMap(secret -> program(secret, requestId));
  }

  /** Whether nobody on the way could read the request. */
  private boolean isPrivate(Context context) {
    return switch (transport) {
      case TLS -> true;
      case PROXY -> "https".equalsIgnoreCase(context.header("X-Forwarded-Proto"));
      case LOOPBACK -> Loopback.isAddress(context.ip());
    };
  }

  private Optional<Caller> program(KeySecret secret, String requestId) {
    Instant now = clock.instant();
    Optional<Owned> found =
        store
            .read(
                tx ->
                    tx.apiKeys()
                        .bySecret(secret)
                        .flatMap(
                            key ->
                                tx.accounts()
                                    .get(key.owner())
                                    .map(account -> new Owned(key, account))))
            .filter(owned -> owned.key().isValid(now))
            .filter(owned -> owned.account().disabled().isEmpty());
    found
        .flatMap(owned -> vouching.against(owned.key(), owned.account(), now))
        .ifPresent(
            words -> {
              throw new HttpFailure(401, words);
            });
    found
        .map(Owned::key)
        .filter(key -> key.used().map(used -> !now.isBefore(used.plus(EXACTNESS))).orElse(true))
        .ifPresent(
            key ->
                store.change(
                    new Actor.Service("web", requestId), tx -> tx.apiKeys().used(key.id())));
    return found.map(owned -> new Caller.Program(owned.account(), owned.key(), now));
  }
}
