package org.allnet.service.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.allnet.service.domain.Account;
import org.allnet.service.domain.Actor;
import org.allnet.service.domain.Identity;
import org.allnet.service.domain.UserRole;
import org.allnet.service.store.SetClock;
import org.allnet.service.web.access.LoginLimits;
import org.allnet.service.web.access.SignInSettings;
import org.allnet.service.web.oidc.OidcSettings;
import org.allnet.service.web.oidc.RoleRules;
import org.allnet.service.web.oidc.TestProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Logging in at a provider, and what is not believed of one. */
final class ProviderLogInTest {

  private static final SetClock CLOCK = new SetClock();
  private static final Actor TEST = new Actor.Service("test", "run-3");
  private static TestProvider provider;
  private static TestService service;
  private static int people;

  @BeforeAll
  static void start() throws Exception {
    provider = TestProvider.start(CLOCK);
    service =
        TestService.start(CLOCK, new SignInSettings(Optional.of(settings(true)), true, Set.of()));
  }

  private static OidcSettings settings(boolean newAccounts) {
    return new OidcSettings(
        provider.issuer(),
        TestProvider.CLIENT,
        Optional.of(TestProvider.SECRET),
        Set.of("openid", "profile"),
        Optional.empty(),
        new RoleRules(
            "realm_access.roles",
            List.of(
                RoleRules.Rule.parse("lab=reader@Home"),
                RoleRules.Rule.parse("sign=signer@Home"),
                RoleRules.Rule.parse("boss=administrator"))),
        newAccounts);
  }

  @AfterEach
  void honest() {
    provider.changed = UnaryOperator.identity();
    provider.claims = all -> {};
    provider.down = false;
    provider.namesItself = false;
    provider.huge = "";
    provider.moved = "";
    provider.named = provider.issuer();
    CLOCK.pass(LoginLimits.WINDOW.plusSeconds(1));
  }

  @AfterAll
  static void stop() {
    service.close();
    provider.close();
  }

  private static String somebody() {
    return "subject-" + people++;
  }

  private static Map<String, Object> roles(String... roles) {
    return Map.of("realm_access", Map.of("roles", List.of(roles)));
  }

  private static String sentTo(Browser browser, String path) throws Exception {
    HttpResponse<String> answer = browser.get(path);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
    return answer.headers().firstValue("Location").orElseThrow();
  }

  private static HttpResponse<String> logIn(
      Browser browser, String subject, Map<String, Object> claims) throws Exception {
    return browser.get(provider.logIn(sentTo(browser, "/log-in/provider"), subject, claims));
  }

  private static boolean isIn(Browser browser) throws Exception {
    return browser.get("/projects").statusCode() == 200;
  }

  private static Optional<Account> account(String subject) {
    Identity identity = new Identity(provider.issuer(), subject);
    return service.store.read(tx -> tx.identities().account(identity).flatMap(tx.accounts()::get));
  }

  @Test
  void firstLogIn_makesAnAccountOfIssuerAndSubject() throws Exception {
    Browser browser = service.browser();
    String subject = somebody();
    Map<String, Object> claims = new LinkedHashMap<>(roles("lab", "unknown"));
    claims.put("preferred_username", "maria");
    claims.put("name", "Dr. Maria <b>Example</b>");
    String there = sentTo(browser, "/log-in/provider");
    assertThat(there)
        .startsWith(provider.issuer() + "/authorize?")
        .contains("response_type=code", "code_challenge_method=S256", "nonce=", "state=")
        .doesNotContain("prompt=");
    HttpResponse<String> answer = browser.get(provider.logIn(there, subject, claims));

    assertThat(answer.statusCode()).isEqualTo(303);
    assertThat(answer.headers().firstValue("Location")).hasValue("/projects");
    assertThat(answer.headers().allValues("Set-Cookie"))
        .as("an opaque session, and nothing of the provider's")
        .hasSize(2)
        .anyMatch(cookie -> cookie.matches("allnet=[0-9a-f]{64}; Path=/; HttpOnly; SameSite=Lax"))
        .anyMatch(cookie -> cookie.startsWith("allnet-provider=;"));
    Account made = account(subject).orElseThrow();
    assertThat(made.login()).isEqualTo("maria");
    assertThat(made.password()).isEmpty();
    assertThat(made.memberships())
        .isEqualTo(Map.of(service.home.project().id(), Set.of(UserRole.READER)));
    assertThat(browser.get("/account").body())
        .contains("Dr. Maria &lt;b&gt;Example")
        .doesNotContain("eyJ");
    assertThat(service.browser(UserRole.ADMINISTRATOR).get("/administration").body())
        .contains("logs in at the provider")
        .doesNotContain("no password yet");
    assertThat(
            service
                .browser()
                .post("/log-in", Map.of("login", "maria", "password", ""))
                .statusCode())
        .as("without a password here")
        .isEqualTo(401);
  }

  @Test
  void laterLogIn_isTheSamePersonWithTheRolesOfNow() throws Exception {
    String subject = somebody();
    logIn(service.browser(), subject, roles("lab"));
    Account before = account(subject).orElseThrow();
    Map<String, Object> claims = new LinkedHashMap<>(roles("sign"));
    claims.put("preferred_username", "another name");
    assertThat(logIn(service.browser(), subject, claims).statusCode()).isEqualTo(303);

    Account after = account(subject).orElseThrow();
    assertThat(after.id()).isEqualTo(before.id());
    assertThat(after.memberships().values()).containsExactly(Set.of(UserRole.SIGNER));

    Browser without = service.browser();
    HttpResponse<String> refused = logIn(without, subject, roles());
    assertThat(refused.statusCode()).isEqualTo(401);
    assertThat(refused.body()).contains("gives you no role here");
    assertThat(account(subject).orElseThrow().memberships()).as("taken away too").isEmpty();
  }

  @Test
  void rolesThatExcludeEachOther_areRefusedInWords() throws Exception {
    String subject = somebody();
    HttpResponse<String> answer = logIn(service.browser(), subject, roles("boss", "sign"));

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.body()).contains("an administrator judges and signs nothing");
    assertThat(account(subject)).isEmpty();
  }

  @Test
  void pageWhereSomebodyWanted_isOneOfOurs() throws Exception {
    Browser browser = service.browser();
    String there = sentTo(browser, "/log-in/provider?next=/models");
    assertThat(
            browser
                .get(provider.logIn(there, somebody(), roles("lab")))
                .headers()
                .firstValue("Location"))
        .hasValue("/models");
    there = sentTo(browser, "/log-in/provider?next=%2Fmodels%3Fa%3D1%26b%3D2");
    assertThat(
            browser
                .get(provider.logIn(there, somebody(), roles("lab")))
                .headers()
                .firstValue("Location"))
        .as("with what it was asked for")
        .hasValue("/models?a=1&b=2");
    for (String foreign : List.of("//evil.example", "https://evil.example", "/%5Cevil.example")) {
      there = sentTo(browser, "/log-in/provider?next=" + foreign);
      assertThat(
              browser
                  .get(provider.logIn(there, somebody(), roles("lab")))
                  .headers()
                  .firstValue("Location"))
          .as(foreign)
          .hasValue("/projects");
    }
  }

  @Test
  void wayBack_countsOnceAndInItsBrowserAlone() throws Exception {
    Browser browser = service.browser();
    String back = provider.logIn(sentTo(browser, "/log-in/provider"), somebody(), roles("lab"));
    Browser other = service.browser();
    sentTo(other, "/log-in/provider");
    HttpResponse<String> elsewhere = other.get(back);
    assertThat(elsewhere.statusCode()).isEqualTo(401);
    assertThat(elsewhere.body()).contains("begun in another browser");
    assertThat(browser.get(back).body()).as("it is used up").contains("finished already");

    String good = provider.logIn(sentTo(browser, "/log-in/provider"), somebody(), roles("lab"));
    assertThat(browser.get(good).statusCode()).isEqualTo(303);
    assertThat(service.browser().get(good).statusCode()).as("again").isEqualTo(401);

    String late = provider.logIn(sentTo(other, "/log-in/provider"), somebody(), roles("lab"));
    CLOCK.pass(Duration.ofMinutes(11));
    assertThat(other.get(late).statusCode()).as("after eleven minutes").isEqualTo(401);
  }

  @Test
  void codeOfAnotherLogIn_isNotTaken() throws Exception {
    Browser browser = service.browser();
    String stolen = provider.logIn(sentTo(browser, "/log-in/provider"), somebody(), roles("lab"));
    Browser thief = service.browser();
    String own = provider.logIn(sentTo(thief, "/log-in/provider"), somebody(), roles("lab"));
    String mixed =
        stolen.substring(0, stolen.indexOf("&state=")) + own.substring(own.indexOf("&state="));
    HttpResponse<String> answer = thief.get(mixed);

    assertThat(answer.statusCode()).as("another verifier").isEqualTo(401);
    assertThat(isIn(thief)).isFalse();
  }

  @Test
  void answerOfAnotherProvider_isNotTaken() throws Exception {
    Browser browser = service.browser();
    String back = provider.logIn(sentTo(browser, "/log-in/provider"), somebody(), roles("lab"));
    assertThat(browser.get(back + "&iss=https://other.example").body())
        .contains("from another provider");
  }

  @Test
  void failureOfTheProvider_isToldAndNotEchoed() throws Exception {
    Browser browser = service.browser();
    String state =
        TestProvider.fields(sentTo(browser, "/log-in/provider?next=/models").split("\\?")[1])
            .get("state");
    assertThat(browser.get("/log-in/provider/return?error=access_denied&state=" + state).body())
        .contains("did not log you in (access denied)")
        .as("the next try leads there too")
        .contains("\"/log-in/provider?next=%2Fmodels\"", "name=\"next\" value=\"/models\"");
    state = TestProvider.fields(sentTo(browser, "/log-in/provider").split("\\?")[1]).get("state");
    LogLines log = new LogLines();
    assertThat(
            browser
                .get(
                    "/log-in/provider/return?error=%3Cb%3Eyou%0Awon&error_description=won&state="
                        + state)
                .body())
        .contains("for another reason")
        .doesNotContain("won");
    log.close();
    assertThat(log.lines).hasSize(1).allMatch(line -> !line.contains("won"));
  }

  private void refused(
      String what, Consumer<Map<String, Object>> claims, UnaryOperator<String> token)
      throws Exception {
    provider.claims = claims;
    provider.changed = token;
    String subject = somebody();
    Browser browser = service.browser();
    HttpResponse<String> answer = logIn(browser, subject, roles("lab"));
    assertThat(answer.statusCode()).as("%s: %s", what, answer.body()).isEqualTo(401);
    assertThat(answer.body()).as(what).contains("The log-in is not taken");
    assertThat(isIn(browser)).as(what).isFalse();
    assertThat(account(subject)).as(what).isEmpty();
  }

  @Test
  void logInRefusedForItsTimes_namesTheClocks() throws Exception {
    String clocks = "The clocks of the provider and of this service differ by more than 60 seconds";
    for (String claim : List.of("exp", "nbf", "iat")) {
      provider.claims = all -> all.put(claim, date(claim.equals("exp") ? -61 : 62));
      assertThat(logIn(service.browser(), somebody(), roles("lab")).body())
          .as(claim)
          .contains(clocks, "tell your administrator");
    }
    provider.claims = all -> all.put("aud", "another");
    assertThat(logIn(service.browser(), somebody(), roles("lab")).body())
        .contains("The log-in is not taken")
        .doesNotContain("clocks");
  }

  @Test
  void tokensThatAreNotGood_areRefused() throws Exception {
    UnaryOperator<String> as = UnaryOperator.identity();
    refused("audience", all -> all.put("aud", "another"), as);
    refused("two audiences", all -> all.put("aud", List.of("another", TestProvider.CLIENT)), as);
    refused("authorized party", all -> all.put("azp", "another"), as);
    refused("issuer", all -> all.put("iss", provider.issuer() + "/"), as);
    refused("nonce", all -> all.put("nonce", "another"), as);
    refused("no nonce", all -> all.remove("nonce"), as);
    refused("no subject", all -> all.remove("sub"), as);
    refused("no end", all -> all.remove("exp"), as);
    refused("expired", all -> all.put("exp", date(-61)), as);
    refused("from later on", all -> all.put("nbf", date(62)), as);
    refused("made later", all -> all.put("iat", date(62)), as);
    refused("no signature", all -> {}, token -> plain(claims(token)));
    refused("secret of the public key", all -> {}, token -> hmac(claims(token)));
    refused("changed", all -> {}, token -> token.substring(0, token.length() - 4) + "AAAA");
    refused("nonsense", all -> {}, token -> "a.b.c");
    ECKey own = TestProvider.key(provider.key.getKeyID());
    refused(
        "key that the token brings along",
        all -> {},
        token -> signed(claims(token), own, header -> header.jwk(own.toPublicJWK())));
    refused(
        "key at an address of the token",
        all -> {},
        token ->
            signed(
                claims(token),
                own,
                header -> header.jwkURL(URI.create(provider.issuer() + "/own"))));
    refused(
        "something that has to be understood",
        all -> {},
        token ->
            signed(
                claims(token),
                provider.key,
                header -> header.criticalParams(Set.of("exp")).customParam("exp", 1)));
    refused(
        "another kind of token",
        all -> {},
        token ->
            signed(
                claims(token),
                provider.key,
                header -> header.type(new com.nimbusds.jose.JOSEObjectType("at+jwt"))));
    assertThat(provider.asked).noneMatch(path -> path.endsWith("/own"));
  }

  private static String signed(
      JWTClaimsSet claims, ECKey key, UnaryOperator<JWSHeader.Builder> header) {
    try {
      SignedJWT token =
          new SignedJWT(
              header.apply(new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(key.getKeyID())).build(),
              claims);
      token.sign(new ECDSASigner(key));
      return token.serialize();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void answersWithoutEndOrElsewhere_areNotFollowed() throws Exception {
    for (String path :
        List.of("/lab/token", "/lab/keys", "/lab/.well-known/openid-configuration")) {
      for (boolean isMoved : List.of(false, true)) {
        if (path.endsWith("configuration")) {
          provider.huge = isMoved ? "" : path;
          provider.moved = isMoved ? path : "";
        }
        try (TestService alone =
            TestService.start(
                CLOCK, new SignInSettings(Optional.of(settings(true)), true, Set.of()))) {
          Browser browser = alone.browser();
          String there = provider.issuer() + "/authorize?state=none&redirect_uri=/log-in/none";
          if (!path.endsWith("configuration")) {
            there = sentTo(browser, "/log-in/provider");
          }
          provider.huge = isMoved ? "" : path;
          provider.moved = isMoved ? path : "";
          CLOCK.pass(Duration.ofMinutes(2));
          HttpResponse<String> answer =
              path.endsWith("configuration")
                  ? browser.get("/log-in/provider")
                  : browser.get(provider.logIn(there, somebody(), roles("lab")));
          assertThat(answer.statusCode()).as("%s %s", path, isMoved).isIn(401, 503);
          assertThat(isIn(browser)).as(path).isFalse();
          assertThat(isIn(alone.browser(UserRole.READER))).as("others").isTrue();
        } finally {
          honest();
        }
      }
    }
    assertThat(provider.asked).noneMatch(path -> path.endsWith("/elsewhere"));
  }

  private static Date date(int seconds) {
    return Date.from(CLOCK.instant().plusSeconds(seconds));
  }

  private static JWTClaimsSet claims(String token) {
    try {
      return SignedJWT.parse(token).getJWTClaimsSet();
    } catch (java.text.ParseException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String plain(JWTClaimsSet claims) {
    return new PlainJWT(claims).serialize();
  }

  private static String hmac(JWTClaimsSet claims) {
    try {
      byte[] key = provider.key.toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8);
      SignedJWT token =
          new SignedJWT(
              new JWSHeader.Builder(JWSAlgorithm.HS256).keyID(provider.key.getKeyID()).build(),
              claims);
      token.sign(new MACSigner(MessageDigest.getInstance("SHA-256").digest(key)));
      return token.serialize();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void tokenWithinTheSkewOfClocks_isTaken() throws Exception {
    provider.claims = all -> all.put("exp", date(-59));
    assertThat(logIn(service.browser(), somebody(), roles("lab")).statusCode()).isEqualTo(303);
  }

  @Test
  void accountOfTheSameName_isNotOpenedByIt() throws Exception {
    for (String alike : List.of("REVIEWER", "re\u200dviewer", "reviewer\ufe0f")) {
      Map<String, Object> claims = new LinkedHashMap<>(roles("lab"));
      claims.put("preferred_username", alike);
      claims.put("email", "reviewer");
      String subject = somebody();
      Browser browser = service.browser();
      HttpResponse<String> answer = logIn(browser, subject, claims);

      assertThat(answer.statusCode()).isEqualTo(401);
      assertThat(answer.body()).contains("There is an account of this name already", subject);
      assertThat(account(subject)).isEmpty();
      assertThat(isIn(browser)).isFalse();
    }
  }

  @Test
  void nameThatNoAccountCanHave_isSaid() throws Exception {
    Map<String, Object> claims = new LinkedHashMap<>(roles("lab"));
    claims.put("preferred_username", "li\u200bly");
    HttpResponse<String> answer = logIn(service.browser(), somebody(), claims);
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.body())
        .contains("calls you by a name that no account here can have", "that are not seen");

    claims.put("preferred_username", "lily");
    claims.put("name", "L".repeat(200));
    String subject = somebody();
    assertThat(logIn(service.browser(), subject, claims).statusCode()).isEqualTo(303);
    assertThat(account(subject).orElseThrow().name()).isEqualTo("L".repeat(120));
  }

  @Test
  void boundAccount_hasNoPasswordAnyMore() throws Exception {
    Account local =
        new Account(
            org.allnet.service.domain.Id.Account.fresh(),
            "bound",
            "Dr. Bound",
            service.person(UserRole.READER).password(),
            Set.of(),
            Map.of(service.home.project().id(), Set.of(UserRole.READER)),
            CLOCK.instant().truncatedTo(java.time.temporal.ChronoUnit.MICROS),
            Optional.empty());
    service.store.change(TEST, tx -> tx.accounts().add(local));
    Browser before = service.browser();
    before.logIn("bound", TestService.PASSWORD);
    String subject = somebody();
    Browser administrator = service.browser(UserRole.ADMINISTRATOR);
    String home = "/administration/accounts/" + local.id().text();
    assertThat(administrator.get(home).body()).contains("Subject at " + provider.issuer());
    assertThat(administrator.post(home + "/identity", Map.of("subject", subject)).statusCode())
        .isEqualTo(303);

    assertThat(isIn(before)).as("the session of the password").isFalse();
    assertThat(
            service
                .browser()
                .post("/log-in", Map.of("login", "bound", "password", TestService.PASSWORD))
                .statusCode())
        .isEqualTo(401);
    assertThat(administrator.post(home + "/invitation", Map.of()).statusCode()).isEqualTo(422);
    assertThat(logIn(service.browser(), subject, roles("lab")).statusCode()).isEqualTo(303);
    assertThat(account(subject).orElseThrow().id()).isEqualTo(local.id());
    assertThat(
            administrator
                .post(
                    "/administration/accounts/"
                        + service.person(UserRole.READER).id().text()
                        + "/identity",
                    Map.of("subject", subject))
                .statusCode())
        .as("one subject, two accounts")
        .isEqualTo(422);

    service.store.change(TEST, tx -> tx.accounts().disable(local.id()));
    assertThat(logIn(service.browser(), subject, roles("lab")).body())
        .contains("Your account here is disabled");
  }

  @Test
  void loggingOut_saysHowToLogOutThereToo() throws Exception {
    Browser browser = service.browser();
    logIn(browser, somebody(), roles("lab"));
    browser.get("/projects");
    HttpResponse<String> answer = browser.post("/log-out", Map.of());

    assertThat(answer.headers().firstValue("Location")).hasValue("/logged-out");
    assertThat(isIn(browser)).isFalse();
    assertThat(browser.get("/logged-out").body())
        .contains(provider.issuer() + "/end?", "post_logout_redirect_uri=");
  }

  /** What the log says meanwhile, one text for each line. */
  private static final class LogLines extends Handler implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger("org.allnet.service.web");
    private final List<String> lines = new CopyOnWriteArrayList<>();

    LogLines() {
      LOG.addHandler(this);
    }

    @Override
    public void publish(LogRecord line) {
      lines.add(new SimpleFormatter().formatMessage(line));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
      LOG.removeHandler(this);
    }
  }

  @Test
  void providerThatIsDown_stopsNobodyWithAPassword() throws Exception {
    provider.down = true;
    try (LogLines log = new LogLines();
        TestService alone =
            TestService.start(
                CLOCK, new SignInSettings(Optional.of(settings(false)), true, Set.of()))) {
      Browser browser = alone.browser();
      HttpResponse<String> answer = browser.get("/log-in/provider");
      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(answer.body()).contains("be reached at the moment", "id=\"password\"");
      assertThat(isIn(alone.browser(UserRole.READER))).isTrue();

      assertThat(log.lines)
          .filteredOn(line -> line.startsWith("log-in provider"))
          .containsExactly(
              "log-in provider 127.0.0.1 is of no use: it answered with status 503."
                  + " Local accounts work; it is tried again.");

      provider.down = false;
      assertThat(browser.get("/log-in/provider").statusCode())
          .as("not asked at once")
          .isEqualTo(503);
      CLOCK.pass(Duration.ofSeconds(16));
      String there = sentTo(browser, "/log-in/provider");
      String subject = somebody();
      assertThat(browser.get(provider.logIn(there, subject, roles("lab"))).body())
          .as("no account is made if that is not asked for")
          .contains("There is no account for you here yet", subject);
    }
  }

  @Test
  void documentOfAnotherIssuer_isNotBelieved() throws Exception {
    provider.named = "https://evil.example";
    try (TestService alone =
        TestService.start(CLOCK, new SignInSettings(Optional.of(settings(true)), true, Set.of()))) {
      assertThat(alone.browser().get("/log-in/provider").statusCode()).isEqualTo(503);
    }
  }

  @Test
  void localAccounts_goOffOnceSomebodyManages() throws Exception {
    try (TestService alone =
        TestService.start(
            CLOCK, new SignInSettings(Optional.of(settings(true)), false, Set.of()))) {
      Browser local = alone.browser(UserRole.READER);
      assertThat(isIn(local)).as("nobody could let others in").isTrue();
      Browser boss = alone.browser();
      boss.get(provider.logIn(sentTo(boss, "/log-in/provider"), somebody(), roles("boss")));
      CLOCK.pass(Duration.ofSeconds(11));

      assertThat(isIn(boss)).isTrue();
      assertThat(isIn(local)).as("the session of a password").isFalse();
      Browser program = alone.browser();
      HttpResponse<String> key =
          program.send(
              program
                  .request("/api/v1/projects")
                  .header("Authorization", "Bearer " + alone.key(UserRole.READER)));
      assertThat(key.statusCode()).as("the key of a password").isEqualTo(401);
      assertThat(key.body()).contains("Local accounts are switched off, and their keys with them");
      HttpResponse<String> refused =
          alone
              .browser()
              .post("/log-in", Map.of("login", "reader", "password", TestService.PASSWORD));
      assertThat(refused.statusCode()).isEqualTo(403);
      assertThat(alone.browser().get("/log-in").body()).doesNotContain("id=\"password\"");
    }
  }
}
