package org.allnet.service.audit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import org.allnet.data.ForeignFailure;
import org.allnet.data.InputException;
import org.allnet.data.RunException;
import org.allnet.data.file.AtomicFile;

/** Signs checkpoints with a key of its own (Ed25519). Thread-safe. */
public final class CheckpointSigner {

  private static final String ALGORITHM = "Ed25519";

  private final PrivateKey key;

  private CheckpointSigner(PrivateKey key) {
    this.key = key;
  }

  /**
   * Opens a key, and makes one if there is none. Beside it is the public key, by which checkpoints
   * are verified; its name ends in {@code .pub}.
   *
   * @param file the private key, which only its owner may read
   * @throws InputException if the file is no such key
   * @throws RunException if a new key can't be written
   */
  public static CheckpointSigner open(Path file) {
    if (!Files.exists(file)) {
      create(file);
    }
    try {
      byte[] bytes = Base64.getDecoder().decode(Files.readString(file).strip());
      return new CheckpointSigner(
          KeyFactory.getInstance(ALGORITHM).generatePrivate(new PKCS8EncodedKeySpec(bytes)));
    } catch (IOException | IllegalArgumentException | GeneralSecurityException e) {
      throw InputException.in(file, "is no key that signs checkpoints", e);
    }
  }

  private static void create(Path file) {
    try {
      KeyPair pair = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
      Files.createDirectories(file.toAbsolutePath().getParent());
      createPrivate(file);
      AtomicFile.writeText(publicKey(file), base64(pair.getPublic().getEncoded()) + "\n");
      Files.writeString(file, base64(pair.getPrivate().getEncoded()) + "\n");
    } catch (IOException e) {
      throw RunException.in(file, "can't be written (" + ForeignFailure.words(e) + ")", e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no Ed25519", e);
    }
  }

  /** Makes an empty file that nobody else may read, before the key is in it. */
  private static void createPrivate(Path file) throws IOException {
    if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    } else {
      Files.createFile(file);
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
