package org.allnet.service.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.allnet.service.domain.Account;
import org.allnet.service.domain.Actor;
import org.allnet.service.domain.Case;
import org.allnet.service.domain.CaseReading;
import org.allnet.service.domain.Id;
import org.allnet.service.domain.KeySecret;
import org.allnet.service.domain.LoginSession;
import org.allnet.service.domain.SessionSecret;
import org.allnet.service.domain.UserRole;
import org.allnet.service.store.SetClock;
import org.allnet.service.store.Transaction;
import org.allnet.service.web.access.Transport;
import org.allnet.service.work.TestPictures;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Rights that end while files are sent: what was not stored yet is not stored. */
final class LateRightsTest {

  private static final String FORM = "multipart/form-data; boundary=b";
  private static final Actor TEST = new Actor.Service("test", "run-1");

  private static final SetClock CLOCK = new SetClock();

  private static TestService service;

  @BeforeAll
  static void start() throws Exception {
    service = TestService.start(CLOCK);
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  private static List<Case> cases() {
    return service.store.read(
        tx -> tx.cases().list(service.home.project().id(), List.of(), 0, 100));
  }

  private static byte[] form() throws Exception {
    return form("subject", "S-1");
  }

  private static byte[] form(String field, String value) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(
        "--b\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n--b\r\nContent-Disposition: form-data; name=\"pictures\"; filename=\"a\"\r\n\r\n"
            .formatted(field, value)
            .getBytes(StandardCharsets.US_ASCII));
    out.writeBytes(TestPictures.png(1));
    out.writeBytes(new byte[20_000]); // more than is awaited before a request begins
    out.writeBytes("\r\n--b--\r\n".getBytes(StandardCharsets.US_ASCII));
    return out.toByteArray();
  }

  /** Sends half of a form, does something once the request has begun, and sends the rest. */
  private static String handIn(KeySecret key, Consumer<Transaction> meanwhile) throws Exception {
    return send(key, "pictures", FORM, form(), meanwhile);
  }

  private static String send(
      KeySecret key, String where, String type, byte[] form, Consumer<Transaction> meanwhile)
      throws Exception {
    return send(
        "/api/v1/projects/%s/%s".formatted(service.home.project().id().text(), where),
        "Authorization: Bearer " + key.text(),
        type,
        form,
        () -> isUsed(key),
        () -> service.store.change(TEST, meanwhile::accept));
  }

  private static String send(
      String path,
      String proof,
      String type,
      byte[] form,
      BooleanSupplier begun,
      Runnable meanwhile)
      throws Exception {
    try (Socket socket = new Socket("127.0.0.1", service.server.port())) {
      socket.setSoTimeout(20_000);
      socket
          .getOutputStream()
          .write(
              ("POST %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n%s\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n"
                      .formatted(path, proof, type, form.length))
                  .getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().write(form, 0, form.length / 2);
      socket.getOutputStream().flush();
      Instant latest = Instant.now().plusSeconds(20);
      while (!begun.getAsBoolean() && Instant.now().isBefore(latest)) {
        Thread.sleep(5);
      }
      meanwhile.run();
      socket.getOutputStream().write(form, form.length / 2, form.length - form.length / 2);
      socket.getOutputStream().flush();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }

  /** The request has been let in by then. */
  private static boolean isUsed(KeySecret key) {
    return service.store.<Boolean>read(
        tx -> tx.apiKeys().bySecret(key).orElseThrow().used().isPresent());
  }

  private static Account with(Account account, Set<UserRole> roles) {
    return new Account(
        account.id(),
        account.login(),
        account.name(),
        account.password(),
        account.roles(),
        Map.of(service.home.project().id(), roles),
        account.created(),
        account.disabled());
  }

  @Test
  void rightThatEnded_storesNothing() throws Exception {
    Account reviewer = service.person(UserRole.REVIEWER);
    int before = cases().size();
    KeySecret revoked = service.key(reviewer);
    assertThat(
            handIn(
                revoked,
                tx -> tx.apiKeys().revoke(tx.apiKeys().bySecret(revoked).orElseThrow().id())))
        .startsWith("HTTP/1.1 401")
        .contains("Nothing is kept");
    assertThat(
            handIn(
                service.key(reviewer),
                tx -> tx.accounts().changeRoles(with(reviewer, Set.of(UserRole.SIGNER)))))
        .as("signs, and hands nothing in any more")
        .startsWith("HTTP/1.1 403");
    service.store.change(TEST, tx -> tx.accounts().changeRoles(reviewer));
    assertThat(handIn(service.key(reviewer), tx -> tx.accounts().disable(reviewer.id())))
        .startsWith("HTTP/1.1 401");
    assertThat(cases()).hasSize(before);
  }

  @Test
  void rightThatGoesOn_storesThem() throws Exception {
    int before = cases().size();
    KeySecret key = service.key(service.person(UserRole.SIGNER));
    Account signer = service.person(UserRole.SIGNER);
    service.store.change(
        TEST,
        tx -> tx.accounts().changeRoles(with(signer, Set.of(UserRole.SIGNER, UserRole.REVIEWER))));
    assertThat(handIn(key, tx -> tx.accounts().get(signer.id()))).startsWith("HTTP/1.1 202");
    assertThat(cases()).hasSize(before + 1);
  }

  /** For who is no member any more there is no such project. */
  @Test
  void projectThatWasLost_getsNothing() throws Exception {
    Account reader = service.person(UserRole.READER);
    KeySecret key = service.key(reader);
    service.store.change(
        TEST, tx -> tx.accounts().changeRoles(with(reader, Set.of(UserRole.REVIEWER))));
    int before = cases().size();
    Account lost =
        new Account(
            reader.id(),
            reader.login(),
            reader.name(),
            reader.password(),
            reader.roles(),
            Map.of(service.foreign.project().id(), Set.of(UserRole.REVIEWER)),
            reader.created(),
            reader.disabled());
    assertThat(handIn(key, tx -> tx.accounts().changeRoles(lost))).startsWith("HTTP/1.1 404");
    assertThat(cases()).hasSize(before);
  }

  @Test
  void sessionThatEnded_storesNothing() throws Exception {
    Account signer = service.person(UserRole.SIGNER);
    service.store.change(
        TEST,
        tx -> tx.accounts().changeRoles(with(signer, Set.of(UserRole.SIGNER, UserRole.REVIEWER))));
    int before = cases().size();
    assertThat(handInByPage(signer, tx -> tx.accounts().all())).startsWith("HTTP/1.1 202");
    assertThat(cases()).hasSize(before + 1);
    assertThat(handInByPage(signer, tx -> tx.sessions().endAll(signer.id())))
        .startsWith("HTTP/1.1 401");
    assertThat(cases()).hasSize(before + 1);
  }

  /** As the page of a project sends files, with a session of its own. */
  private static String handInByPage(Account person, Consumer<Transaction> meanwhile)
      throws Exception {
    SessionSecret secret = SessionSecret.fresh(new SecureRandom());
    Instant opened = CLOCK.instant();
    service.store.change(
        TEST,
        tx -> tx.sessions().open(new LoginSession(secret.hash(), person.id(), opened, opened)));
    CLOCK.pass(Duration.ofMinutes(5));
    return send(
        "/projects/%s/pictures".formatted(service.home.project().id().text()),
        "Cookie: %s=%s\r\nX-Allnet: 1\r\nAccept: application/json"
            .formatted(Transport.LOOPBACK.cookie(), secret.text()),
        FORM,
        form(),
        () ->
            service.store.<Boolean>read(
                tx -> tx.sessions().bySecret(secret).orElseThrow().seen().isAfter(opened)),
        () -> service.store.change(TEST, meanwhile::accept));
  }

  /** Who is to read a case blinded must not know which pictures it has. */
  @Test
  void caseThatBecameVeiled_getsNothing() throws Exception {
    Account signer = service.person(UserRole.SIGNER);
    service.store.change(
        TEST,
        tx -> tx.accounts().changeRoles(with(signer, Set.of(UserRole.SIGNER, UserRole.REVIEWER))));
    KeySecret key = service.key(signer);
    Case of = service.home.of();
    CaseReading second =
        new CaseReading(
            Id.Reading.fresh(),
            of.id(),
            CaseReading.Kind.SECOND,
            signer.id(),
            true,
            17,
            CLOCK.instant().truncatedTo(ChronoUnit.MICROS),
            Optional.empty());
    byte[] more = form("case", of.id().text());
    Actor giver =
        new Actor.Person(service.person(UserRole.ADMINISTRATOR).id(), UserRole.SIGNER, "request-7");
    assertThat(
            send(
                "/api/v1/projects/%s/pictures".formatted(of.project().text()),
                "Authorization: Bearer " + key.text(),
                FORM,
                more,
                () -> isUsed(key),
                () -> service.store.change(giver, tx -> tx.readings().assign(second, List.of()))))
        .startsWith("HTTP/1.1 403")
        .contains("is hidden from you until your reading has ended");
    assertThat(service.store.<Long>read(tx -> tx.handed().unread(of.id()))).isZero();
    service.store.change(TEST, tx -> tx.readings().close(second.id()));
    KeySecret later = service.key(signer);
    assertThat(send(later, "pictures", FORM, more, tx -> tx.accounts().all()))
        .startsWith("HTTP/1.1 202");
    assertThat(service.store.<Long>read(tx -> tx.handed().unread(of.id()))).isEqualTo(1);
  }

  /** An answer at once needs the right when it is asked for, not when its picture began to come. */
  @Test
  void rightThatEndedDuringAPicture_getsNoAnswer() throws Exception {
    Account auditor = service.person(UserRole.AUDITOR);
    service.store.change(
        TEST,
        tx ->
            tx.accounts()
                .changeRoles(
                    new Account(
                        auditor.id(),
                        auditor.login(),
                        auditor.name(),
                        auditor.password(),
                        Set.of(),
                        Map.of(service.home.project().id(), Set.of(UserRole.REVIEWER)),
                        auditor.created(),
                        auditor.disabled())));
    byte[] picture = new byte[30_000];
    KeySecret kept = service.key(auditor);
    assertThat(send(kept, "classify", "image/png", picture, tx -> pass()))
        .as("this service has no workers")
        .startsWith("HTTP/1.1 501");
    KeySecret revoked = service.key(auditor);
    assertThat(
            send(
                revoked,
                "classify",
                "image/png",
                picture,
                tx -> {
                  pass();
                  tx.apiKeys().revoke(tx.apiKeys().bySecret(revoked).orElseThrow().id());
                }))
        .startsWith("HTTP/1.1 401");
  }

  private static void pass() {
    CLOCK.pass(Duration.ofSeconds(2));
  }

  /** Forms and JSON may come as slowly, and would do things in the name of who has left. */
  @Test
  void rightThatEndedDuringAForm_doesNothing() throws Exception {
    Account administrator = service.person(UserRole.ADMINISTRATOR);
    KeySecret key = service.key(administrator);
    byte[] hook =
        "{\"address\": \"https://hooks.example/a\", \"rest\": \"%s\"}"
            .formatted("a".repeat(20_000))
            .getBytes(StandardCharsets.US_ASCII);
    assertThat(
            send(
                key,
                "webhooks",
                "application/json",
                hook,
                tx -> tx.apiKeys().revoke(tx.apiKeys().bySecret(key).orElseThrow().id())))
        .startsWith("HTTP/1.1 401");
    assertThat(service.store.<Object>read(tx -> tx.webhooks().of(service.home.project().id())))
        .isEqualTo(List.of());
  }
}
