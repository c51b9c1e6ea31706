package org.allnet.service.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.allnet.service.domain.Actor;
import org.allnet.service.domain.Identity;
import org.allnet.service.domain.UserRole;
import org.allnet.service.store.SetClock;
import org.allnet.service.web.access.SignInSettings;
import org.allnet.service.web.oidc.OidcSettings;
import org.allnet.service.web.oidc.RoleRules;
import org.allnet.service.web.oidc.TestProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The second entry of credentials of people who log in at a provider. */
final class ProviderConfirmationTest {

  private static final SetClock CLOCK = new SetClock();
  private static final Map<String, String> KEY =
      Map.of("label", "of the scanner", "scope", "see", "days", "7");
  private static final Pattern THERE = Pattern.compile("id=\"provider\" href=\"([^\"]+)\"");
  private static final Pattern TOKEN = Pattern.compile("name=\"confirmation\" value=\"([^\"]+)\"");
  private static TestProvider provider;
  private static TestService service;

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
            RoleRules.NONE,
            false);
    service = TestService.start(CLOCK, new SignInSettings(Optional.of(oidc), true, Set.of()));
    for (UserRole role : List.of(UserRole.READER, UserRole.REVIEWER)) {
      service.store.change(
          new Actor.Service("test", "run-5"),
          tx ->
              tx.identities()
                  .bind(service.person(role).id(), new Identity(provider.issuer(), role.key())));
    }
  }

  @AfterAll
  static void stop() {
    service.close();
    provider.close();
  }

  @BeforeEach
  void later() {
    CLOCK.pass(Duration.ofMinutes(2));
  }

  private static Browser reader() throws Exception {
    Browser browser = service.browser();
    String there = browser.get("/log-in/provider").headers().firstValue("Location").orElseThrow();
    assertThat(browser.get(provider.logIn(there, "reader", Map.of())).statusCode()).isEqualTo(303);
    browser.get("/account/new-key");
    CLOCK.pass(Duration.ofSeconds(5));
    return browser;
  }

  private static String found(Pattern pattern, HttpResponse<String> in) {
    Matcher matcher = pattern.matcher(in.body());
    assertThat(matcher.find()).as(in.body()).isTrue();
    return matcher.group(1).replace("&amp;", "&");
  }

  private static long keys() {
    return service.store.read(tx -> tx.apiKeys().of(service.person(UserRole.READER).id())).size();
  }

  private static String sentTo(Browser browser) throws Exception {
    return found(THERE, browser.post("/account/keys", KEY));
  }

  private static Map<String, String> with(String token) {
    Map<String, String> fields = new HashMap<>(KEY);
    fields.put("confirmation", token);
    return fields;
  }

  @Test
  void act_isDoneAfterCredentialsWereEnteredForIt() throws Exception {
    Browser browser = reader();
    long before = keys();
    String there = sentTo(browser);
    assertThat(there).contains("prompt=login", "max_age=0");
    assertThat(keys()).isEqualTo(before);
    HttpResponse<String> back = browser.get(provider.logIn(there, "reader", Map.of()));
    assertThat(back.body()).contains("Make a key for 'of the scanner'", "It is not done yet");
    assertThat(keys()).as("not by a link").isEqualTo(before);
    String token = found(TOKEN, back);
    assertThat(browser.post("/account/keys", with(token)).body()).contains("alln_");
    assertThat(keys()).isEqualTo(before + 1);

    HttpResponse<String> again = browser.post("/account/keys", with(token));
    assertThat(again.statusCode()).as("the same confirmation again").isEqualTo(401);
    assertThat(keys()).isEqualTo(before + 1);
  }

  @Test
  void anotherAct_isNotDoneByIt() throws Exception {
    Browser browser = reader();
    long before = keys();
    String token = found(TOKEN, browser.get(provider.logIn(sentTo(browser), "reader", Map.of())));
    Map<String, String> changed = with(token);
    changed.put("days", "365");

    assertThat(browser.post("/account/keys", changed).statusCode()).isEqualTo(401);
    assertThat(keys()).isEqualTo(before);
  }

  @Test
  void confirmation_endsWithTimeAndSession() throws Exception {
    Browser browser = reader();
    String token = found(TOKEN, browser.get(provider.logIn(sentTo(browser), "reader", Map.of())));
    CLOCK.pass(Duration.ofMinutes(5).plusSeconds(1));
    assertThat(browser.post("/account/keys", with(token)).statusCode()).isEqualTo(401);

    token = found(TOKEN, browser.get(provider.logIn(sentTo(browser), "reader", Map.of())));
    Browser other = reader();
    assertThat(other.post("/account/keys", with(token)).statusCode()).isEqualTo(401);
  }

  private static void refused(Browser browser, String subject, Object entered, String words)
      throws Exception {
    long before = keys();
    Map<String, Object> claims = new HashMap<>();
    claims.put("auth_time", entered);
    HttpResponse<String> answer = browser.get(provider.logIn(sentTo(browser), subject, claims));
    assertThat(answer.statusCode()).as(words).isEqualTo(401);
    assertThat(answer.body()).contains(words, "Nothing was done").doesNotContain("confirmation");
    assertThat(keys()).isEqualTo(before);
  }

  @Test
  void providerThatDidNotAskAgain_confirmsNothing() throws Exception {
    Browser browser = reader();
    long loggedIn = CLOCK.instant().getEpochSecond() - 5;
    refused(browser, "reader", loggedIn, "did not ask for your password again");
    refused(browser, "reader", loggedIn - 3600, "did not ask for your password again");
    refused(browser, "reader", loggedIn + 3600, "or its clock and that of this service differ");
  }

  @Test
  void oneEntry_confirmsOneAct() throws Exception {
    Browser browser = reader();
    long entered = CLOCK.instant().getEpochSecond();
    browser.get(provider.logIn(sentTo(browser), "reader", Map.of("auth_time", entered)));
    refused(browser, "reader", entered, "did not ask for your password again");
  }

  @Test
  void providerThatDoesNotSayWhen_confirmsNothing() throws Exception {
    provider.claims = all -> all.remove("auth_time");
    try {
      refused(reader(), "reader", 0, "auth_time");
    } finally {
      provider.claims = all -> {};
    }
  }

  @Test
  void somebodyElse_confirmsNothing() throws Exception {
    refused(reader(), "reviewer", CLOCK.instant().getEpochSecond(), "Somebody else logged in");
  }

  @Test
  void anotherBrowser_confirmsNothing() throws Exception {
    Browser browser = reader();
    String back = provider.logIn(sentTo(browser), "reader", Map.of());
    assertThat(reader().get(back).body()).contains("begun in another browser");
  }

  @Test
  void localPeople_areAskedForTheirPassword() throws Exception {
    Browser browser = service.browser(UserRole.SIGNER);
    Map<String, String> fields = new HashMap<>(KEY);
    fields.put("password", "wrong");
    assertThat(browser.post("/account/keys", fields).statusCode()).isEqualTo(401);
    fields.put("confirmation", "ab".repeat(32));
    assertThat(browser.post("/account/keys", fields).statusCode()).isEqualTo(401);
  }
}
