package org.allnet.service.work.webhook;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.allnet.data.InputException;
import org.allnet.data.file.PrivateFile;
import org.allnet.service.domain.Id;

/**
 * The secrets by which receivers know that an event is ours, and the signatures made with them, as
 * <a href="https://www.standardwebhooks.com">Standard Webhooks</a> 1.0 says. Each secret follows
 * from one key of the service and the webhook's id, so that neither the database nor a back-up has
 * it. Thread-safe.
 */
public final class WebhookSecrets {

  private static final String PREFIX = "whsec_";
  private static final String ALGORITHM = "HmacSHA256";
  private static final int BYTES = 32;

  private final byte[] key;

  private WebhookSecrets(byte[] key) {
    this.key = key;
  }

  /**
   * Opens the service's key, and makes one if there is none.
   *
   * @param file the key, which only its owner may read
   * @throws InputException if the file is no such key
   * @throws org.allnet.data.RunException if a new key can't be written
   */
  public static WebhookSecrets open(Path file) {
    if (!Files.exists(file)) {
      create(file);
    }
    try {
      byte[] key = Base64.getDecoder().decode(Files.readString(file).strip());
      if (key.length == BYTES) {
        return new WebhookSecrets(key);
      }
    } catch (IOException | IllegalArgumentException e) {
      throw InputException.in(file, "is no key of webhooks; put your copy of it back", e);
    }
    throw InputException.in(file, "is no key of webhooks; put your copy of it back");
  }

  private static void create(Path file) {
    byte[] key = new byte[BYTES];
    new SecureRandom().nextBytes(key);
    PrivateFile.writeIfMissing(file, Base64.getEncoder().encodeToString(key) + "\n");
  }

  /**
   * Returns the secret of a webhook, for its receiver.
   *
   * @param webhook which
   * @return {@code whsec_} and 32 bytes in Base64
   */
  public String of(Id.Webhook webhook) {
    return PREFIX + Base64.getEncoder().encodeToString(bytes(webhook));
  }

  private byte[] bytes(Id.Webhook webhook) {
    return hmac(key, "webhook " + webhook.text());
  }

  /**
   * Returns the signature of a message: HMAC-SHA256 of {@code id.seconds.body}.
   *
   * @param webhook where it is sent
   * @param event its id
   * @param at when it is sent, in whole seconds
   * @param body what is sent
   * @return {@code v1,} and 32 bytes in Base64
   */
  String signature(Id.Webhook webhook, Id.Event event, Instant at, String body) {
    String signed = event.text() + "." + at.getEpochSecond() + "." + body;
    return "v1," + Base64.getEncoder().encodeToString(hmac(bytes(webhook), signed));
  }

  private static byte[] hmac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no " + ALGORITHM, e);
    }
  }
}
