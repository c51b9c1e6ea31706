package org.allnet.service.web.access;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.allnet.data.file.Json;
import org.allnet.service.domain.Actor;
import org.allnet.service.domain.Hash;
import org.allnet.service.domain.Id;
import org.allnet.service.store.Store;
import org.allnet.service.web.oidc.AskedAct;
import org.allnet.service.web.oidc.LogInAttempt;
import org.allnet.service.web.oidc.ProviderFailure;

/**
 * The browsers that are on their way to the provider, for ten minutes each, and the acts that were
 * confirmed there, for five. Each counts once. They are in the database, sealed, so that a browser
 * may come back to another process than the one that sent it. Thread-safe.
 */
public final class LogInAttempts {

  /** For how long a browser may be away. */
  public static final Duration KEPT = Duration.ofMinutes(10);

  /** For how long an act that was confirmed may wait. */
  static final Duration CONFIRMED = Duration.ofMinutes(5);

  private static final int MOST = 10_000;

  private final Store store;
  private final SecretBox box;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  /**
   * Keeps them in a store.
   *
   * @param store where they are kept
   * @param box seals them
   * @param clock tells the time
   */
  public LogInAttempts(Store store, SecretBox box, Clock clock) {
    this.store = store;
    this.box = box;
    this.clock = clock;
  }

  /** What is kept, so that nothing of one kind is taken for another. */
  private enum Kind {
    ATTEMPT,
    ACT
  }

  /**
   * Begins the way of a browser to the provider.
   *
   * @param browser the hash of what the browser has to show when it comes back
   * @param back where it comes back to
   * @param next where the person wanted to go
   * @param asked what is confirmed; empty for a log-in
   * @throws ProviderFailure if too many are on their way
   */
  LogInAttempt begin(Hash browser, String back, String next, Optional<AskedAct> asked) {
    LogInAttempt attempt =
        new LogInAttempt(secret(), secret(), secret(), browser, back, next, asked, clock.instant());
    keep(Kind.ATTEMPT, attempt.state(), json(attempt), KEPT);
    return attempt;
  }

  /**
   * Returns the one that comes back, which can't come back again.
   *
   * @param state what the browser brings
   * @return empty if there is none, or it was away for too long
   */
  Optional<LogInAttempt> end(String state) {
    return take(Kind.ATTEMPT, state).map(kept -> attempt(state, kept));
  }

  /**
   * Keeps an act that was confirmed.
   *
   * @param act what may be done
   * @return what its form has to send along
   * @throws ProviderFailure if too many wait
   */
  String confirm(AskedAct act) {
    String token = secret();
    keep(Kind.ACT, token, json(act), CONFIRMED);
    return token;
  }

  /**
   * Returns the act that was confirmed, which can't be done again by the same confirmation.
   *
   * @param token what its form sent along
   * @return empty if there is none, or it has waited for too long
   */
  Optional<AskedAct> confirmed(String token) {
    return take(Kind.ACT, token).map(LogInAttempts::act);
  }

  private void keep(Kind kind, String secret, ObjectNode what, Duration kept) {
    Hash hash = Hash.of(secret);
    String closed =
        box.seal(Json.line(what).getBytes(StandardCharsets.UTF_8), kind + " " + hash.hex());
    Instant until = clock.instant().plus(kept);
    boolean has = store.write(actor(), tx -> tx.awaitedReturns().keep(hash, closed, until, MOST));
    if (!has) {
      throw new ProviderFailure(
          ProviderFailure.Reason.UNREACHABLE,
          "Too many people are on their way to your laboratory's log-in. Try again in some minutes.");
    }
  }

  private Optional<JsonNode> take(Kind kind, String secret) {
    if (secret.isEmpty()) {
      return Optional.empty();
    }
    Hash hash = Hash.of(secret);
    return store
        .write(actor(), tx -> tx.awaitedReturns().take(hash))
        .flatMap(closed -> box.open(closed, kind + " " + hash.hex()))
        .map(bytes -> read(new String(bytes, StandardCharsets.UTF_8)));
  }

  private static Actor actor() {
    return new Actor.Service("provider", "way-back");
  }

  private static JsonNode read(String text) {
    try {
      return Json.read(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("what was sealed here is no JSON", e);
    }
  }

  private static ObjectNode json(LogInAttempt attempt) {
    ObjectNode json = Json.object();
    json.put("nonce", attempt.nonce());
    json.put("verifier", attempt.verifier());
    json.put("browser", attempt.browser().hex());
    json.put("back", attempt.back());
    json.put("next", attempt.next());
    json.put("begun", attempt.begun().toString());
    attempt.asked().ifPresent(act -> json.set("asked", json(act)));
    return json;
  }

  private static LogInAttempt attempt(String state, JsonNode json) {
    return new LogInAttempt(
        state,
        json.path("nonce").asText(),
        json.path("verifier").asText(),
        new Hash(json.path("browser").asText()),
        json.path("back").asText(),
        json.path("next").asText(),
        json.has("asked") ? Optional.of(act(json.path("asked"))) : Optional.empty(),
        Instant.parse(json.path("begun").asText()));
  }

  private static ObjectNode json(AskedAct act) {
    ObjectNode json = Json.object();
    json.put("account", act.account().text());
    json.put("session", act.session().hex());
    json.put("path", act.path());
    json.put("words", act.words());
    ObjectNode fields = json.putObject("fields");
    act.fields()
        .forEach(
            (name, values) -> {
              ArrayNode all = fields.putArray(name);
              values.forEach(all::add);
            });
    return json;
  }

  private static AskedAct act(JsonNode json) {
    Map<String, List<String>> fields = new TreeMap<>();
    json.path("fields")
        .properties()
        .forEach(
            field -> {
              List<String> values = new ArrayList<>();
              field.getValue().forEach(value -> values.add(value.asText()));
              fields.put(field.getKey(), values);
            });
    return new AskedAct(
        new Id.Account(Id.parse(json.path("account").asText())),
        new Hash(json.path("session").asText()),
        json.path("path").asText(),
        fields,
        json.path("words").asText());
  }

  private String secret() {
    byte[] bits = new byte[32];
    random.nextBytes(bits);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
  }
}
