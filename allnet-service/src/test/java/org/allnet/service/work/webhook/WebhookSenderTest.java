package org.allnet.service.work.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.allnet.data.file.Json;
import org.allnet.service.domain.Delivery;
import org.allnet.service.domain.ServiceEvent;
import org.allnet.service.domain.Webhook;
import org.allnet.service.store.MemoryFolder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Receivers of all kinds. */
final class WebhookSenderTest {

  private static final Supplier<SSLSocketFactory> NO_TLS =
      () -> {
        throw new IllegalStateException("not used here");
      };

  @TempDir(factory = MemoryFolder.class)
  Path folder;

  private HookedStore hooked;

  @BeforeEach
  void open() {
    hooked = new HookedStore(folder);
  }

  @AfterEach
  void close() {
    hooked.close();
  }

  private static void await(BooleanSupplier state) throws InterruptedException {
    for (int i = 0; i < 2000 && !state.getAsBoolean(); i++) {
      Thread.sleep(10);
    }
    assertThat(state.getAsBoolean()).isTrue();
  }

  private long count(Webhook webhook, Delivery.State state) {
    return hooked.store.read(tx -> tx.webhooks().count(webhook, state));
  }

  private Webhook hook(Receiver receiver) {
    return hooked.hook("http://127.0.0.1:" + receiver.port() + "/in?lab=7");
  }

  /** As a receiver would, by the text of Standard Webhooks alone. */
  private static String signature(String secret, Receiver.Message message) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(
        new SecretKeySpec(
            Base64.getDecoder().decode(secret.substring("whsec_".length())), "HmacSHA256"));
    String signed =
        message.headers().get("webhook-id")
            + "."
            + message.headers().get("webhook-timestamp")
            + "."
            + message.body();
    return "v1,"
        + Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void message_isSignedAndSaysWhatHappened() throws Exception {
    try (Receiver receiver = new Receiver(message -> Receiver.TAKEN)) {
      Webhook webhook = hook(receiver);
      hooked.happen();
      try (WebhookSender sender = hooked.sender(3, NO_TLS)) {
        await(() -> count(webhook, Delivery.State.DELIVERED) == 1);
      }
      ServiceEvent event = hooked.events().get(0);
      assertThat(receiver.messages).hasSize(1);
      Receiver.Message message = receiver.messages.get(0);
      assertThat(message.line()).isEqualTo("POST /in?lab=7 HTTP/1.1");
      assertThat(message.headers())
          .containsEntry("Host", "127.0.0.1:" + receiver.port())
          .containsEntry("Content-Type", "application/json")
          .containsEntry("webhook-id", event.id().text())
          .containsEntry("webhook-signature", signature(hooked.secrets.of(webhook.id()), message));
      assertThat(
              Duration.between(
                  Instant.ofEpochSecond(Long.parseLong(message.headers().get("webhook-timestamp"))),
                  Instant.now()))
          .isBetween(Duration.ofSeconds(-1), Duration.ofMinutes(1));
      JsonNode body = Json.read(message.body());
      assertThat(body.get("type").textValue()).isEqualTo("model.stopped");
      assertThat(body.get("number").intValue()).isEqualTo(1);
      assertThat(body.get("data").get("model").textValue()).isEqualTo(event.object().text());
    }
  }

  @Test
  void whoIsBadAtFirst_getsItInTheEnd() throws Exception {
    AtomicInteger elsewhere = new AtomicInteger();
    AtomicInteger tries = new AtomicInteger();
    try (Receiver other =
            new Receiver(
                message -> {
                  elsewhere.incrementAndGet();
                  return Receiver.TAKEN;
                });
        Receiver receiver =
            new Receiver(
                message ->
                    switch (tries.incrementAndGet()) {
                      case 1 -> "HTTP/1.1 500 Internal Server Error\r\n\r\n";
                      case 2 ->
                          "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:"
                              + other.port()
                              + "/\r\n\r\n";
                      case 3 -> null;
                      case 4 -> "";
                      case 5 -> "SSH-2.0-OpenSSH_9.2\r\n";
                      case 6 -> "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n";
                      default -> throw new IllegalStateException("sent after it was taken");
                    })) {
      Webhook webhook = hook(receiver);
      hooked.happen();
      try (WebhookSender sender = hooked.sender(9, NO_TLS)) {
        await(() -> count(webhook, Delivery.State.DELIVERED) == 1);
      }
      assertThat(receiver.messages).hasSize(6);
      assertThat(receiver.messages)
          .extracting(message -> message.headers().get("webhook-id"))
          .containsOnly(hooked.events().get(0).id().text());
      assertThat(elsewhere).as("redirects that were followed").hasValue(0);
    }
  }

  @Test
  void whoStalls_holdsUpNobodyElse() throws Exception {
    try (Receiver stalling = new Receiver(message -> "");
        Receiver receiver = new Receiver(message -> Receiver.TAKEN)) {
      Webhook slow = hook(stalling);
      Webhook quick = hook(receiver);
      for (int i = 0; i < 5; i++) {
        hooked.happen();
      }
      try (WebhookSender sender = hooked.sender(1000, NO_TLS)) {
        await(() -> count(quick, Delivery.State.DELIVERED) == 5);
      }
      assertThat(count(slow, Delivery.State.DELIVERED)).isZero();
      assertThat(count(slow, Delivery.State.WAITING)).isEqualTo(5);
    }
  }

  @Test
  void whoNeverTakesIt_isGivenUp() throws Exception {
    AtomicInteger status = new AtomicInteger(503);
    try (Receiver receiver = new Receiver(message -> "HTTP/1.1 " + status + " x\r\n\r\n")) {
      Webhook webhook = hook(receiver);
      hooked.happen();
      try (WebhookSender sender = hooked.sender(3, NO_TLS)) {
        await(() -> count(webhook, Delivery.State.DEAD) == 1);
        assertThat(receiver.messages).hasSize(3);
        List<Delivery> dead =
            hooked.store.read(tx -> tx.webhooks().deliveries(webhook, Delivery.State.DEAD, 9));
        assertThat(dead.get(0).reason()).contains("the answer was 503");
        status.set(200);
        hooked.store.change(
            HookedStore.TEST, tx -> tx.webhooks().retry(webhook, dead.get(0).event().id()));
        await(() -> count(webhook, Delivery.State.DELIVERED) == 1);
      }
    }
  }

  @Test
  void addressThatIsNotPermittedAnyMore_getsNothing() throws Exception {
    try (Receiver receiver = new Receiver(message -> Receiver.TAKEN)) {
      Webhook webhook = hook(receiver);
      hooked.happen();
      WebhookSettings settings = HookedStore.settings(2, NO_TLS);
      try (WebhookSender sender =
          new WebhookSender(
              hooked.store,
              hooked.secrets,
              settings,
              new Destinations(List.of()),
              java.time.Clock.systemUTC())) {
        sender.start();
        await(() -> count(webhook, Delivery.State.DEAD) == 1);
      }
      assertThat(receiver.messages).isEmpty();
    }
  }

  @Test
  void certificate_hasToBeTheHosts() throws Exception {
    KeyStore keys = keys();
    KeyManagerFactory own = KeyManagerFactory.getInstance("PKIX");
    own.init(keys, "secret".toCharArray());
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(keys);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(own.getKeyManagers(), trust.getTrustManagers(), null);
    try (Receiver receiver =
        new Receiver(
            context
                .getServerSocketFactory()
                .createServerSocket(0, 9, InetAddress.getByName("127.0.0.1")),
            message -> Receiver.TAKEN)) {
      Webhook right = hooked.hook("https://127.0.0.1:" + receiver.port() + "/");
      Webhook wrong = hooked.hook("https://127.0.0.2:" + receiver.port() + "/");
      hooked.happen();
      Destinations all =
          new Destinations(
              List.of(AddressRange.of("127.0.0.0/8")),
              host -> new InetAddress[] {InetAddress.getByName("127.0.0.1")});
      try (WebhookSender sender =
          new WebhookSender(
              hooked.store,
              hooked.secrets,
              HookedStore.settings(2, Duration.ofSeconds(20), context::getSocketFactory),
              all,
              java.time.Clock.systemUTC())) {
        sender.start();
        await(() -> count(right, Delivery.State.DELIVERED) == 1);
        await(() -> count(wrong, Delivery.State.DEAD) == 1);
      }
      assertThat(receiver.messages).hasSize(1);
    }
  }

  private KeyStore keys() throws Exception {
    Path file = folder.resolve("keys.p12");
    Process made =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "receiver",
                "-keyalg",
                "EC",
                "-dname",
                "CN=receiver",
                "-ext",
                "SAN=ip:127.0.0.1",
                "-validity",
                "2",
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass",
                "secret")
            .inheritIO()
            .start();
    assertThat(made.waitFor(60, TimeUnit.SECONDS)).isTrue();
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      keys.load(in, "secret".toCharArray());
    }
    return keys;
  }
}
