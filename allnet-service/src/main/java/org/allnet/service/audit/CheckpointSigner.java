package org.allnet.service.audit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import org.allnet.data.InputException;
import org.allnet.data.file.AtomicFile;
import org.allnet.data.file.PrivateFile;

/** Signs checkpoints with a key of its own (Ed25519). Thread-safe. */
public final class CheckpointSigner {

  private static final String ALGORITHM = "Ed25519";

  private final PrivateKey key;

  private CheckpointSigner(PrivateKey key) {
    this.key = key;
  }

  /**
   * Opens a key, and makes one if there is none. Beside it is the public key, by which checkpoints
   * are verified; its name ends in {@code .pub}, and it is made anew if it is missing.
   *
   * @param file the private key, which only its owner may read
   * @throws InputException if the file is no such key
   * @throws org.allnet.data.RunException if a new key, or the public one, can't be written
   */
  public static CheckpointSigner open(Path file) {
    if (!Files.exists(file)) {
      create(file);
    }
    try {
      byte[] bytes = Base64.getDecoder().decode(Files.readString(file).strip());
      PrivateKey key =
          KeyFactory.getInstance(ALGORITHM).generatePrivate(new PKCS8EncodedKeySpec(bytes));
      if (!Files.exists(publicKey(file))) {
        AtomicFile.writeText(publicKey(file), base64(publicOf(key).getEncoded()) + "\n");
      }
      return new CheckpointSigner(key);
    } catch (IOException | IllegalArgumentException | GeneralSecurityException e) {
      throw InputException.in(
          file, "is no key that signs checkpoints; put your copy of it back", e);
    }
  }

  private static void create(Path file) {
    try {
      KeyPair pair = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
      PrivateFile.writeIfMissing(file, base64(pair.getPrivate().getEncoded()) + "\n");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no Ed25519", e);
    }
  }

  /** The public key that Java makes beside a private one, which is all that it takes at random. */
  private static PublicKey publicOf(PrivateKey key) throws GeneralSecurityException {
    byte[] seed =
        ((EdECPrivateKey) key)
            .getBytes()
            .orElseThrow(() -> new GeneralSecurityException("the key does not tell its bytes"));
    KeyPairGenerator generator = KeyPairGenerator.getInstance(ALGORITHM);
    generator.initialize(NamedParameterSpec.ED25519, new Seed(seed));
    return generator.generateKeyPair().getPublic();
  }

  /** Gives known bytes. */
  private static final class Seed extends SecureRandom {

    private static final long serialVersionUID = 1;

    private final byte[] seed;

    Seed(byte[] seed) {
      this.seed = seed.clone();
    }

    @Override
    public void nextBytes(byte[] bytes) {
      System.arraycopy(seed, 0, bytes, 0, bytes.length);
    }
  }

  /**
   * Returns where the public key of a private one is.
   *
   * @param file the private key
   */
  public static Path publicKey(Path file) {
    return file.resolveSibling(file.getFileName() + ".pub");
  }

  /**
   * Returns a signed checkpoint.
   *
   * @param head where the chain ends
   * @param at when
   * @throws IllegalStateException if this Java can't sign by Ed25519, which every Java can
   */
  public Checkpoint sign(AuditHead head, Instant at) {
    try {
      Signature signature = Signature.getInstance(ALGORITHM);
      signature.initSign(key);
      signature.update(Checkpoint.signedText(head, at).getBytes(StandardCharsets.UTF_8));
      return new Checkpoint(head, at, base64(signature.sign()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java can't sign with its own key", e);
    }
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
