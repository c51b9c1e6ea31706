package org.allnet.service.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.allnet.service.domain.Account;
import org.allnet.service.domain.Act;
import org.allnet.service.domain.Actor;
import org.allnet.service.domain.KeySecret;
import org.allnet.service.domain.Totp;
import org.allnet.service.domain.UserRole;
import org.allnet.service.store.SetClock;
import org.allnet.service.web.access.LoginLimits;
import org.allnet.service.web.access.SecretBox;
import org.allnet.service.web.access.SignInSettings;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** One-time passwords beside passwords. */
final class SecondFactorTest {

  private static final Pattern KEY = Pattern.compile("id=\"key\">([A-Z2-7 ]+)<");
  private static final Pattern CODE = Pattern.compile("<code>([a-z0-9-]{19})</code>");
  private static final Pattern TOKEN = Pattern.compile("name=\"token\" value=\"([0-9a-f]+)\"");
  private static final String HOME = "/account/second-factor";
  private static final String BASE_32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

  private static final SetClock CLOCK = new SetClock();
  private static TestService service;

  @BeforeAll
  static void start() throws Exception {
    service =
        TestService.start(
            CLOCK, new SignInSettings(Optional.empty(), true, Set.of(UserRole.SIGNER)));
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @AfterEach
  void forget() {
    for (UserRole role : List.of(UserRole.READER, UserRole.SIGNER)) {
      service.store.change(
          new Actor.Service("test", "run-6"),
          tx -> tx.secondFactors().reset(service.person(role).id()));
    }
    CLOCK.pass(LoginLimits.WINDOW.plusSeconds(1));
  }

  private static String found(Pattern pattern, String in) {
    return pattern.matcher(in).results().findFirst().map(one -> one.group(1)).orElseThrow();
  }

  /** What a telephone makes of the key that somebody types in. */
  private static Totp typed(String key) {
    java.math.BigInteger bits = java.math.BigInteger.ZERO;
    for (char sign : key.replace(" ", "").toCharArray()) {
      bits = bits.shiftLeft(5).or(java.math.BigInteger.valueOf(BASE_32.indexOf(sign)));
    }
    byte[] bytes = bits.toByteArray();
    byte[] secret = new byte[20];
    int from = Math.max(0, bytes.length - 20);
    System.arraycopy(bytes, from, secret, 20 - (bytes.length - from), bytes.length - from);
    return new Totp(secret);
  }

  private String now(Totp totp) {
    return totp.password(Totp.step(CLOCK.instant()), 6);
  }

  private record Enrolled(Totp totp, List<String> codes) {}

  private Enrolled enrol(Browser browser) throws Exception {
    browser.get(HOME);
    browser.post(HOME + "/begin", Map.of());
    Totp totp = typed(found(KEY, browser.get(HOME).body()));
    HttpResponse<String> done =
        browser.post(HOME, Map.of("password", TestService.PASSWORD, "code", now(totp)));
    assertThat(done.statusCode()).as(done.body()).isEqualTo(200);
    return new Enrolled(
        totp, CODE.matcher(done.body()).results().map((MatchResult one) -> one.group(1)).toList());
  }

  private HttpResponse<String> passwordOf(Browser browser, UserRole role) throws Exception {
    return browser.post("/log-in", Map.of("login", role.key(), "password", TestService.PASSWORD));
  }

  private HttpResponse<String> logIn(Browser browser, UserRole role, String code) throws Exception {
    String token = found(TOKEN, passwordOf(browser, role).body());
    return browser.post("/log-in/code", Map.of("token", token, "code", code));
  }

  private static boolean isIn(Browser browser) throws Exception {
    return browser.get("/projects").statusCode() == 200;
  }

  private static long acts(Act act) {
    return service.store.read(
        tx -> {
          long[] count = {0};
          tx.audit().each(1, entry -> count[0] += entry.event().act() == act ? 1 : 0);
          return count[0];
        });
  }

  @Test
  void password_isNotEnoughOnceThereIsASecondFactor() throws Exception {
    long before = acts(Act.SECOND_FACTOR_SET);
    Enrolled enrolled = enrol(service.browser(UserRole.READER));
    assertThat(enrolled.codes()).hasSize(10).doesNotHaveDuplicates();
    assertThat(acts(Act.SECOND_FACTOR_SET)).isEqualTo(before + 1);

    CLOCK.pass(Duration.ofSeconds(60));
    Browser browser = service.browser();
    HttpResponse<String> half = passwordOf(browser, UserRole.READER);
    assertThat(half.headers().firstValue("Set-Cookie")).isEmpty();
    assertThat(isIn(browser)).isFalse();
    assertThat(logIn(browser, UserRole.READER, "000000").statusCode()).isEqualTo(401);
    assertThat(logIn(browser, UserRole.READER, now(enrolled.totp())).statusCode()).isEqualTo(303);
    assertThat(isIn(browser)).isTrue();
  }

  private static int asked(KeySecret key) throws Exception {
    Browser program = service.browser();
    return program
        .send(program.request("/api/v1/projects").header("Authorization", "Bearer " + key.text()))
        .statusCode();
  }

  @Test
  void keyOfBeforeTheSecondFactor_isNotTaken() throws Exception {
    Account signer = service.person(UserRole.SIGNER);
    KeySecret before = service.key(signer);
    assertThat(asked(before)).as("none is set up").isEqualTo(401);
    CLOCK.pass(Duration.ofSeconds(1));
    enrol(service.browser(UserRole.SIGNER));

    assertThat(asked(before)).as("a password alone may have made it").isEqualTo(401);
    assertThat(asked(service.key(signer))).isEqualTo(200);
    assertThat(asked(service.key(service.person(UserRole.READER)))).as("needs none").isEqualTo(200);
  }

  @Test
  void oneTimePassword_countsOnceAlsoWithinItsTime() throws Exception {
    Enrolled enrolled = enrol(service.browser(UserRole.READER));
    assertThat(logIn(service.browser(), UserRole.READER, now(enrolled.totp())).statusCode())
        .as("the one that proved it")
        .isEqualTo(401);
    CLOCK.pass(Duration.ofSeconds(30));
    assertThat(logIn(service.browser(), UserRole.READER, now(enrolled.totp())).statusCode())
        .isEqualTo(303);
    assertThat(logIn(service.browser(), UserRole.READER, now(enrolled.totp())).statusCode())
        .as("again")
        .isEqualTo(401);
  }

  @Test
  void recoveryCode_countsOnceAndIsAudited() throws Exception {
    Enrolled enrolled = enrol(service.browser(UserRole.READER));
    String code = enrolled.codes().get(3);
    assertThat(logIn(service.browser(), UserRole.READER, code).statusCode()).isEqualTo(303);
    assertThat(logIn(service.browser(), UserRole.READER, code).statusCode()).isEqualTo(401);
    assertThat(acts(Act.RECOVERY_CODE_USED)).isEqualTo(1);
  }

  @Test
  void rightPassword_givesNoNewTriesOfCodes() throws Exception {
    Enrolled enrolled = enrol(service.browser(UserRole.READER));
    CLOCK.pass(Duration.ofSeconds(60));
    for (int i = 0; i < LoginLimits.OF_LOGIN; i++) {
      assertThat(logIn(service.browser(), UserRole.READER, "00000" + i).statusCode())
          .isEqualTo(401);
    }
    assertThat(logIn(service.browser(), UserRole.READER, now(enrolled.totp())).statusCode())
        .isEqualTo(429);
  }

  @Test
  void halfALogIn_endsAfterFiveMinutes() throws Exception {
    Enrolled enrolled = enrol(service.browser(UserRole.READER));
    Browser browser = service.browser();
    String token = found(TOKEN, passwordOf(browser, UserRole.READER).body());
    CLOCK.pass(Duration.ofMinutes(6));
    assertThat(
            browser
                .post("/log-in/code", Map.of("token", token, "code", now(enrolled.totp())))
                .statusCode())
        .isEqualTo(403);
  }

  @Test
  void roleThatNeedsOne_doesNothingElseBefore() throws Exception {
    Browser signer = service.browser(UserRole.SIGNER);
    assertThat(signer.get("/projects").headers().firstValue("Location")).hasValue(HOME);
    signer.get(HOME);
    assertThat(signer.post("/account/sessions/end", Map.of()).statusCode()).isEqualTo(403);
    signer.get(HOME);
    enrol(signer);
    assertThat(isIn(signer)).isTrue();
    assertThat(
            signer
                .post(HOME + "/end", Map.of("password", TestService.PASSWORD, "code", "000000"))
                .statusCode())
        .as("can't be taken away")
        .isEqualTo(403);
    assertThat(isIn(service.browser(UserRole.AUDITOR))).as("others").isTrue();
  }

  @Test
  void administrator_takesItAwayAndTheLogSaysSo() throws Exception {
    enrol(service.browser(UserRole.READER));
    Browser administrator = service.browser(UserRole.ADMINISTRATOR);
    String home = "/administration/accounts/" + service.person(UserRole.READER).id().text();
    assertThat(administrator.get(home).body()).contains("Has a second factor");
    long before = acts(Act.SECOND_FACTOR_RESET);
    assertThat(administrator.post(home + "/second-factor/reset", Map.of()).statusCode())
        .isEqualTo(303);

    assertThat(acts(Act.SECOND_FACTOR_RESET)).isEqualTo(before + 1);
    assertThat(isIn(service.browser(UserRole.READER))).isTrue();
  }

  @Test
  void newPasswordByALink_doesNotReplaceIt() throws Exception {
    enrol(service.browser(UserRole.REVIEWER));
    Browser administrator = service.browser(UserRole.ADMINISTRATOR);
    String home = "/administration/accounts/" + service.person(UserRole.REVIEWER).id().text();
    administrator.get(home);
    String link =
        found(
            Pattern.compile("welcome#code=([0-9a-f]+)"),
            administrator.post(home + "/invitation", Map.of()).body());
    Browser browser = service.browser();
    browser.post("/welcome", Map.of("code", link, "password", "quite another one"));
    assertThat(isIn(browser)).isFalse();
  }

  @Test
  void database_hasNoKeyInTheOpen() throws Exception {
    Enrolled enrolled = enrol(service.browser(UserRole.READER));
    String sealed =
        service
            .store
            .read(tx -> tx.secondFactors().of(service.person(UserRole.READER).id()))
            .orElseThrow()
            .sealed();
    Path key = service.folder.resolve("sealing.key");
    String owner = service.person(UserRole.READER).id().text();
    assertThat(SecretBox.open(key).open(sealed, owner)).hasValue(enrolled.totp().secret());
    assertThat(SecretBox.open(key).open(sealed, "another")).isEmpty();
    assertThat(SecretBox.open(service.folder.resolve("other.key")).open(sealed, owner)).isEmpty();
    assertThat(Files.getPosixFilePermissions(key)).hasSize(2);
  }
}
