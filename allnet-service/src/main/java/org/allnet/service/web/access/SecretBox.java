package org.allnet.service.web.access;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.allnet.data.ForeignFailure;
import org.allnet.data.InputException;
import org.allnet.data.RunException;
import org.allnet.data.file.PrivateFile;

/**
 * Seals secrets for the database by a key that is not in it (AES-256-GCM). Whoever has a copy of
 * the database alone can read none of them. Thread-safe.
 */
public final class SecretBox {

  private static final int KEY_BYTES = 32;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final SecretKeySpec key;
  private final SecureRandom random = new SecureRandom();

  private SecretBox(byte[] key) {
    this.key = new SecretKeySpec(key, "AES");
  }

  /**
   * Opens a key, and makes one if there is none.
   *
   * @param file the key, which only its owner may read
   * @throws InputException if the file is no such key
   * @throws RunException if a new key can't be written
   */
  public static SecretBox open(Path file) {
    try {
      if (!Files.exists(file)) {
        create(file);
      }
      byte[] key = Base64.getDecoder().decode(Files.readString(file).strip());
      if (key.length != KEY_BYTES) {
        throw InputException.in(
            file,
            "is no key that seals secrets, since it has another length; put your copy of it back");
      }
      return new SecretBox(key);
    } catch (IllegalArgumentException e) {
      throw InputException.in(file, "is no key that seals secrets; put your copy of it back", e);
    } catch (IOException e) {
      throw RunException.in(file, "can't be read (" + ForeignFailure.words(e) + ")", e);
    }
  }

  private static void create(Path file) {
    byte[] key = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(key);
    PrivateFile.writeIfMissing(file, Base64.getEncoder().encodeToString(key) + "\n");
  }

  /**
   * Seals a secret.
   *
   * @param secret what nobody may read
   * @param of whose it is; it can be opened as nobody else's
   * @return text for the database
   * @throws IllegalStateException if this Java has no AES, which every Java has
   */
  public String seal(byte[] secret, String of) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    try {
      byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce, of).doFinal(secret);
      return Base64.getEncoder()
          .encodeToString(
              ByteBuffer.allocate(NONCE_BYTES + sealed.length).put(nonce).put(sealed).array());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no AES-GCM", e);
    }
  }

  /**
   * Opens what {@link #seal} gave.
   *
   * @param text the text of the database
   * @param of whose it is said to be
   * @return empty if another key sealed it, it is somebody else's, or it was changed
   */
  public Optional<byte[]> open(String text, String of) {
    try {
      byte[] all = Base64.getDecoder().decode(text);
      byte[] nonce = Arrays.copyOf(all, NONCE_BYTES);
      return Optional.of(
          cipher(Cipher.DECRYPT_MODE, nonce, of)
              .doFinal(all, NONCE_BYTES, all.length - NONCE_BYTES));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private Cipher cipher(int mode, byte[] nonce, String of) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(of.getBytes(StandardCharsets.UTF_8));
    return cipher;
  }
}
