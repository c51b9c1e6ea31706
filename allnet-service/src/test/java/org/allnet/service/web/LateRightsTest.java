package org.allnet.service.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.allnet.service.domain.Account;
import org.allnet.service.domain.Actor;
import org.allnet.service.domain.Case;
import org.allnet.service.domain.KeySecret;
import org.allnet.service.domain.UserRole;
import org.allnet.service.store.Transaction;
import org.allnet.service.work.TestPictures;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Rights that end while files are sent: what was not stored yet is not stored. */
final class LateRightsTest {

  private static final Actor TEST = new Actor.Service("test", "run-1");

  private static TestService service;

  @BeforeAll
  static void start() throws Exception {
    service = TestService.start();
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
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(
        "--b\r\nContent-Disposition: form-data; name=\"subject\"\r\n\r\nS-1\r\n--b\r\nContent-Disposition: form-data; name=\"pictures\"; filename=\"a\"\r\n\r\n"
            .getBytes(StandardCharsets.US_ASCII));
    out.writeBytes(TestPictures.png(1));
    out.writeBytes(new byte[20_000]); // more than is awaited before a request begins
    out.writeBytes("\r\n--b--\r\n".getBytes(StandardCharsets.US_ASCII));
    return out.toByteArray();
  }

  /** Sends half of a form, does something once the request has begun, and sends the rest. */
  private static String handIn(KeySecret key, Consumer<Transaction> meanwhile) throws Exception {
    return send(key, "pictures", "multipart/form-data; boundary=b", form(), meanwhile);
  }

  private static String send(
      KeySecret key, String where, String type, byte[] form, Consumer<Transaction> meanwhile)
      throws Exception {
    try (Socket socket = new Socket("127.0.0.1", service.server.port())) {
      socket.setSoTimeout(20_000);
      socket
          .getOutputStream()
          .write(
              ("POST /api/v1/projects/%s/%s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer %s\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n"
                      .formatted(
                          service.home.project().id().text(), where, key.text(), type, form.length))
                  .getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().write(form, 0, form.length / 2);
      socket.getOutputStream().flush();
      Instant latest = Instant.now().plusSeconds(20);
      while (!isUsed(key) && Instant.now().isBefore(latest)) {
        Thread.sleep(5);
      }
      service.store.change(TEST, meanwhile::accept);
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
