package org.allnet.service.web.oidc;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.Resource;
import java.io.IOException;
import java.lang.System.Logger;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.allnet.data.ForeignFailure;
import org.allnet.data.file.Json;
import org.jspecify.annotations.Nullable;

/**
 * The provider at which people log in. It is asked for its document when that is needed, and again
 * each hour; if it does not answer, it is asked again a quarter of a minute later at the earliest.
 * Thread-safe.
 */
public final class Provider {

  private static final Logger LOG = System.getLogger(Provider.class.getPackageName());
  private static final Duration KNOWN = Duration.ofHours(1);
  private static final Duration PAUSE = Duration.ofSeconds(15);
  private static final long KEYS_KEPT_MS = Duration.ofMinutes(5).toMillis();
  private static final long KEYS_AWAITED_MS = Duration.ofSeconds(12).toMillis();
  private static final long KEYS_PAUSE_MS = Duration.ofSeconds(30).toMillis();
  private static final long KEYS_WITHOUT_PROVIDER_MS = Duration.ofHours(1).toMillis();

  private record Known(ProviderDocument document, TokenCheck check) {}

  private final OidcSettings settings;
  private final Clock clock;
  private final BoundedHttp http = new BoundedHttp();
  private final ReentrantLock asking = new ReentrantLock();
  private volatile @Nullable Known known;
  private volatile Instant askAgain = Instant.MIN;
  private boolean toldOfFailure;

  /**
   * Knows nothing of the provider yet.
   *
   * @param settings how it is asked
   * @param clock tells the time
   */
  public Provider(OidcSettings settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
  }

  /** {@return how it is asked} */
  public OidcSettings settings() {
    return settings;
  }

  /** Asks for the document, so that a log-in need not wait; if that fails, the log has a line. */
  public void lookAhead() {
    Thread thread =
        new Thread(
            () -> {
              try {
                known();
              } catch (ProviderFailure e) {
                LOG.log(Logger.Level.DEBUG, "the provider is asked again at the first log-in");
              }
            },
            "allnet-provider");
    thread.setDaemon(true);
    thread.start();
  }

  private Known known() {
    Known now = known;
    if (now != null && clock.instant().isBefore(askAgain)) {
      return now;
    }
    try {
      if (!asking.tryLock(KEYS_AWAITED_MS, TimeUnit.MILLISECONDS)) {
        throw ProviderFailure.unreachable();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw ProviderFailure.unreachable();
    }
    try {
      return asked();
    } finally {
      asking.unlock();
    }
  }

  private Known asked() {
    Known before = known;
    if (clock.instant().isBefore(askAgain)) {
      if (before == null) {
        throw ProviderFailure.unreachable();
      }
      return before;
    }
    try {
      ProviderDocument document = ProviderDocument.read(body(settings.discovery()), settings);
      Known now =
          before != null && before.document().keys().equals(document.keys())
              ? new Known(document, before.check())
              : new Known(document, new TokenCheck(settings, keys(document), clock));
      known = now;
      askAgain = clock.instant().plus(KNOWN);
      tell(true, "");
      return now;
    } catch (IOException | IllegalArgumentException e) {
      askAgain = clock.instant().plus(PAUSE);
      tell(false, ForeignFailure.words(e));
      if (before == null) {
        throw ProviderFailure.unreachable();
      }
      return before;
    }
  }

  /** One line when it stops to answer, and one when it answers again. */
  private void tell(boolean answers, String why) {
    if (answers && toldOfFailure) {
      LOG.log(Logger.Level.INFO, "log-in provider {0} answers again", settings.host());
    } else if (!answers && !toldOfFailure) {
      LOG.log(
          Logger.Level.WARNING,
          "log-in provider {0} is of no use: {1}. Local accounts work; it is tried again.",
          settings.host(),
          why);
    }
    toldOfFailure = !answers;
  }

  private String body(String address) throws IOException {
    BoundedHttp.Answer answer = http.get(address);
    if (answer.status() != 200) {
      throw new IOException("it answered with status " + answer.status());
    }
    return answer.body();
  }

  /** Keys are kept, asked for again if a token names another one, and not too often. */
  private JWKSource<SecurityContext> keys(ProviderDocument document) throws IOException {
    return JWKSourceBuilder.<SecurityContext>create(
            URI.create(document.keys()).toURL(),
            address -> new Resource(body(address.toString()), "application/json"))
        .cache(KEYS_KEPT_MS, KEYS_AWAITED_MS)
        .refreshAheadCache(false)
        .rateLimited(KEYS_PAUSE_MS)
        .outageTolerant(KEYS_WITHOUT_PROVIDER_MS)
        .build();
  }

  /**
   * Returns where a browser is sent to log in.
   *
   * @param attempt ties what comes back to this browser
   * @throws ProviderFailure if the provider can't be asked
   */
  public String logIn(LogInAttempt attempt) {
    Map<String, String> query = new LinkedHashMap<>();
    query.put("response_type", "code");
    query.put("client_id", settings.client());
    query.put("redirect_uri", attempt.back());
    query.put("scope", settings.scopes().stream().sorted().collect(Collectors.joining(" ")));
    query.put("state", attempt.state());
    query.put("nonce", attempt.nonce());
    query.put("code_challenge", attempt.challenge());
    query.put("code_challenge_method", "S256");
    if (attempt.asked().isPresent()) {
      query.put("prompt", "login");
      query.put("max_age", "0");
    }
    return with(known().document().authorization(), query);
  }

  /**
   * Exchanges the code that a browser brought.
   *
   * @param attempt with which the browser had been sent
   * @param code the code
   * @param issuer the provider that the browser says it comes from, if it says so
   * @return who logged in
   * @throws ProviderFailure if the provider can't be asked, or what it says is not believed
   */
  public Vouched redeem(LogInAttempt attempt, String code, Optional<String> issuer) {
    Known now = known();
    if (issuer.isPresent()
        ? !issuer.get().equals(settings.issuer())
        : now.document().namesItself()) {
      throw ProviderFailure.refused("the browser comes back from another provider");
    }
    String token;
    try {
      BoundedHttp.Answer answer = http.send(exchange(now.document(), attempt, code));
      if (answer.status() >= 500) {
        throw ProviderFailure.unreachable();
      }
      JsonNode body = answer.status() == 200 ? Json.read(answer.body()) : Json.object();
      token = body.path("id_token").asText();
    } catch (IOException e) {
      LOG.log(
          Logger.Level.WARNING,
          "log-in provider {0}: no answer about a code: {1}",
          settings.host(),
          ForeignFailure.words(e));
      throw ProviderFailure.unreachable();
    }
    if (token.isEmpty()) {
      throw ProviderFailure.refused("the provider does not take the code");
    }
    return now.check().idToken(token, attempt.nonce());
  }

  private HttpRequest exchange(ProviderDocument document, LogInAttempt attempt, String code) {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("grant_type", "authorization_code");
    form.put("code", code);
    form.put("redirect_uri", attempt.back());
    form.put("code_verifier", attempt.verifier());
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(document.token()))
            .header("Accept", "application/json")
            .header("Content-Type", "application/x-www-form-urlencoded");
    if (settings.secret().isPresent() && !document.post()) {
      String both = encoded(settings.client()) + ":" + encoded(settings.secret().get());
      request.header(
          "Authorization",
          "Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8)));
    } else {
      form.put("client_id", settings.client());
      settings.secret().ifPresent(secret -> form.put("client_secret", secret));
    }
    return request.POST(HttpRequest.BodyPublishers.ofString(joined(form))).build();
  }

  /**
   * Checks the token that a program shows.
   *
   * @param token the token
   * @return for whom it is
   * @throws ProviderFailure if the provider can't be asked, or the token is not believed
   */
  public Vouched program(String token) {
    String audience =
        settings
            .audience()
            .orElseThrow(() -> ProviderFailure.refused("this service takes keys alone"));
    return known().check().accessToken(token, audience);
  }

  /**
   * Returns where a browser is sent to log out of the provider too.
   *
   * @param back where it comes back to
   * @return empty if the provider offers nothing like that, or can't be asked
   */
  public Optional<String> logOut(String back) {
    try {
      return known()
          .document()
          .logOut()
          .map(
              address ->
                  with(
                      address,
                      Map.of("client_id", settings.client(), "post_logout_redirect_uri", back)));
    } catch (ProviderFailure e) {
      return Optional.empty();
    }
  }

  private static String with(String address, Map<String, String> query) {
    return address + (address.contains("?") ? "&" : "?") + joined(query);
  }

  private static String joined(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(field -> field.getKey() + "=" + encoded(field.getValue()))
        .collect(Collectors.joining("&"));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
