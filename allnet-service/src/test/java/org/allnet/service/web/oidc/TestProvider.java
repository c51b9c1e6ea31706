package org.allnet.service.web.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.allnet.data.file.Json;

/** A provider that says what a test wants it to say, also what no provider should. */
public final class TestProvider implements AutoCloseable {

  public static final String CLIENT = "allnet";
  public static final String SECRET = "of the client";

  private record Grant(Map<String, String> asked, Map<String, Object> claims) {}

  private final HttpServer server;
  private final Clock clock;
  private final Map<String, Grant> grants = new ConcurrentHashMap<>();
  public final List<String> asked = java.util.Collections.synchronizedList(new ArrayList<>());

  /** The key that signs, and those that are published. */
  public volatile ECKey key = key("first");

  public volatile List<ECKey> published = List.of(key);
  public volatile boolean down;
  public volatile boolean namesItself;
  public volatile String named;

  /** An address that is answered with more than is read, and one that leads elsewhere. */
  public volatile String huge = "";

  public volatile String moved = "";

  /** What becomes of a token before it is sent. */
  public volatile UnaryOperator<String> changed = UnaryOperator.identity();

  /** What becomes of the claims before they are signed. */
  public volatile Consumer<Map<String, Object>> claims = all -> {};

  private TestProvider(HttpServer server, Clock clock) {
    this.server = server;
    this.clock = clock;
    this.named = issuer();
  }

  public static TestProvider start(Clock clock) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    TestProvider provider = new TestProvider(server, clock);
    server.createContext("/", provider::answer);
    server.start();
    return provider;
  }

  public String issuer() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/lab";
  }

  public static ECKey key(String id) {
    try {
      return new ECKeyGenerator(Curve.P_256).keyID(id).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    asked.add(path);
    int status = 200;
    Object body = Map.of();
    if (path.equals(moved)) {
      exchange.getResponseHeaders().add("Location", issuer() + "/elsewhere");
      status = 307;
    } else if (path.equals(huge)) {
      body = Map.of("keys", List.of(), "id_token", "", "padding", "x".repeat(300 << 10));
    } else if (down) {
      status = 503;
    } else if (path.equals("/lab/.well-known/openid-configuration")) {
      body = document();
    } else if (path.equals("/lab/keys")) {
      body = new JWKSet(new ArrayList<>(published)).toPublicJWKSet().toJSONObject();
    } else if (path.equals("/lab/token")) {
      String form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      String token =
          exchanged(fields(form), exchange.getRequestHeaders().getFirst("Authorization"));
      status = token.isEmpty() ? 400 : 200;
      body = token.isEmpty() ? Map.of("error", "invalid_grant") : Map.of("id_token", token);
    } else {
      status = 404;
    }
    byte[] bytes = Json.line(body).getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private Map<String, Object> document() {
    Map<String, Object> document = new HashMap<>();
    document.put("issuer", named);
    document.put("authorization_endpoint", issuer() + "/authorize");
    document.put("token_endpoint", issuer() + "/token");
    document.put("jwks_uri", issuer() + "/keys");
    document.put("end_session_endpoint", issuer() + "/end");
    document.put("authorization_response_iss_parameter_supported", namesItself);
    return document;
  }

  private String exchanged(Map<String, String> form, String authorization) {
    Grant grant = grants.remove(form.getOrDefault("code", ""));
    String both =
        Base64.getEncoder()
            .encodeToString(
                (CLIENT + ":" + SECRET.replace(' ', '+')).getBytes(StandardCharsets.UTF_8));
    if (grant == null
        || !("Basic " + both).equals(authorization)
        || !grant.asked().get("redirect_uri").equals(form.get("redirect_uri"))
        || !grant.asked().get("code_challenge").equals(challenge(form.get("code_verifier")))) {
      return "";
    }
    Map<String, Object> all = new HashMap<>(grant.claims());
    all.put("aud", CLIENT);
    all.put("nonce", grant.asked().get("nonce"));
    return changed.apply(token(all));
  }

  private static String challenge(String verifier) {
    try {
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(
              MessageDigest.getInstance("SHA-256")
                  .digest(verifier.getBytes(StandardCharsets.US_ASCII)));
    } catch (java.security.GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A token that counts for five minutes from now on, signed by the key. */
  public String token(Map<String, Object> of) {
    Map<String, Object> all = new HashMap<>();
    Instant now = clock.instant();
    all.put("iss", issuer());
    all.put("iat", Date.from(now));
    all.put("exp", Date.from(now.plusSeconds(300)));
    all.putAll(of);
    claims.accept(all);
    JWTClaimsSet.Builder builder = new JWTClaimsSet.Builder();
    all.forEach(builder::claim);
    return signed(builder.build());
  }

  private String signed(JWTClaimsSet set) {
    try {
      SignedJWT token =
          new SignedJWT(
              new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(key.getKeyID()).build(), set);
      token.sign(new ECDSASigner(key));
      return token.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Enters credentials where a browser was sent, and returns where it is sent back to. */
  public String logIn(String sentTo, String subject, Map<String, Object> more) {
    Map<String, String> query = fields(URI.create(sentTo).getRawQuery());
    String code = UUID.randomUUID().toString();
    Map<String, Object> all = new HashMap<>(more);
    all.put("sub", subject);
    all.putIfAbsent("auth_time", clock.instant().getEpochSecond());
    grants.put(code, new Grant(query, all));
    String back = query.get("redirect_uri");
    return back.substring(back.indexOf("/log-in"))
        + "?code="
        + code
        + "&state="
        + query.get("state")
        + (namesItself ? "&iss=" + issuer() : "");
  }

  public static Map<String, String> fields(String encoded) {
    Map<String, String> fields = new HashMap<>();
    for (String field : encoded.split("&")) {
      int at = field.indexOf('=');
      fields.put(
          field.substring(0, at),
          URLDecoder.decode(field.substring(at + 1), StandardCharsets.UTF_8));
    }
    return fields;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
