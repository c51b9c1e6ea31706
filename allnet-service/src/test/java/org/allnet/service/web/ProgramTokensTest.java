package org.allnet.service.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.allnet.service.domain.Actor;
import org.allnet.service.domain.Identity;
import org.allnet.service.domain.UserRole;
import org.allnet.service.store.SetClock;
import org.allnet.service.web.access.LoginLimits;
import org.allnet.service.web.access.SignInSettings;
import org.allnet.service.web.oidc.OidcSettings;
import org.allnet.service.web.oidc.RoleRules;
import org.allnet.service.web.oidc.TestProvider;
import org.allnet.service.work.TestPictures;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Tokens of a provider that programs show in place of keys. */
final class ProgramTokensTest {

  private static final String AUDIENCE = "allnet-api";
  private static final SetClock CLOCK = new SetClock();
  private static TestProvider provider;
  private static TestService service;

  @BeforeAll
  static void start() throws Exception {
    provider = TestProvider.start(CLOCK);
    service =
        TestService.start(
            CLOCK,
            new SignInSettings(
                Optional.of(
                    new OidcSettings(
                        provider.issuer(),
                        TestProvider.CLIENT,
                        Optional.empty(),
                        Set.of("openid"),
                        Optional.of(AUDIENCE),
                        RoleRules.NONE,
                        false)),
                true,
                Set.of()));
    for (UserRole role : List.of(UserRole.REVIEWER, UserRole.SIGNER, UserRole.ADMINISTRATOR)) {
      service.store.change(
          new Actor.Service("test", "run-4"),
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

  private static String token(Consumer<Map<String, Object>> change) {
    Map<String, Object> claims = new HashMap<>();
    claims.put("sub", UserRole.REVIEWER.key());
    claims.put("aud", AUDIENCE);
    change.accept(claims);
    return provider.token(claims);
  }

  private static HttpResponse<String> ask(String path, String token) throws Exception {
    Browser program = service.browser();
    return program.send(program.request(path).header("Authorization", "Bearer " + token));
  }

  private static HttpResponse<String> ask(String token) throws Exception {
    return ask("/api/v1/projects", token);
  }

  private static void refused(String why, Consumer<Map<String, Object>> change) throws Exception {
    HttpResponse<String> answer = ask(token(change));
    assertThat(answer.statusCode()).as(why).isEqualTo(401);
    assertThat(answer.body()).as(why).contains("The token is not taken", why);
    CLOCK.pass(LoginLimits.WINDOW.plusSeconds(1));
  }

  private static Date date(Duration from) {
    return Date.from(CLOCK.instant().plus(from));
  }

  @Test
  void goodToken_isThePersonInTheOwnProjects() throws Exception {
    HttpResponse<String> answer = ask(token(all -> {}));

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.body()).contains("Home", "reviewer").doesNotContain("Foreign");
    assertThat(
            ask(
                    "/api/v1/projects/" + service.foreign.project().id().text() + "/cases",
                    token(all -> {}))
                .statusCode())
        .isEqualTo(404);
    assertThat(ask("/projects", token(all -> {})).statusCode()).as("a page").isEqualTo(302);
  }

  @Test
  void badTokens_areRefusedWithTheirReason() throws Exception {
    refused("another audience", all -> all.put("aud", TestProvider.CLIENT));
    refused("another issuer", all -> all.put("iss", "https://other.example"));
    refused("has expired", all -> all.put("exp", date(Duration.ofSeconds(-60))));
    refused("from a later time on", all -> all.put("nbf", date(Duration.ofSeconds(61))));
    refused("more than 24 hours", all -> all.put("exp", date(Duration.ofHours(25))));
    refused("an ID token", all -> all.put("nonce", "n"));
    refused("an ID token", all -> all.put("typ", "ID"));
    refused("no account here", all -> all.put("sub", "stranger"));
    refused("for whom", all -> all.remove("sub"));
  }

  @Test
  void expiredByLessThanTheSkew_isTaken() throws Exception {
    assertThat(ask(token(all -> all.put("exp", date(Duration.ofSeconds(-59))))).statusCode())
        .isEqualTo(200);
  }

  @Test
  void programOfAnAdministrator_managesNobody() throws Exception {
    String document = ask("/api/v1/openapi.json", token(all -> {})).body();
    assertThat(document).contains("openIdConnect", provider.issuer() + "/.well-known");
    assertThat(ask("/api/v1/metrics", token(all -> all.put("sub", "administrator"))).statusCode())
        .isEqualTo(403);
  }

  @Test
  void newKeyOfTheProvider_isAskedForOnce() throws Exception {
    ask(token(all -> {}));
    provider.key = TestProvider.key("second");
    provider.published = List.of(provider.key);
    assertThat(ask(token(all -> {})).statusCode()).isEqualTo(200);

    long before = provider.asked.stream().filter("/lab/keys"::equals).count();
    var real = provider.key;
    provider.key = TestProvider.key("made up");
    try {
      for (int i = 0; i < 10; i++) {
        assertThat(ask(token(all -> {})).statusCode()).isEqualTo(401);
      }
    } finally {
      provider.key = real;
    }
    assertThat(provider.asked.stream().filter("/lab/keys"::equals).count() - before)
        .as("questions about keys that there are not")
        .isLessThanOrEqualTo(1);
    CLOCK.pass(LoginLimits.WINDOW.plusSeconds(1));
  }

  @Test
  void tooManyBadTokens_closeTheAddressForAWhile() throws Exception {
    for (int i = 0; i < LoginLimits.OF_ADDRESS; i++) {
      assertThat(ask("a.b.c" + i).statusCode()).isEqualTo(401);
    }
    HttpResponse<String> answer = ask(token(all -> {}));
    assertThat(answer.statusCode()).isEqualTo(429);
    assertThat(answer.headers().firstValue("Retry-After")).isPresent();
    CLOCK.pass(LoginLimits.WINDOW.plusSeconds(1));
    assertThat(ask(token(all -> {})).statusCode()).isEqualTo(200);
  }

  /** What the token says counts until the files are stored, too, though nothing of it is kept. */
  @Test
  void filesByRolesOfTheToken_areStored() throws Exception {
    OidcSettings oidc =
        new OidcSettings(
            provider.issuer(),
            TestProvider.CLIENT,
            Optional.empty(),
            Set.of("openid"),
            Optional.of(AUDIENCE),
            new RoleRules("roles", List.of(RoleRules.Rule.parse("lab=reviewer@Home"))),
            false);
    byte[] form =
        ("--b\r\nContent-Disposition: form-data; name=\"subject\"\r\n\r\nS-1\r\n--b\r\n"
                + "Content-Disposition: form-data; name=\"pictures\"; filename=\"a\"\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII);
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.writeBytes(form);
    body.writeBytes(TestPictures.png(1));
    body.writeBytes("\r\n--b--\r\n".getBytes(StandardCharsets.US_ASCII));
    try (WebServer other = service.beside(new SignInSettings(Optional.of(oidc), true, Set.of()))) {
      Browser program = service.browser().at(other);
      HttpResponse<String> answer =
          program.send(
              program
                  .request("/api/v1/projects/" + service.home.project().id().text() + "/pictures")
                  .header(
                      "Authorization",
                      "Bearer "
                          + token(
                              all -> {
                                all.put("sub", UserRole.ADMINISTRATOR.key()); // has no project
                                all.put("roles", List.of("lab"));
                              }))
                  .header("Content-Type", "multipart/form-data; boundary=b")
                  .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray())));
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    }
  }
}
