package org.allnet.service.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.allnet.service.domain.Account;
import org.allnet.service.domain.Actor;
import org.allnet.service.domain.ApiKey;
import org.allnet.service.domain.Id;
import org.allnet.service.domain.Identity;
import org.allnet.service.domain.KeySecret;
import org.allnet.service.domain.UserRole;
import org.allnet.service.store.SetClock;
import org.allnet.service.web.access.SignInSettings;
import org.allnet.service.web.oidc.OidcSettings;
import org.allnet.service.web.oidc.Renewal;
import org.allnet.service.web.oidc.RoleRules;
import org.allnet.service.web.oidc.TestProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a provider takes away ends here too, within the time that was set. */
final class ProviderRenewalTest {

  private static final SetClock CLOCK = new SetClock();
  private static TestProvider provider;
  private static TestService service;
  private static SignInSettings signIn;
  private static int people;

  @BeforeAll
  static void start() throws Exception {
    provider = TestProvider.start(CLOCK);
    OidcSettings oidc =
        new OidcSettings(
            provider.issuer(),
            TestProvider.CLIENT,
            Optional.of(TestProvider.SECRET),
            Set.of("openid"),
            Optional.empty(),
            new RoleRules(
                "roles",
                List.of(
                    RoleRules.Rule.parse("lab=reader@Home"),
                    RoleRules.Rule.parse("sign=signer@Home"),
                    RoleRules.Rule.parse("boss=administrator"))),
            true,
            new Renewal(Duration.ofMinutes(20), Duration.ofDays(7)));
    signIn = new SignInSettings(Optional.of(oidc), true, Set.of());
    service = TestService.start(CLOCK, signIn);
  }

  @AfterAll
  static void stop() {
    service.close();
    provider.close();
  }

  private static String somebody() {
    return "subject-" + people++;
  }

  private static HttpResponse<String> logIn(Browser browser, String subject, String... roles)
      throws Exception {
    String there = browser.get("/log-in/provider").headers().firstValue("Location").orElseThrow();
    HttpResponse<String> answer =
        browser.get(provider.logIn(there, subject, Map.of("roles", List.of(roles))));
    if (answer.statusCode() == 303) {
      browser.get("/projects");
    }
    return answer;
  }

  private static Account account(String subject) {
    Identity identity = new Identity(provider.issuer(), subject);
    return service.store.read(
        tx -> tx.identities().account(identity).flatMap(tx.accounts()::get).orElseThrow());
  }

  private static boolean isIn(Browser browser) throws Exception {
    return browser.get("/projects").statusCode() == 200;
  }

  private static HttpResponse<String> ask(KeySecret key) throws Exception {
    Browser program = service.browser();
    return program.send(
        program.request("/api/v1/projects").header("Authorization", "Bearer " + key.text()));
  }

  @Test
  void session_goesToTheProviderAgainInTime() throws Exception {
    String subject = somebody();
    Browser browser = service.browser();
    logIn(browser, subject, "lab");
    for (int minutes = 0; minutes < 19; minutes++) {
      CLOCK.pass(Duration.ofMinutes(1));
      assertThat(isIn(browser)).as("after %d minutes", minutes + 1).isTrue();
    }
    CLOCK.pass(Duration.ofMinutes(1));

    HttpResponse<String> sent = browser.get("/models");
    assertThat(sent.headers().firstValue("Location")).hasValue("/log-in/provider?next=%2Fmodels");
    assertThat(browser.post("/account/sessions/end", Map.of()).statusCode()).isNotEqualTo(303);
    assertThat(logIn(browser, subject, "lab").statusCode()).isEqualTo(303);
    assertThat(isIn(browser)).isTrue();

    Browser idle = service.browser();
    logIn(idle, subject, "lab");
    CLOCK.pass(Duration.ofMinutes(31));
    assertThat(idle.get("/models").headers().firstValue("Location"))
        .as("who left says so by typing nothing: the usual page, and a click")
        .hasValue("/log-in?next=%2Fmodels");
  }

  @Test
  void sessionOfAPassword_isNotAskedAgain() throws Exception {
    Browser local = service.browser(UserRole.READER);
    CLOCK.pass(Duration.ofMinutes(21));
    assertThat(isIn(local)).isTrue();
  }

  @Test
  void whoComesBackWithoutRoles_losesAllAtOnce() throws Exception {
    for (List<String> roles : List.of(List.<String>of(), List.of("boss", "sign"))) {
      String subject = somebody();
      Browser other = service.browser();
      logIn(other, subject, "sign");
      Id.Account id = account(subject).id();
      KeySecret key = service.key(account(subject));
      assertThat(ask(key).statusCode()).isEqualTo(200);
      assertThat(isIn(other)).isTrue();

      assertThat(logIn(service.browser(), subject, roles.toArray(new String[0])).statusCode())
          .isEqualTo(401);

      assertThat(isIn(other)).as("the other browser, %s", roles).isFalse();
      assertThat(ask(key).statusCode()).as("the key, %s", roles).isEqualTo(401);
      List<ApiKey> keys = service.store.read(tx -> tx.apiKeys().of(id));
      assertThat(keys).allMatch(one -> one.revoked().isPresent());
      assertThat(logIn(service.browser(), subject, "sign").statusCode()).isEqualTo(303);
      assertThat(ask(key).statusCode()).as("a revoked key stays revoked").isEqualTo(401);
    }
  }

  @Test
  void key_hasTheRolesOfTheLastLogIn() throws Exception {
    String subject = somebody();
    logIn(service.browser(), subject, "sign");
    KeySecret key = service.key(account(subject));
    assertThat(ask(key).body()).contains("signer");
    logIn(service.browser(), subject, "lab");
    assertThat(ask(key).body()).contains("reader").doesNotContain("signer");
  }

  @Test
  void keyOfWhoStaysAway_restsUntilTheNextLogIn() throws Exception {
    String subject = somebody();
    logIn(service.browser(), subject, "lab");
    Account owner = account(subject);
    KeySecret key = service.key(owner, Duration.ofDays(30));
    CLOCK.pass(Duration.ofDays(7).minusSeconds(1));
    assertThat(ask(key).statusCode()).isEqualTo(200);
    CLOCK.pass(Duration.ofSeconds(2));

    HttpResponse<String> rests = ask(key);
    assertThat(rests.statusCode()).isEqualTo(401);
    assertThat(rests.body()).contains("has not logged in for 7 days");
    logIn(service.browser(), subject, "lab");
    assertThat(ask(key).statusCode()).isEqualTo(200);
  }

  @Test
  void whoIsOfAnotherProvider_getsInByNothing() throws Exception {
    String subject = somebody();
    Browser browser = service.browser();
    logIn(browser, subject, "lab");
    KeySecret key = service.key(account(subject));
    try (WebServer local = service.beside(SignInSettings.DEFAULT)) {
      Browser there = browser.at(local);
      assertThat(isIn(there)).isFalse();
      HttpResponse<String> answer =
          there.send(
              there.request("/api/v1/projects").header("Authorization", "Bearer " + key.text()));
      assertThat(answer.statusCode()).isEqualTo(401);
      assertThat(answer.body()).contains("Nobody vouches for the owner");
    }
    assertThat(isIn(browser)).isTrue();
  }

  @Test
  void anotherProcess_takesWhoComesBack() throws Exception {
    try (WebServer other = service.beside(signIn)) {
      String subject = somebody();
      Browser browser = service.browser();
      String there = browser.get("/log-in/provider").headers().firstValue("Location").orElseThrow();
      String back = provider.logIn(there, subject, Map.of("roles", List.of("lab")));
      // The address of the way back is the proxy's; here the two processes have their own.
      HttpResponse<String> answer = browser.at(other).get(back);

      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
      assertThat(isIn(browser)).isTrue();
      assertThat(browser.get(back).body()).as("once in all").contains("finished already");
    }
  }

  @Test
  void anotherProcess_doesWhatWasConfirmedOnce() throws Exception {
    try (WebServer other = service.beside(signIn)) {
      Browser browser = service.browser();
      String subject = somebody();
      logIn(browser, subject, "lab");
      CLOCK.pass(Duration.ofSeconds(5));
      Map<String, String> key = Map.of("label", "scanner", "scope", "see", "days", "7");
      String asked = browser.post("/account/keys", key).body();
      String there =
          asked.replaceAll("(?s).*id=\"provider\" href=\"([^\"]+)\".*", "$1").replace("&amp;", "&");
      String back =
          browser
              .at(other)
              .get(provider.logIn(there, subject, Map.of("roles", List.of("lab"))))
              .body();
      String token = back.replaceAll("(?s).*name=\"confirmation\" value=\"([^\"]+)\".*", "$1");
      Map<String, String> confirmed = new java.util.HashMap<>(key);
      confirmed.put("confirmation", token);

      assertThat(browser.post("/account/keys", confirmed).body()).contains("alln_");
      assertThat(browser.at(other).post("/account/keys", confirmed).statusCode()).isEqualTo(401);
    }
  }

  @Test
  void keptWays_sayNothingToWhoReadsTheDatabase() throws Exception {
    Browser browser = service.browser();
    String there = browser.get("/log-in/provider").headers().firstValue("Location").orElseThrow();
    String state = TestProvider.fields(there.split("\\?")[1]).get("state");
    String kept =
        service.store.write(
            new Actor.Service("test", "run-9"),
            tx -> tx.awaitedReturns().take(org.allnet.service.domain.Hash.of(state)).orElseThrow());
    assertThat(kept).matches("[A-Za-z0-9+/=]+").doesNotContain(state);
    assertThat(
            browser
                .get(provider.logIn(there, somebody(), Map.of("roles", List.of("lab"))))
                .statusCode())
        .as("taken by somebody else")
        .isEqualTo(401);
  }
}
