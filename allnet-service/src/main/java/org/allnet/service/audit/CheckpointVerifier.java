package org.allnet.service.audit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Optional;
import org.allnet.data.InputException;

/** Tells whether checkpoints were signed by a key, of which it has the public half. Thread-safe. */
public final class CheckpointVerifier {

  /** Has no key, and verifies nothing. */
  public static final CheckpointVerifier NONE = new CheckpointVerifier(Optional.empty());

  private final Optional<PublicKey> key;

  private CheckpointVerifier(Optional<PublicKey> key) {
    this.key = key;
  }

  /**
   * Opens a public key.
   *
   * @param file the key, as {@link CheckpointSigner#open} writes it
   * @throws InputException if the file is no such key
   */
  public static CheckpointVerifier open(Path file) {
    try {
      byte[] bytes = Base64.getDecoder().decode(Files.readString(file).strip());
      return new CheckpointVerifier(
          Optional.of(
              KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(bytes))));
    } catch (IOException | IllegalArgumentException | GeneralSecurityException e) {
      throw InputException.in(file, "is no key that verifies checkpoints", e);
    }
  }

  /**
   * Returns whether a checkpoint was signed by the key.
   *
   * @param checkpoint the checkpoint
   */
  public boolean verifies(Checkpoint checkpoint) {
    if (key.isEmpty()) {
      return false;
    }
    try {
      Signature signature = Signature.getInstance("Ed25519");
      signature.initVerify(key.get());
      signature.update(
          Checkpoint.signedText(checkpoint.head(), checkpoint.at())
              .getBytes(StandardCharsets.UTF_8));
      return signature.verify(checkpoint.signatureBytes());
    } catch (GeneralSecurityException e) {
      return false; // what is no signature verifies nothing
    }
  }
}
